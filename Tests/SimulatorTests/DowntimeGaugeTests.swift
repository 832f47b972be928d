import Primitives
import Testing

@testable import Simulator

/// The definition of downtime, step by step.
@Suite struct DowntimeGaugeTests {
    private func at(_ seconds: Double) -> Instant { .origin + TimeSpan(seconds: seconds) }

    private func gauge(
        from start: Instant = .origin, _ attempts: [(attempt: Attempt, second: Double, answered: Int, failed: Int)]
    ) -> (seconds: Int, byKind: [Int]) {
        var gauge = DowntimeGauge(from: start)
        for entry in attempts {
            for _ in 0..<entry.answered { gauge.record(entry.attempt, succeeded: true, since: at(entry.second)) }
            for _ in 0..<entry.failed { gauge.record(entry.attempt, succeeded: false, since: at(entry.second)) }
        }
        return (gauge.seconds, Attempt.allCases.map { gauge.seconds(of: $0) })
    }

    @Test func oneFailureInAHundredIsNoDowntime() { #expect(gauge([(.browse, 3, 99, 1)]).seconds == 0) }

    @Test func oneFailureInNinetyNineIsDowntime() { #expect(gauge([(.browse, 3, 98, 1)]).seconds == 1) }

    @Test func aSecondInWhichNothingBeganIsNoDowntime() { #expect(gauge([]).seconds == 0) }

    @Test func anyOfTheFourIsEnoughAndASecondCountsOnce() {
        let (seconds, byKind) = gauge([
            (.browse, 1, 1_000, 0), (.order, 1, 0, 1), (.pay, 1, 5, 5), (.issue, 2, 0, 1), (.browse, 2, 100, 0),
        ])
        #expect(seconds == 2)
        #expect(byKind == [0, 1, 1, 1])
    }

    @Test func successesOfOneKindDoNotMakeUpForAnother() {
        #expect(gauge([(.browse, 1, 10_000, 0), (.pay, 1, 98, 1)]).seconds == 1)
    }

    @Test func attemptsOfTheSameSecondAreJudgedTogetherWheneverTheyEnd() {
        // Recorded in the order of their ends: the first second's last attempt fails long after the others.
        var gauge = DowntimeGauge(from: .origin)
        for _ in 0..<98 { gauge.record(.browse, succeeded: true, since: at(1.1)) }
        for _ in 0..<500 { gauge.record(.browse, succeeded: true, since: at(700)) }
        #expect(gauge.seconds == 0)
        gauge.record(.browse, succeeded: false, since: at(1.999_999_999))
        #expect(gauge.seconds == 1)
        gauge.record(.browse, succeeded: true, since: at(1))
        #expect(gauge.seconds == 0)
    }

    @Test func secondsBeginAtWholeSecondsAlsoBeforeDayZero() {
        let early = at(-7_200)
        #expect(gauge(from: early, [(.order, -0.5, 0, 1), (.order, 0.5, 0, 1)]).seconds == 2)
        #expect(gauge(from: early, [(.order, -0.5, 0, 1), (.order, -0.999, 0, 1)]).seconds == 1)
        #expect(gauge(from: early, [(.order, -1, 0, 1), (.order, -0.001, 0, 1)]).seconds == 1)
    }

    @Test func secondsThatAreNotKeptAnyMoreStillCount() {
        var gauge = DowntimeGauge(from: .origin)
        gauge.record(.pay, succeeded: false, since: at(10))
        gauge.record(.pay, succeeded: false, since: at(200_000))
        // Three days and a half later: the first 36 hours, and as many again, are judged.
        gauge.record(.issue, succeeded: false, since: at(300_000))
        #expect(gauge.seconds == 3)
        #expect(gauge.seconds(of: .pay) == 2)
        // What began before the seconds that are kept counts in the first of them.
        gauge.record(.browse, succeeded: false, since: at(20))
        #expect(gauge.seconds == 4)
        #expect(gauge.seconds(of: .browse) == 1)
    }
}
