import Primitives
import Testing

@testable import Platform

/// Tokens for retries: never more than came.
@Suite struct RetryAllowanceTests {
    private func at(_ milliseconds: Int64) -> Instant { .origin + .milliseconds(milliseconds) }

    /// How many tokens are got when so many are wanted.
    private func take(_ count: Int, from allowance: inout RetryAllowance, at now: Instant) -> Int {
        var got = 0
        for _ in 0..<count where allowance.take(at: now) { got += 1 }
        return got
    }

    @Test func aFullBucketGivesItsBurstAndThenItsRate() {
        var allowance = RetryAllowance(RetryBudget(perSecond: 10, burst: 3))
        #expect(take(5, from: &allowance, at: at(0)) == 3)
        #expect(allowance.readyAt == at(100))
        #expect(take(1, from: &allowance, at: at(99)) == 0)
        #expect(take(2, from: &allowance, at: at(100)) == 1)
    }

    @Test func tokensAreKeptUpToTheBurst() {
        var allowance = RetryAllowance(RetryBudget(perSecond: 1_000, burst: 2))
        #expect(take(1, from: &allowance, at: at(-500)) == 1)
        #expect(take(3, from: &allowance, at: at(1_000_000)) == 2)
    }

    @Test func firstAttemptsBringTheirShare() {
        var allowance = RetryAllowance(RetryBudget(perSecond: 1, sharePermille: 200, burst: 1))
        #expect(take(1, from: &allowance, at: at(0)) == 1)
        for _ in 0..<4 { allowance.deposit(at: at(0)) }
        #expect(take(1, from: &allowance, at: at(0)) == 0)
        #expect(allowance.readyAt == at(200))
        allowance.deposit(at: at(0))
        #expect(take(1, from: &allowance, at: at(0)) == 1)
    }

    /// Odd rates: the instant that is promised is the first one that keeps the promise.
    @Test(arguments: [1, 3, 7, 333, 999_999]) func tokenIsThereWhenItIsPromisedAndNotBefore(_ rate: Int) {
        var allowance = RetryAllowance(RetryBudget(perSecond: rate))
        #expect(take(1, from: &allowance, at: .origin) == 1)
        for _ in 0..<50 {
            let ready = allowance.readyAt
            #expect(take(1, from: &allowance, at: ready - TimeSpan(nanoseconds: 1)) == 0)
            #expect(take(1, from: &allowance, at: ready) == 1)
        }
    }
}
