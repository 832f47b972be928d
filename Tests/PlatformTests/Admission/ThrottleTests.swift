import Platform
import Primitives
import Testing

@Suite struct ThrottleTests {
    private func at(milliseconds: Int64) -> Instant { .origin + .milliseconds(milliseconds) }

    private func quick(steps: Int = 1) -> Throttle {
        var configuration = ThrottleConfiguration()
        configuration.window = .seconds(3)
        configuration.judgeEvery = .seconds(1)
        configuration.releaseAfter = .seconds(2)
        configuration.maximumSteps = steps
        return Throttle(configuration)
    }

    /// Responses at 0.5, 1.5, 2.5, 3.5 s of 1000, 700, 100, 100 ms; window 3 s, release after 2 s. Means at
    /// the judgements: 1 s: 1000; 2 s: 850; 3 s: 600; 4 s: 300; 5 s: 100; 6 s: 100.
    @Test func aTraceWorkedOutByHandEngagesAtOneAndReleasesAtSixSeconds() {
        var throttle = quick()
        for (time, response) in [(500, 1_000), (1_500, 700), (2_500, 100), (3_500, 100)] as [(Int64, Int64)] {
            throttle.observe(response: .milliseconds(response), at: at(milliseconds: time))
        }
        throttle.judge(upTo: at(milliseconds: 5_999))
        #expect(throttle.isEngaged)
        #expect(throttle.engagements == 1)
        #expect(throttle.engagedTime(at: at(milliseconds: 5_999)) == .milliseconds(4_999))
        throttle.judge(upTo: at(milliseconds: 6_000))
        #expect(!throttle.isEngaged)
        #expect(throttle.steps == 0)
        #expect(throttle.engagedTime(at: at(milliseconds: 9_000)) == .seconds(5))
    }

    @Test func lateJudgementsGiveWhatTimelyOnesGive() {
        let responses: [(Int64, Int64)] = [(500, 1_000), (1_500, 700), (2_500, 100), (3_500, 100), (20_200, 900)]
        var timely = quick(), late = quick()
        var next = responses[...]
        for time in stride(from: Int64(0), through: 30_000, by: 100) {
            timely.judge(upTo: at(milliseconds: time))
            while let first = next.first, first.0 == time {
                timely.observe(response: .milliseconds(first.1), at: at(milliseconds: time))
                next = next.dropFirst()
            }
        }
        for (time, response) in responses {
            late.observe(response: .milliseconds(response), at: at(milliseconds: time))
        }
        late.judge(upTo: at(milliseconds: 30_000))
        let end = at(milliseconds: 30_000)
        #expect(late.steps == timely.steps)
        #expect(late.engagements == 2 && timely.engagements == 2)
        #expect(late.engagedTime(at: end) == timely.engagedTime(at: end))
    }

    @Test func aMeanOfExactlyTheLimitDoesNotEngage() {
        var throttle = quick()
        throttle.observe(response: .milliseconds(800), at: at(milliseconds: 100))
        throttle.judge(upTo: at(milliseconds: 2_900))
        #expect(!throttle.isEngaged)
        throttle.observe(response: .milliseconds(800) + .nanoseconds(1), at: at(milliseconds: 2_950))
        throttle.judge(upTo: at(milliseconds: 3_000))
        #expect(throttle.isEngaged)
    }

    @Test func aResponseAtTheInstantOfAJudgementCountsForTheNext() {
        var throttle = quick()
        throttle.observe(response: .milliseconds(100), at: at(milliseconds: 500))
        throttle.observe(response: .seconds(9), at: at(milliseconds: 1_000))
        #expect(!throttle.isEngaged)
        throttle.judge(upTo: at(milliseconds: 2_000))
        #expect(throttle.isEngaged)
    }

    @Test func anEmptyWindowKeepsTheState() {
        var throttle = quick()
        throttle.observe(response: .seconds(2), at: at(milliseconds: 500))
        throttle.judge(upTo: at(milliseconds: 1_000_000))
        #expect(throttle.isEngaged)
        #expect(throttle.engagedTime(at: at(milliseconds: 1_000_000)) == .seconds(999))
    }

