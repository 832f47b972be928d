import Primitives

/// Scaling of one size by target tracking: ``TargetTracking`` says what of it is published.
///
/// Points are means over whole periods; servers that warm up feed none. Integer arithmetic.
public struct TargetTracker: Sendable {
    /// The settings.
    public let rule: TargetTracking

    private var metrics: [Metric] = []
    /// The size before the last growth, while it cools down.
    private var base = 0
    private var coolsOutUntil: Instant = .distantPast
    private var coolsInUntil: Instant = .distantPast

    /// What is known of one metric.
    private struct Metric: Sendable {
        /// Of the period that runs.
        var sum = 0
        var count = 0
        /// The last whole period's mean; nil if nothing was measured in it.
        var point: Int?
        /// So many points in a row were high, and low.
        var high = 0
        var low = 0
    }

    /// A tracker that has seen nothing; traps on settings that make no sense.
    public init(_ rule: TargetTracking) {
        precondition(
            rule.targetPermille > 0 && rule.period > .zero && rule.pointsOut > 0 && rule.pointsIn > 0,
            "no such scaling: \(rule)")
        self.rule = rule
    }

    /// Takes note of a scrape, one reading per metric.
    public mutating func observe(_ readings: [ScalingReading?]) {
        while metrics.count < readings.count { metrics.append(Metric()) }
        for (index, reading) in readings.enumerated() {
            guard let reading, reading.measured > 0 else { continue }
            metrics[index].sum += reading.utilisationPermille
            metrics[index].count += 1
        }
    }

    /// The size wanted at the end of a period; the metric that asks for most counts.
    ///
    /// - Parameters:
    ///   - current: the size asked for so far.
    ///   - bounds: the fewest and the most servers.
    ///   - now: never before the last decision.
    public mutating func wanted(current: Int, within bounds: ClosedRange<Int>, at now: Instant) -> Int {
        closePeriod()
        guard bounds.contains(current) else { return max(bounds.lowerBound, min(bounds.upperBound, current)) }
        let isCooling = now < coolsOutUntil
        let capacity = isCooling ? base : current
        if let highest = metrics.filter({ $0.high >= rule.pointsOut }).compactMap(\.point).max() {
            let size = min(bounds.upperBound, needed(capacity, at: highest))
            guard size > current else { return current }
            if !isCooling { base = current }
            coolsOutUntil = now + rule.cooldownOut
            coolsInUntil = now + rule.cooldownIn
            return size
        }
        let points = metrics.compactMap(\.point)
        guard now >= coolsInUntil, !points.isEmpty, metrics.allSatisfy({ $0.low >= rule.pointsIn || $0.point == nil }),
            let highest = points.max()
        else { return current }
        let least = current - max(1, current * rule.stepInPermille / 1_000)
        let size = max(bounds.lowerBound, least, needed(current, at: highest))
        guard size < current else { return current }
        coolsInUntil = now + rule.cooldownIn
        return size
    }

    private func needed(_ capacity: Int, at point: Int) -> Int {
        (capacity * point + rule.targetPermille - 1) / rule.targetPermille
    }

    /// Turns what was measured in the period into a point of each metric.
    private mutating func closePeriod() {
        let low = rule.targetPermille * (1_000 - rule.marginPermille)
        for index in metrics.indices {
            let metric = metrics[index]
            guard metric.count > 0 else {
                // No data: neither alarm changes its mind, and nothing is counted.
                metrics[index].point = nil
                continue
            }
            let point = metric.sum / metric.count
            metrics[index] = Metric(
                point: point, high: point > rule.targetPermille ? metric.high + 1 : 0,
                low: point * 1_000 < low ? metric.low + 1 : 0)
        }
    }
}
