import Primitives

/// The Kubernetes horizontal pod autoscaler for one size, rule by rule.
///
/// Utilisation asks for a size; of the recent answers the most cautious counts; limits bound the change; the
/// floor and the ceiling bound the size. Integer arithmetic; a decision costs as much as there are decisions
/// within the longest window. After the controller's `replica_calculator.go` and `horizontal.go`.
public struct HorizontalScaler: Sendable {
    /// The settings.
    public let rule: HorizontalScaling

    /// What utilisation asked for, before anything bounded it.
    private var recommendations: [Entry] = []
    /// By how much the size grew and shrank.
    private var growths: [Entry] = []
    private var shrinkages: [Entry] = []

    private struct Entry: Sendable {
        var at: Instant
        var servers: Int
    }

    /// An autoscaler that remembers nothing; traps on settings that make no sense.
    public init(_ rule: HorizontalScaling) {
        precondition(
            rule.targetPermille > 0 && rule.tolerancePermille >= 0 && rule.syncPeriod > .zero,
            "no such scaling: \(rule)")
        self.rule = rule
    }

    /// The size wanted now.
    ///
    /// - Parameters:
    ///   - readings: one per metric, nil where there never was a scrape; the largest answer counts.
    ///   - current: the size asked for so far.
    ///   - bounds: the fewest and the most servers.
    ///   - now: never before the last decision.
    public mutating func wanted(
        _ readings: [ScalingReading?], current: Int, within bounds: ClosedRange<Int>, at now: Instant
    ) -> Int {
        if recommendations.isEmpty { recommendations.append(Entry(at: now, servers: current)) }
        guard current >= bounds.lowerBound else { return bounds.lowerBound }
        guard current <= bounds.upperBound else { return bounds.upperBound }
        guard let asked = recommendation(readings, current: current) else { return current }
        let stable = stabilised(asked, current: current, at: now)
        return limited(stable, current: current, within: bounds, at: now)
    }

    /// Takes note of a change of size that was carried out, whatever caused it: limits count it.
    public mutating func changed(from old: Int, to new: Int, at now: Instant) {
        if new > old { growths.append(Entry(at: now, servers: new - old)) }
        if new < old { shrinkages.append(Entry(at: now, servers: old - new)) }
    }

    /// The largest of what the metrics ask for; nil if nothing may be concluded.
    ///
    /// Where a metric is missing, the others may make the size grow, not shrink.
    private func recommendation(_ readings: [ScalingReading?], current: Int) -> Int? {
        var largest: Int?
        var isComplete = true
        for reading in readings {
            if let reading, let size = recommendation(reading, current: current) {
                largest = max(largest ?? 0, size)
            } else {
                isComplete = false
            }
        }
        guard let largest, isComplete || largest >= current else { return nil }
        return largest
    }

    /// What one metric asks for: counted servers x utilisation / target, rounded up; nil without a measurement.
    ///
    /// Servers that tell no load count as busy (100 %, or the target if that is more) when the others ask for
    /// fewer, and as idle when they ask for more; servers that are not ready count as idle when growing, and
    /// not at all when shrinking. If that turns the direction or comes within the tolerance, nothing changes.
    func recommendation(_ reading: ScalingReading, current: Int) -> Int? {
        guard reading.measured > 0 else { return nil }
        let target = rule.targetPermille
        let first = reading.utilisationPermille
        var load = reading.measured * first, count = reading.measured
        if reading.missing > 0, first < target { load += reading.missing * max(1_000, target) }
        if first != target { count += reading.missing }
        if first > target { count += reading.unready }

        let excess = load - count * target
        if abs(excess) * 1_000 <= rule.tolerancePermille * count * target { return current }
        if first < target && excess > 0 || first > target && excess < 0 { return current }
        let size = (load + target - 1) / target
        // Fewer than there are, though more is asked of those that count; or the reverse.
        let isContrary = excess > 0 ? size < current : size > current
        let isWhole = reading.missing == 0 && (first < target || reading.unready == 0)
        return isContrary && !isWhole ? current : size
    }

    /// The most cautious of the recent answers: what growing would at least, and shrinking at most, have to be.
    private mutating func stabilised(_ asked: Int, current: Int, at now: Instant) -> Int {
        var least = asked, most = asked
        for entry in recommendations {
            if entry.at + rule.scaleOut.stabilisation > now { least = min(least, entry.servers) }
            if entry.at + rule.scaleIn.stabilisation > now { most = max(most, entry.servers) }
        }
        let longest = max(rule.scaleOut.stabilisation, rule.scaleIn.stabilisation)
        recommendations.removeAll { $0.at + longest <= now }
        recommendations.append(Entry(at: now, servers: asked))
        return min(max(current, least), most)
    }

    private mutating func limited(_ size: Int, current: Int, within bounds: ClosedRange<Int>, at now: Instant) -> Int {
        let bounded = max(bounds.lowerBound, min(bounds.upperBound, size))
        if bounded > current {
            let limit = self.limit(of: rule.scaleOut, current: current, grows: true, at: now)
            return min(bounded, max(current, limit))
        }
        if bounded < current {
            let limit = self.limit(of: rule.scaleIn, current: current, grows: false, at: now)
            return max(bounded, min(current, limit))
        }
        return current
    }

    /// The farthest size that the limits allow: what a period began with, changed by as much as it allows.
    private mutating func limit(of behaviour: ScalingBehaviour, current: Int, grows: Bool, at now: Instant) -> Int {
        forgetChanges(at: now)
        var chosen: Int?
        for limit in behaviour.limits {
            let start = current - sum(growths, within: limit.period, at: now)
                + sum(shrinkages, within: limit.period, at: now)
            let size: Int
            switch (limit.amount, grows) {
            case (.servers(let count), true): size = start + count
            case (.servers(let count), false): size = start - count
            case (.percent(let share), true): size = (start * (100 + share) + 99) / 100
            case (.percent(let share), false): size = start * max(0, 100 - share) / 100
            }
            let takesLarger = grows == (behaviour.selection == .most)
            chosen = chosen.map { takesLarger ? max($0, size) : min($0, size) } ?? size
        }
        guard behaviour.selection != .disabled, let chosen else { return current }
        return chosen
    }

    private func sum(_ changes: [Entry], within period: TimeSpan, at now: Instant) -> Int {
        changes.reduce(0) { $1.at + period > now ? $0 + $1.servers : $0 }
    }

    private mutating func forgetChanges(at now: Instant) {
        let longest = (rule.scaleOut.limits + rule.scaleIn.limits).map(\.period).max() ?? .zero
        growths.removeAll { $0.at + longest <= now }
        shrinkages.removeAll { $0.at + longest <= now }
    }
}