    @Test func aMeanBetweenTheLimitsBreaksOffTheWaitForRelease() {
        var throttle = quick()
        throttle.observe(response: .seconds(2), at: at(milliseconds: 500))
        // From 3 s on the window is the latest responses alone: calm at 4 s and 5 s, not at 6 s.
        for (time, response) in [(3_500, 100), (4_500, 100), (5_500, 2_000)] as [(Int64, Int64)] {
            throttle.observe(response: .milliseconds(response), at: at(milliseconds: time))
        }
        // 6 s: (100 + 100 + 2000) / 3 = 733, so the two seconds start anew.
        throttle.judge(upTo: at(milliseconds: 6_500))
        #expect(throttle.isEngaged)
        for time in stride(from: Int64(6_500), through: 9_500, by: 1_000) {
            throttle.observe(response: .milliseconds(100), at: at(milliseconds: time))
        }
        // 7 s: 733; 8 s: 733; 9 s: 100, calm; 11 s: released.
        throttle.judge(upTo: at(milliseconds: 10_900))
        #expect(throttle.isEngaged)
        throttle.judge(upTo: at(milliseconds: 11_000))
        #expect(!throttle.isEngaged)
    }

    @Test func aFurtherStepComesOneWindowAfterTheLast() {
        var throttle = quick(steps: 3)
        var steps: [Int] = []
        for second in 0..<9 as Range<Int64> {
            throttle.observe(response: .seconds(1), at: at(milliseconds: second * 1_000 + 500))
            throttle.judge(upTo: at(milliseconds: second * 1_000 + 1_000))
            steps.append(throttle.steps)
        }
        #expect(steps == [1, 1, 1, 2, 2, 2, 3, 3, 3])
        #expect(throttle.engagements == 1)
    }

    @Test func stepsAreTakenBackOneByOne() {
        var throttle = quick(steps: 2)
        for second in 0..<5 as Range<Int64> {
            throttle.observe(response: .seconds(1), at: at(milliseconds: second * 1_000 + 500))
        }
        var steps: [Int] = []
        for second in 8..<14 as Range<Int64> {
            throttle.observe(response: .milliseconds(1), at: at(milliseconds: second * 1_000 + 500))
            throttle.judge(upTo: at(milliseconds: second * 1_000 + 1_000))
            steps.append(throttle.steps)
        }
        // Calm from 9 s on: one step back at 11 s, the other at 13 s.
        #expect(steps == [2, 2, 1, 1, 0, 0])
        #expect(throttle.engagedTime(at: at(milliseconds: 20_000)) == .seconds(12))
    }

    @Test func aReleasedThrottleAdmitsEveryDraw() {
        var throttle = quick()
        let admitted = [0, UInt32.max].map { throttle.admits(draw: $0, at: at(milliseconds: 10)) }
        #expect(admitted == [true, true])
    }

    @Test func anEngagedThrottleDivertsExactlyTheLowestTenth() {
        var throttle = quick()
        throttle.observe(response: .seconds(1), at: at(milliseconds: 0))
        // 2^32 / 10 = 429,496,729.6
        let draws: [UInt32] = [0, 429_496_728, 429_496_729, .max]
        let admitted = draws.map { throttle.admits(draw: $0, at: at(milliseconds: 1_000)) }
        #expect(admitted == [false, false, true, true])
    }

    @Test func allTrafficIsDivertedAtAThousandPermille() {
        var configuration = ThrottleConfiguration()
        configuration.stepPermille = 1_000
        var throttle = Throttle(configuration)
        throttle.observe(response: .seconds(1), at: at(milliseconds: 0))
        let admitted = throttle.admits(draw: .max, at: at(milliseconds: 1_000))
        #expect(!admitted)
    }

    @Test func judgementsFallOnWholePeriodsBeforeTheOriginToo() {
        var throttle = quick()
        throttle.observe(response: .seconds(1), at: at(milliseconds: -2_500))
        throttle.judge(upTo: at(milliseconds: -2_001))
        #expect(!throttle.isEngaged)
        throttle.judge(upTo: at(milliseconds: -2_000))
        #expect(throttle.isEngaged)
    }
}
