import Platform
import Primitives
import Testing

/// Target tracking: quickly out, slowly in.
@Suite struct TargetTrackerTests {
    private func at(_ minutes: Int) -> Instant { .origin + .minutes(Int64(minutes)) }

    /// The sizes after each minute of a pool that follows at once and is seen with these utilisations.
    private func course(_ rule: TargetTracking, from size: Int, _ utilisations: [Int], most: Int = 1_000) -> [Int] {
        var tracker = TargetTracker(rule)
        var size = size
        return utilisations.enumerated().map { minute, utilisation in
            // Four scrapes a minute, whose mean counts.
            for offset in [-30, 30, -10, 10] {
                tracker.observe([
                    ScalingReading(utilisationPermille: max(0, utilisation + offset), measured: size, at: at(minute))
                ])
            }
            size = tracker.wanted(current: size, within: 1...most, at: at(minute))
            return size
        }
    }

    @Test func threeHighPointsGrowToTheTargetAtOnce() {
        let rule = TargetTracking(targetPermille: 500)
        #expect(course(rule, from: 10, [800, 800, 800]) == [10, 10, 16])
        // A point at the target begins the count anew.
        #expect(course(rule, from: 10, [800, 800, 500, 800, 800, 800]) == [10, 10, 10, 10, 10, 16])
    }

    @Test func duringTheCooldownOnlyALargerNeedGrowsFromTheSizeBefore() {
        let rule = TargetTracking(targetPermille: 500)
        // 10 at 80 % need 16; while these are on their way the same 80 % ask for no more, 95 % for 19.
        let sizes = course(rule, from: 10, [800, 800, 800, 800, 950, 600, 600, 600, 600, 600])
        #expect(sizes.prefix(6) == [10, 10, 16, 16, 19, 19])
        // Five minutes after the last growth 19 at 60 % need 23.
        #expect(sizes.suffix(4) == [19, 19, 19, 23])
    }

    @Test func fifteenLowPointsShrinkByATenthAndThenWait() {
        let rule = TargetTracking(targetPermille: 500)
        let sizes = course(rule, from: 40, Array(repeating: 200, count: 26))
        #expect(sizes.prefix(14).allSatisfy { $0 == 40 })
        #expect(sizes[14...18].allSatisfy { $0 == 36 })
        #expect(sizes[19...23].allSatisfy { $0 == 33 })
        #expect(sizes[24] == 30)
    }

    @Test func pointWithinTheMarginIsNotLow() {
        let rule = TargetTracking(targetPermille: 500)
        #expect(course(rule, from: 40, Array(repeating: 450, count: 30)).last == 40)
        #expect(course(rule, from: 40, Array(repeating: 449, count: 15)).last == 36)
    }

    @Test func lastStepInGoesNoFurtherThanTheTarget() {
        var rule = TargetTracking(targetPermille: 500)
        rule.stepInPermille = 500
        #expect(course(rule, from: 40, Array(repeating: 440, count: 15)).last == 36)
    }

    @Test func growingIsNotHeldUpByACooldownOfShrinking() {
        let rule = TargetTracking(targetPermille: 500)
        let sizes = course(rule, from: 40, Array(repeating: 200, count: 15) + [900, 900, 900])
        #expect(sizes[14] == 36)
        #expect(sizes.last == 65)
    }

    @Test func withoutDataNothingChangesAndNothingIsCounted() {
        var tracker = TargetTracker(TargetTracking(targetPermille: 500))
        let high = ScalingReading(utilisationPermille: 900, measured: 10, at: .origin)
        var sizes: [Int] = []
        for minute in 0..<6 {
            let isSeen = minute != 2 && minute != 3
            let none = ScalingReading(utilisationPermille: 0, measured: 0, unready: 10, at: .origin)
            tracker.observe([isSeen ? high : none])
            sizes.append(tracker.wanted(current: 10, within: 1...99, at: at(minute)))
        }
        #expect(sizes == [10, 10, 10, 10, 18, 18])
    }

    @Test func quotaBounds() {
        #expect(course(TargetTracking(targetPermille: 500), from: 10, [900, 900, 900], most: 12).last == 12)
    }
}
