import Platform
import Primitives
import Testing

@Suite struct CircuitBreakerTests {
    /// Lets expectations call what changes the breaker.
    private final class Boxed {
        private var breaker: CircuitBreaker
        init(_ configuration: CircuitBreakerConfiguration) { breaker = CircuitBreaker(configuration) }
        var state: CircuitBreaker.State { breaker.state }
        var openings: Int { breaker.openings }
        func permits(at now: Instant) -> Bool { breaker.permits(at: now) }
        func record(success: Bool, at now: Instant) { breaker.record(success: success, at: now) }
    }

    private func at(_ seconds: Int64) -> Instant { .origin + .seconds(seconds) }

    /// Window 10, judged from 4 calls on, opens at 50 %, for 5 s, then 3 trials.
    private func breaker() -> Boxed {
        var configuration = CircuitBreakerConfiguration()
        configuration.windowCalls = 10
        configuration.minimumCalls = 4
        configuration.failurePermille = 500
        configuration.openFor = .seconds(5)
        configuration.trialCalls = 3
        return Boxed(configuration)
    }

    private func opened() -> Boxed {
        let breaker = breaker()
        for _ in 0..<4 { breaker.record(success: false, at: at(0)) }
        return breaker
    }

    @Test func aNewBreakerIsClosedAndPermits() {
        let breaker = breaker()
        #expect(breaker.state == .closed)
        #expect(breaker.permits(at: at(0)))
        #expect(breaker.openings == 0)
    }

    @Test func fewerThanTheMinimumOfCallsAreNotJudged() {
        let breaker = breaker()
        for _ in 0..<3 { breaker.record(success: false, at: at(0)) }
        #expect(breaker.state == .closed)
        breaker.record(success: false, at: at(0))
        #expect(breaker.state == .open)
        #expect(breaker.openings == 1)
    }

    @Test func aShareOfFailuresAtTheThresholdOpens() {
        let breaker = breaker()
        for success in [true, false, true] { breaker.record(success: success, at: at(0)) }
        #expect(breaker.state == .closed)
        breaker.record(success: false, at: at(0))
        #expect(breaker.state == .open)
    }

    @Test func aMinimumAboveTheWindowIsTheWindow() {
        var configuration = CircuitBreakerConfiguration()
        configuration.windowCalls = 2
        configuration.minimumCalls = 100
        let breaker = Boxed(configuration)
        breaker.record(success: false, at: at(0))
        #expect(breaker.state == .closed)
        breaker.record(success: false, at: at(0))
        #expect(breaker.state == .open)
    }

    @Test func outcomesLeaveTheWindowAfterItsLength() {
        let breaker = breaker()
        // 4 failures among the first 10 calls: 40 %, closed throughout.
        for success in [true, true, true, false, true, false, true, false, true, false] {
            breaker.record(success: success, at: at(0))
        }
        #expect(breaker.state == .closed)
        // Three successes leave and three come: still 40 %. Then a failure leaves and one comes.
        for success in [true, true, true, false] { breaker.record(success: success, at: at(0)) }
        #expect(breaker.state == .closed)
        // A success leaves and a failure comes: 50 %.
        breaker.record(success: false, at: at(0))
        #expect(breaker.state == .open)
    }

    @Test func aWindowLongerThanAWordRemembersEveryCall() {
        var configuration = CircuitBreakerConfiguration()
        configuration.windowCalls = 130
        configuration.minimumCalls = 130
        let breaker = Boxed(configuration)
        for call in 0..<1_300 { breaker.record(success: call % 130 >= 64, at: at(0)) }
        #expect(breaker.state == .closed)
        // The window now holds 64 failures, 66 successes; its oldest outcomes are failures.
        for _ in 0..<64 { breaker.record(success: false, at: at(0)) }
        #expect(breaker.state == .closed)
        breaker.record(success: false, at: at(0))
        #expect(breaker.state == .open)
    }

    @Test func anOpenBreakerRefusesUntilTheWaitIsOver() {
        let breaker = opened()
        #expect(!breaker.permits(at: at(0)))
        #expect(!breaker.permits(at: at(5) - .nanoseconds(1)))
        #expect(breaker.state == .open)
        #expect(breaker.permits(at: at(5)))
        #expect(breaker.state == .halfOpen)
    }

    @Test func outcomesWhileOpenCountForNothing() {
        let breaker = opened()
        for _ in 0..<50 { breaker.record(success: true, at: at(1)) }
        #expect(breaker.state == .open)
        #expect(breaker.openings == 1)
    }

    @Test func aHalfOpenBreakerPermitsOnlyItsTrials() {
        let breaker = opened()
        #expect((0..<5).map { _ in breaker.permits(at: at(5)) } == [true, true, true, false, false])
    }

    @Test func goodTrialsCloseWithAnEmptyWindow() {
        let breaker = opened()
        for _ in 0..<3 { #expect(breaker.permits(at: at(5))) }
        for success in [true, false, true] { breaker.record(success: success, at: at(6)) }
        #expect(breaker.state == .closed)
        for _ in 0..<3 { breaker.record(success: false, at: at(7)) }
        #expect(breaker.state == .closed)
    }

    @Test func badTrialsOpenAgainForTheWholeWait() {
        let breaker = opened()
        for _ in 0..<3 { #expect(breaker.permits(at: at(5))) }
        for success in [false, true, false] { breaker.record(success: success, at: at(7)) }
        #expect(breaker.state == .open)
        #expect(breaker.openings == 2)
        #expect(!breaker.permits(at: at(11)))
        #expect(breaker.permits(at: at(12)))
    }
}
