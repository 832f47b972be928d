import Primitives
import Testing

@testable import Platform

/// When the next attempt is due, by each policy.
@Suite struct RetryPolicyTests {
    private let interval = TimeSpan.seconds(30)
    private let start = Instant.origin + .milliseconds(12_345)

    private func policy(_ change: (inout RetryPolicy) -> Void) -> RetryPolicy {
        var policy = RetryPolicy()
        change(&policy)
        return policy
    }

    private func delay(_ policy: RetryPolicy, after attempt: UInt16, chance: UInt64 = 0) -> TimeSpan {
        policy.due(after: attempt, from: start, interval: interval, chance: chance) - start
    }

    @Test func eachOrderHasItsOwnInterval() {
        for attempt in [1, 2, 500] as [UInt16] {
            #expect(delay(RetryPolicy(), after: attempt, chance: .max) == interval)
            #expect(RetryPolicy().leastGap(after: attempt, interval: interval) == interval)
        }
    }

    @Test(arguments: [-61_000, -60_000, -1, 0, 1, 29_999, 30_000, 59_999] as [Int64])
    func sweepComesAtTheNextMultipleOfTheInterval(_ milliseconds: Int64) {
        let start = Instant.origin + .milliseconds(milliseconds)
        let due = policy { $0.spacing = .sweep }.due(after: 1, from: start, interval: interval, chance: 7)
        #expect(due.nanoseconds % interval.nanoseconds == 0)
        #expect(due > start && due - start <= interval)
    }

    @Test func jitterReachesBothEndsOfItsShareAndNoFurther() {
        let jittered = policy {
            $0.spacing = .jittered
            $0.jitterPermille = 200
        }
        #expect(delay(jittered, after: 1, chance: 0) == .seconds(24))
        #expect(delay(jittered, after: 1, chance: .max) == .seconds(36))
        #expect(abs((delay(jittered, after: 1, chance: 1 << 63) - interval).nanoseconds) <= 1)
        #expect(jittered.leastGap(after: 9, interval: interval) == .seconds(24))
    }

    @Test func exponentialDelaysGrowToTheirCap() {
        let exponential = policy {
            $0.spacing = .exponential
            $0.jitterPermille = 0
            $0.first = .seconds(5)
            $0.factorPermille = 2_000
            $0.cap = .seconds(60)
        }
        let delays = ([1, 2, 3, 4, 5, 6, 65_535] as [UInt16]).map { delay(exponential, after: $0).inSeconds }
        #expect(delays == [5, 10, 20, 40, 60, 60, 60])
    }

    /// Whatever the chance, no attempt comes before the gap that auditors hold it against.
    @Test(arguments: RetryPolicy.Spacing.allCases)
    func noPolicyIsSoonerThanItsLeastGap(_ spacing: RetryPolicy.Spacing) {
        let policy = policy {
            $0.spacing = spacing
            $0.jitterPermille = 333
            $0.factorPermille = 1_700
        }
        var chance = RandomStream(seed: 3, purpose: .testing)
        for attempt in 1...40 as ClosedRange<UInt16> {
            let bits = chance.next()
            // A sweep's second attempt at an order is due when the first sweep has come.
            let from = spacing == .sweep && attempt > 1 ? Instant.origin + .seconds(60) : start
            let due = policy.due(after: attempt, from: from, interval: interval, chance: bits)
            #expect(due - from >= policy.leastGap(after: attempt, interval: interval))
            #expect(due > from)
        }
    }
}
