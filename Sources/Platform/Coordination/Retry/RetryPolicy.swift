import Primitives

/// When an order whose goods are not issued yet is tried again: a composition of the platform, chosen by the scenario.
///
/// The interval is ``CoordinatorConfiguration/retryInterval``, 30 s by the platform's promise. What differs is from
/// when it counts, and so whether orders that failed together are tried again together. Repeated refunds, releases
/// and withdrawals keep to the plain interval whatever is chosen here.
public struct RetryPolicy: Equatable, Sendable {
    /// How the next attempt's instant follows from the latest one.
    public enum Spacing: String, Equatable, Sendable, CaseIterable {
        /// The interval after the order's own attempt: retries stay as spread as the attempts were.
        case eachOrder = "each-order"
        /// One sweep at every multiple of the interval tries all that are being prepared: in lock-step.
        case sweep
        /// The interval after the order's own attempt, a random share more or less.
        case jittered
        /// Ever longer: ``first``, then ``factorPermille`` times as long each time, at most ``cap``; a random share
        /// more or less.
        case exponential
    }

    /// What the interval counts from.
    public enum Origin: String, Equatable, Sendable, CaseIterable {
        /// The attempt itself: no answer is waited for.
        case attempt
        /// Its answer, as by a caller that blocks on the call: what fails together is tried again together.
        case answer
    }

    /// How the next attempt's instant follows from the latest one.
    public var spacing = Spacing.eachOrder
    /// What the interval counts from.
    public var countsFrom = Origin.attempt
    /// When counting from the answer: how long one is waited for before the order is tried again without.
    public var answerWithin: TimeSpan = .minutes(15)
    /// The greatest share, in permille, by which a jittered or exponential delay is lengthened or shortened.
    public var jitterPermille = 500
    /// The first delay, if exponential.
    public var first: TimeSpan = .seconds(5)
    /// How many times as long the next delay is, in permille, if exponential; above 1,000.
    public var factorPermille = 2_000
    /// The longest delay before jitter, if exponential.
    public var cap: TimeSpan = .minutes(2)
    /// How many retries leave at all; nil for as many as are due.
    public var budget: RetryBudget?

    public init() {}
}

extension RetryPolicy {
    /// Whether an attempt's deadline lies one interval ahead of it and nothing else decides: the plain case, which
    /// a ring holds.
    var isPlain: Bool { spacing == .eachOrder && countsFrom == .attempt && budget == nil }

    /// When the attempt after this one is due.
    ///
    /// - Parameters:
    ///   - attempt: the number of the latest attempt, from 1.
    ///   - start: what the delay counts from.
    ///   - interval: the retry interval.
    ///   - chance: 64 random bits of this order and attempt.
    func due(after attempt: UInt16, from start: Instant, interval: TimeSpan, chance: UInt64) -> Instant {
        switch spacing {
        case .eachOrder: start + interval
        case .sweep: Self.sweep(after: start, interval: interval)
        case .jittered: start + jitter(interval, chance)
        case .exponential: start + jitter(backOff(attempt), chance)
        }
    }

    /// The shortest time that this policy leaves between two attempts of one order while its coordinator runs.
    ///
    /// A sweep comes to an order for the first time whenever it comes; from then on an interval later each time.
    ///
    /// - Parameters:
    ///   - attempt: the number of the earlier attempt, from 1.
    ///   - interval: the retry interval.
    public func leastGap(after attempt: UInt16, interval: TimeSpan) -> TimeSpan {
        switch spacing {
        case .eachOrder: interval
        case .sweep: attempt > 1 ? interval : .zero
        case .jittered: shortest(interval)
        case .exponential: shortest(backOff(attempt))
        }
    }

    /// The longest time that this policy leaves between two attempts of one order while its coordinator runs; nil if
    /// a budget may make it wait for longer.
    ///
    /// - Parameters:
    ///   - attempt: the number of the earlier attempt, from 1.
    ///   - configuration: the coordinator's waiting times.
    public func greatestGap(after attempt: UInt16, _ configuration: CoordinatorConfiguration) -> TimeSpan? {
        guard budget == nil else { return nil }
        let interval = configuration.retryInterval
        let longest: TimeSpan =
            switch spacing {
            case .eachOrder: interval
            // A sweep misses an order that is not known to have failed.
            case .sweep: attempt > 1 ? interval : interval + configuration.callTimeout
            case .jittered: interval + (interval - shortest(interval))
            case .exponential: backOff(attempt) + (backOff(attempt) - shortest(backOff(attempt)))
            }
        return countsFrom == .attempt ? longest : longest + answerWithin
    }

    /// The first multiple of the interval since the origin that is later than `start`.
    private static func sweep(after start: Instant, interval: TimeSpan) -> Instant {
        let rest = start.nanoseconds % interval.nanoseconds
        let begun = start.nanoseconds - (rest < 0 ? rest + interval.nanoseconds : rest)
        return Instant(nanoseconds: begun) + interval
    }

    /// The delay after an attempt before jitter. Ends at the cap, so that it takes logarithmic time.
    private func backOff(_ attempt: UInt16) -> TimeSpan {
        var delay = min(first, cap)
        var left = attempt
        while left > 1, delay < cap {
            let longer = delay.nanoseconds / 1_000 * Int64(factorPermille)
            delay = longer <= delay.nanoseconds ? cap : min(cap, TimeSpan(nanoseconds: longer))
            left -= 1
        }
        return delay
    }

    private func shortest(_ delay: TimeSpan) -> TimeSpan {
        TimeSpan(nanoseconds: delay.nanoseconds - delay.nanoseconds / 1_000 * Int64(jitterPermille))
    }

    /// Uniform between the delay less and plus its share.
    private func jitter(_ delay: TimeSpan, _ chance: UInt64) -> TimeSpan {
        let least = shortest(delay)
        let width = 2 * (delay.nanoseconds - least.nanoseconds) + 1
        return TimeSpan(nanoseconds: least.nanoseconds + Int64(chance.multipliedFullWidth(by: UInt64(width)).high))
    }
}
