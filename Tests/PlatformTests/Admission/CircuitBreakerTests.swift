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

/// Traces worked out by hand from resilience4j's definitions.
@Suite struct CircuitBreakerTraceTests {
    private func at(_ seconds: Int64) -> Instant { .origin + .seconds(seconds) }

    /// Window 10, judged from 4 calls on, 50 % failures or 100 % slower than 2 s, open for 5 s, then 3 trials.
    private func breaker(_ change: (inout CircuitBreakerConfiguration) -> Void = { _ in }) -> CircuitBreaker {
        var configuration = CircuitBreakerConfiguration()
        configuration.windowCalls = 10
        configuration.minimumCalls = 4
        configuration.slowAbove = .seconds(2)
        configuration.openFor = .seconds(5)
        configuration.trialCalls = 3
        change(&configuration)
        return CircuitBreaker(configuration)
    }

    /// One step of a trace: a call is asked for, or ends.
    private enum Step {
        case asks(at: Int64, permitted: Bool)
        case ends(at: Int64, success: Bool, took: Int64 = 0)
    }

    private func follow(_ breaker: inout CircuitBreaker, _ steps: [(Step, CircuitBreaker.State)]) {
        for (index, (step, state)) in steps.enumerated() {
            switch step {
            case .asks(let second, let permitted):
                let answer = breaker.permits(at: at(second))
                #expect(answer == permitted, "step \(index)")
            case .ends(let second, let success, let took):
                breaker.record(success: success, took: .seconds(took), at: at(second))
            }
            #expect(breaker.state == state, "step \(index)")
        }
    }

    @Test func defaultsAreThoseOfTheLibrary() {
        let standard = CircuitBreakerConfiguration.standard
        #expect(standard.windowCalls == 100 && standard.minimumCalls == 100 && standard.trialCalls == 10)
        #expect(standard.failurePermille == 500 && standard.openFor == .seconds(60))
        #expect(standard.slowPermille == 1_000 && standard.slowAbove == .seconds(60))
        #expect(standard.mode == .automatic)
    }

    @Test func theHundredthCallOfTheStandardWindowOpensAtFiftyFailures() {
        var breaker = CircuitBreaker(.standard)
        for call in 0..<99 { breaker.record(success: call % 2 == 0, at: at(0)) }
        // 49 failures of 99 calls: too few are known.
        #expect(breaker.state == .closed && breaker.failureRate == nil)
        breaker.record(success: false, at: at(0))
        // 50 of 100.
        #expect(breaker.state == .open && breaker.openings == 1)
        #expect(!breaker.permits(at: at(59)) && breaker.permits(at: at(60)))
        #expect(breaker.refused == 1)
    }

    @Test func wholeRoundFromClosedToClosed() {
        var breaker = breaker()
        follow(
            &breaker,
            [
                (.asks(at: 0, permitted: true), .closed),
                (.ends(at: 0, success: false), .closed), (.ends(at: 0, success: true), .closed),
                (.ends(at: 0, success: true), .closed),
                // The fourth call: two failures of four are 50 %.
                (.ends(at: 1, success: false), .open),
                (.asks(at: 5, permitted: false), .open),
                (.asks(at: 6, permitted: true), .halfOpen), (.asks(at: 6, permitted: true), .halfOpen),
                (.asks(at: 6, permitted: true), .halfOpen), (.asks(at: 6, permitted: false), .halfOpen),
                // Two failures of three trials are 67 %.
                (.ends(at: 7, success: true), .halfOpen), (.ends(at: 7, success: false), .halfOpen),
                (.ends(at: 8, success: false), .open),
                (.asks(at: 12, permitted: false), .open), (.asks(at: 13, permitted: true), .halfOpen),
                (.asks(at: 13, permitted: true), .halfOpen), (.asks(at: 13, permitted: true), .halfOpen),
                // One of three is 33 %.
                (.ends(at: 14, success: true), .halfOpen), (.ends(at: 14, success: true), .halfOpen),
                (.ends(at: 14, success: false), .closed),
                // The window is empty: three failures are too few to be judged.
                (.ends(at: 15, success: false), .closed), (.ends(at: 15, success: false), .closed),
                (.ends(at: 15, success: false), .closed), (.ends(at: 15, success: true), .open),
            ])
        #expect(breaker.openings == 3 && breaker.refused == 3)
    }

    @Test func slowSuccessesOpenAtTheirOwnThreshold() {
        var breaker = breaker()
        follow(
            &breaker,
            [
                (.ends(at: 0, success: true, took: 3), .closed), (.ends(at: 0, success: true, took: 3), .closed),
                (.ends(at: 0, success: true, took: 3), .closed),
                // Two seconds are not more than two seconds: three slow calls of four are 75 %.
                (.ends(at: 0, success: true, took: 2), .closed),
            ])
        var allSlow = self.breaker()
        for _ in 0..<4 { allSlow.record(success: true, took: .seconds(3), at: at(0)) }
        #expect(allSlow.state == .open)
    }

    @Test func slowCallsLeaveTheWindowLikeFailures() {
        var breaker = breaker { $0.slowPermille = 500 }
        // Four of ten are slow; then fast ones push them out, and four more slow ones are 40 % again.
        for call in 0..<10 { breaker.record(success: true, took: .seconds(call % 5 > 2 ? 3 : 0), at: at(0)) }
        #expect(breaker.state == .closed)
        for _ in 0..<10 { breaker.record(success: true, at: at(1)) }
        for _ in 0..<4 { breaker.record(success: true, took: .seconds(3), at: at(2)) }
        #expect(breaker.state == .closed)
        breaker.record(success: true, took: .seconds(3), at: at(2))
        #expect(breaker.state == .open)
    }

    @Test func slowTrialsOpenAgain() {
        var breaker = breaker()
        for _ in 0..<4 { breaker.record(success: false, at: at(0)) }
        for _ in 0..<3 { _ = breaker.permits(at: at(5)) }
        for _ in 0..<3 { breaker.record(success: true, took: .seconds(3), at: at(9)) }
        #expect(breaker.state == .open && breaker.openings == 2)
    }

    @Test func disabledPermitsEverythingAndCountsNothing() {
        var breaker = breaker { $0.mode = .disabled }
        for _ in 0..<20 { breaker.record(success: false, at: at(0)) }
        #expect(breaker.state == .disabled && breaker.permits(at: at(0)) && breaker.failureRate == nil)
    }

    @Test func forcedOpenPermitsNothingForEver() {
        var breaker = breaker { $0.mode = .forcedOpen }
        for _ in 0..<20 { breaker.record(success: true, at: at(0)) }
        #expect(!breaker.permits(at: at(0)) && !breaker.permits(at: at(100_000)))
        #expect(breaker.state == .forcedOpen && breaker.refused == 2 && breaker.openings == 0)
    }

    @Test func metricsOnlyPermitsEverythingAndCounts() {
        var breaker = breaker { $0.mode = .metricsOnly }
        for _ in 0..<3 { breaker.record(success: false, at: at(0)) }
        #expect(breaker.failureRate == nil)
        breaker.record(success: true, at: at(0))
        #expect(breaker.failureRate == 750)
        #expect(breaker.state == .metricsOnly && breaker.permits(at: at(0)) && breaker.openings == 0)
    }
}
