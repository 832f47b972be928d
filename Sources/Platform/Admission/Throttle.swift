import Primitives

/// Diverts a fixed share of a service's traffic while its mean response time is too high.
///
/// Responses are summed in buckets of one judge period. At each whole period the mean over the closed
/// buckets of the window is judged:
/// - above ``ThrottleConfiguration/engageAbove``: the throttle engages with one step; a further step
///   comes when the mean is still above it a whole window after the last change;
/// - below ``ThrottleConfiguration/releaseBelow`` at every judgement for
///   ``ThrottleConfiguration/releaseAfter``: one step is taken back, and the wait starts again;
/// - in between: the state stays, and a wait for release is broken off;
/// - no response in the window: nothing is known and nothing changes.
///
/// Judgements are made lazily, by the first call at or after their instant, with the same result as
/// if they had been made in time. O(1) and without allocation; a call between judgements is a
/// comparison and two additions. Instants never decrease from call to call.
@frozen
public struct Throttle: Sendable {
    /// Responses of one judge period.
    @usableFromInline struct Bucket: Sendable {
        /// Sum of the response times in nanoseconds.
        @usableFromInline var total: Int64 = 0
        @usableFromInline var count: Int64 = 0

        @usableFromInline init() {}
    }

    /// The rule.
    public let configuration: ThrottleConfiguration
    /// How many steps are in force; 0 when released.
    public private(set) var steps = 0
    /// How often the throttle has engaged.
    public private(set) var engagements = 0

    /// A draw below this is diverted: the diverted share of 2^32.
    @usableFromInline var divertBelow: UInt64 = 0
    /// When the open bucket closes; `.distantPast` before the first call.
    @usableFromInline var nextJudgement: Instant = .distantPast
    @usableFromInline var open = Bucket()
    /// The closed buckets of the window, a ring whose oldest is at `oldest`, and their sum.
    private var closed: [Bucket]
    private var oldest = 0
    private var windowed = Bucket()
    /// Since when every judgement has been below ``ThrottleConfiguration/releaseBelow``; else `.distantFuture`.
    private var calmSince: Instant = .distantFuture
    private var lastChange: Instant = .distantPast
    private var engagedSince: Instant = .distantPast
    private var pastEngagements: TimeSpan = .zero

    /// A released throttle that has seen no response. Traps when the rule contradicts itself.
    public init(_ configuration: ThrottleConfiguration) {
        let period = configuration.judgeEvery.nanoseconds
        precondition(
            period > 0 && configuration.window.nanoseconds >= period
                && configuration.window.nanoseconds % period == 0,
            "the window must be a whole number of judge periods: \(configuration)")
        precondition(
            configuration.releaseBelow <= configuration.engageAbove && configuration.releaseAfter >= .zero
                && configuration.stepPermille >= 0 && configuration.maximumSteps >= 1,
            "no such throttle: \(configuration)")
        self.configuration = configuration
        closed = Array(repeating: Bucket(), count: Int(configuration.window.nanoseconds / period))
    }

    /// Whether traffic is being diverted, as of the latest judgement.
    public var isEngaged: Bool { steps > 0 }

    /// For how long the throttle has been engaged in all, up to `now`; call ``judge(upTo:)`` before.
    public func engagedTime(at now: Instant) -> TimeSpan {
        steps > 0 ? pastEngagements + (now - engagedSince) : pastEngagements
    }

    /// Takes note of a response that was completed now.
    @inlinable @inline(__always)
    public mutating func observe(response: TimeSpan, at now: Instant) {
        judge(upTo: now)
        open.total += response.nanoseconds
        open.count += 1
    }

    /// Whether a divertible request may go on; if not, its sender sees the queue page.
    ///
    /// - Parameter draw: 32 uniform random bits; the lowest values are the diverted ones, so that a
    ///   request diverted by fewer steps is also diverted by more.
    @inlinable @inline(__always)
    public mutating func admits(draw: UInt32, at now: Instant) -> Bool {
        judge(upTo: now)
        return UInt64(draw) >= divertBelow
    }

    /// Makes the judgements that are due at `now`. A response at the very instant of a judgement
    /// counts for the period that begins.
    @inlinable @inline(__always)
    public mutating func judge(upTo now: Instant) {
        if now >= nextJudgement { catchUp(to: now) }
    }
}

extension Throttle {
    /// Closes buckets and judges at each whole period up to `now`; at most one window's worth of them,
    /// since after that the window is empty and stays so.
    @usableFromInline @inline(never)
    mutating func catchUp(to now: Instant) {
        while nextJudgement != .distantPast && nextJudgement <= now {
            windowed.total += open.total - closed[oldest].total
            windowed.count += open.count - closed[oldest].count
            closed[oldest] = open
            oldest = oldest + 1 == closed.count ? 0 : oldest + 1
            open = Bucket()
            guard windowed.count > 0 else { break }
            judgeWindow(at: nextJudgement)
            nextJudgement += configuration.judgeEvery
        }
        if nextJudgement <= now { nextJudgement = firstJudgement(after: now) }
    }

    private func firstJudgement(after now: Instant) -> Instant {
        let period = configuration.judgeEvery.nanoseconds
        let remainder = now.nanoseconds % period
        let intoPeriod = remainder < 0 ? remainder + period : remainder
        return Instant(nanoseconds: now.nanoseconds - intoPeriod + period)
    }

    private mutating func judgeWindow(at now: Instant) {
        if windowed.total > configuration.engageAbove.nanoseconds * windowed.count {
            calmSince = .distantFuture
            if steps == 0 {
                engagements += 1
                engagedSince = now
                change(by: 1, at: now)
            } else if steps < configuration.maximumSteps && now - lastChange >= configuration.window {
                change(by: 1, at: now)
            }
        } else if windowed.total < configuration.releaseBelow.nanoseconds * windowed.count {
            guard steps > 0 else { return }
            calmSince = min(calmSince, now)
            guard now - calmSince >= configuration.releaseAfter else { return }
            change(by: -1, at: now)
            if steps == 0 { pastEngagements += now - engagedSince }
            calmSince = steps == 0 ? .distantFuture : now
        } else {
            calmSince = .distantFuture
        }
    }

    private mutating func change(by step: Int, at now: Instant) {
        steps += step
        lastChange = now
        let permille = min(1_000, steps * configuration.stepPermille)
        divertBelow = (UInt64(permille) << 32) / 1_000
    }
}
