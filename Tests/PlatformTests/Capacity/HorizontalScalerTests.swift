import Primitives
import Testing

@testable import Platform

/// The Kubernetes horizontal pod autoscaler, rule by rule, with the examples of its documentation and the cases
/// that its own tests try.
@Suite struct HorizontalScalerTests {
    private func at(_ seconds: Int64) -> Instant { .origin + .seconds(seconds) }

    /// What one metric asks of a fresh autoscaler.
    private func asked(
        _ measured: Int, at utilisation: Int, target: Int, unready: Int = 0, missing: Int = 0, current: Int
    ) -> Int? {
        HorizontalScaler(HorizontalScaling(targetPermille: target)).recommendation(
            ScalingReading(
                utilisationPermille: utilisation, measured: measured, unready: unready, missing: missing, at: .origin),
            current: current)
    }

    // MARK: The documentation's examples of the ratio

    @Test func twiceTheTargetDoublesAndHalfTheTargetHalves() {
        #expect(asked(7, at: 200, target: 100, current: 7) == 14)
        #expect(asked(8, at: 50, target: 100, current: 8) == 4)
    }

    @Test func fiftyAtNinetyPercentAgainstSeventyFiveBecomeSixty() {
        #expect(asked(50, at: 900, target: 750, current: 50) == 60)
    }

    @Test func aTenthBesideTheTargetChangesNothing() {
        #expect(asked(50, at: 550, target: 500, current: 50) == 50)
        #expect(asked(50, at: 450, target: 500, current: 50) == 50)
        #expect(asked(50, at: 551, target: 500, current: 50) == 56)
        #expect(asked(50, at: 449, target: 500, current: 50) == 45)
    }

    // MARK: The cases of the controller's tests: loads in thousandths of what a pod requests

    private struct Case: Sendable {
        var name: String
        var loads: [Int]
        var unready = 0
        var missing = 0
        var target: Int
        var current: Int
        var expected: Int
    }

    private static let cases: [Case] = [
        .init(name: "up", loads: [300, 500, 700], target: 300, current: 3, expected: 5),
        .init(name: "up, one unready", loads: [500, 700], unready: 1, target: 300, current: 3, expected: 4),
        .init(name: "up, two unready, turns", loads: [400], unready: 2, target: 300, current: 3, expected: 3),
        .init(name: "down", loads: [100, 300, 500, 250, 250], target: 500, current: 5, expected: 3),
        .init(name: "down, two unready", loads: [100, 300, 500], unready: 2, target: 500, current: 5, expected: 2),
        .init(name: "down, two missing", loads: [400, 95], missing: 2, target: 1_000, current: 4, expected: 3),
        .init(name: "equal, one missing", loads: [1_000], missing: 1, target: 1_000, current: 2, expected: 2),
        .init(name: "up, one missing, within", loads: [1_900], missing: 1, target: 1_000, current: 2, expected: 2),
        .init(name: "down, one missing", loads: [600], missing: 1, target: 1_000, current: 2, expected: 2),
        .init(
            name: "up, missing and unready", loads: [2_000], unready: 1, missing: 1, target: 500, current: 3,
            expected: 4),
        .init(
            name: "down, missing and unready", loads: [100, 100], unready: 1, missing: 1, target: 500, current: 4,
            expected: 3),
        .init(
            name: "down, missing turns", loads: [450], unready: 1, missing: 1, target: 500, current: 3, expected: 3),
    ]

    @Test(arguments: cases.indices) func unreadyAndMissingPodsCountAsTheControllerCountsThem(_ index: Int) {
        let c = Self.cases[index]
        let mean = c.loads.reduce(0, +) / c.loads.count
        let size = asked(
            c.loads.count, at: mean, target: c.target, unready: c.unready, missing: c.missing, current: c.current)
        #expect(size == c.expected, "\(c.name)")
    }

    /// The rules written down once more, pod by pod and with fractions, as an oracle.
    private func oracle(
        _ utilisation: Int, _ measured: Int, _ unready: Int, _ missing: Int, _ target: Int, _ current: Int
    ) -> Int {
        func ratio(_ loads: [Double]) -> Double { loads.reduce(0, +) / Double(loads.count) / Double(target) }
        func isWithin(_ r: Double) -> Bool { r >= 0.9 - 1e-12 && r <= 1.1 + 1e-12 }
        var loads = [Double](repeating: Double(utilisation), count: measured)
        let first = ratio(loads)
        let countsUnready = unready > 0 && first > 1
        if !countsUnready && missing == 0 {
            return isWithin(first) ? current : Int((first * Double(measured) - 1e-9).rounded(.up))
        }
        if first < 1 { loads += [Double](repeating: Double(max(1_000, target)), count: missing) }
        if first > 1 { loads += [Double](repeating: 0, count: missing) }
        if countsUnready { loads += [Double](repeating: 0, count: unready) }
        let second = ratio(loads)
        if isWithin(second) || (first < 1 && second > 1) || (first > 1 && second < 1) { return current }
        let size = Int((second * Double(loads.count) - 1e-9).rounded(.up))
        return (second < 1 && size > current) || (second > 1 && size < current) ? current : size
    }

    @Test func everyMixtureOfPodsAgreesWithTheRulesPodByPod() {
        var stream = RandomStream(seed: 21, purpose: .testing)
        for _ in 0..<20_000 {
            let utilisation = Int(stream.next(below: 1_400)), measured = Int(stream.next(below: 30)) + 1
            let unready = Int(stream.next(below: 6)), missing = Int(stream.next(below: 6))
            let target = Int(stream.next(below: 1_200)) + 50
            let current = max(1, measured + unready + missing - Int(stream.next(below: 3)))
            #expect(
                asked(measured, at: utilisation, target: target, unready: unready, missing: missing, current: current)
                    == oracle(utilisation, measured, unready, missing, target, current))
        }
    }

    @Test func withoutAMeasurementNothingIsAsked() {
        #expect(asked(0, at: 0, target: 500, unready: 4, current: 4) == nil)
        var scaler = HorizontalScaler(HorizontalScaling(targetPermille: 500))
        #expect(scaler.wanted([nil], current: 4, within: 1...9, at: at(0)) == 4)
    }

    // MARK: Readiness

    @Test func freshPodCountsOnceItWasReadyForAWholeWindow() {
        let rule = HorizontalScaling(targetPermille: 500)
        func leavesOut(_ isReady: Bool, changed: Int64, now: Int64) -> Bool {
            rule.leavesOut(
                isReady: isReady, started: at(0), changed: at(changed), sampled: at(now), window: .seconds(15),
                now: at(now))
        }
        #expect(leavesOut(false, changed: 0, now: 60))
        #expect(leavesOut(true, changed: 50, now: 60))
        #expect(!leavesOut(true, changed: 45, now: 60))
        // After five minutes a ready pod always counts, and one that is not ready unless it never was.
        #expect(!leavesOut(true, changed: 299, now: 300))
        #expect(leavesOut(false, changed: 29, now: 300))
        #expect(!leavesOut(false, changed: 30, now: 300))
    }

    // MARK: Several metrics

    @Test func largestOfSeveralMetricsCountsAndAMissingOneForbidsShrinking() {
        func wanted(_ utilisations: [Int?]) -> Int {
            var rule = HorizontalScaling(targetPermille: 500)
            rule.scaleIn.stabilisation = .zero
            var scaler = HorizontalScaler(rule)
            let readings = utilisations.map { utilisation in
                utilisation.map { ScalingReading(utilisationPermille: $0, measured: 10, at: .origin) }
            }
            return scaler.wanted(readings, current: 10, within: 1...100, at: at(0))
        }
        #expect(wanted([250, 750, 100]) == 15)
        #expect(wanted([250, 100]) == 5)
        #expect(wanted([nil, 750]) == 15)
        #expect(wanted([nil, 250]) == 10)
    }

    // MARK: Stabilisation

    /// What an autoscaler does that sees these utilisations of a pool of 40, every 15 s.
    private func course(_ rule: HorizontalScaling, _ utilisations: [Int]) -> [Int] {
        var scaler = HorizontalScaler(rule)
        return utilisations.enumerated().map { index, utilisation in
            scaler.wanted(
                [ScalingReading(utilisationPermille: utilisation, measured: 40, at: .origin)], current: 40,
                within: 1...1_000, at: at(Int64(index) * 15))
        }
    }

    @Test func shrinkingTakesTheLargestSizeOfFiveMinutes() {
        let sizes = course(HorizontalScaling(targetPermille: 500), [500] + Array(repeating: 250, count: 20))
        #expect(sizes == Array(repeating: 40, count: 20) + [20])
    }

    @Test func peakWithinTheWindowKeepsThePoolUp() {
        var rule = HorizontalScaling(targetPermille: 500)
        rule.scaleIn.stabilisation = .seconds(60)
        // Asked: 40 20 38 20 24 28 20 20; the largest of four, while 40 are there.
        #expect(course(rule, [500, 250, 475, 250, 300, 350, 250, 250]) == [40, 40, 40, 40, 40, 40, 28, 28])
    }

    @Test func growingTakesTheSmallestSizeOfItsWindow() {
        var rule = HorizontalScaling(targetPermille: 500)
        rule.scaleOut.stabilisation = .seconds(45)
        // Asked: 40 80 60 70 90 80; the smallest of three, in which the size that was found counts.
        #expect(course(rule, [500, 1_000, 750, 875, 1_125, 1_000]) == [40, 40, 40, 60, 60, 70])
    }

    // MARK: Behaviours

    /// Steps of an autoscaler that is asked every so often and whose pool always follows.
    private func steps(
        _ rule: HorizontalScaling, from size: Int, utilisation: (Int) -> Int, every seconds: Int64, count: Int,
        within bounds: ClosedRange<Int> = 1...10_000
    ) -> [Int] {
        var scaler = HorizontalScaler(rule)
        var size = size
        return (0..<count).map { index in
            let now = at(Int64(index) * seconds)
            let next = scaler.wanted(
                [ScalingReading(utilisationPermille: utilisation(size), measured: size, at: now)], current: size,
                within: bounds, at: now)
            scaler.changed(from: size, to: next, at: now)
            size = next
            return next
        }
    }

    @Test func defaultGrowthIsTheLargerOfDoublingAndFourPodsIn15Seconds() {
        let sizes = steps(
            HorizontalScaling(targetPermille: 100), from: 1, utilisation: { _ in 1_000 }, every: 15, count: 5)
        #expect(sizes == [5, 10, 20, 40, 80])
    }

    /// "If there are 80 replicas and the target is 10": 8 in the first minute, 10 % of what is left, rounded up, in
    /// each further one, and four at a time from 40 on.
    @Test func tenPercentOrFourPodsAMinuteWhicheverIsMore() {
        var rule = HorizontalScaling(targetPermille: 500)
        rule.scaleIn = ScalingBehaviour(
            stabilisation: .zero,
            limits: [
                .init(amount: .servers(4), period: .seconds(60)), .init(amount: .percent(10), period: .seconds(60)),
            ])
        let sizes = steps(rule, from: 80, utilisation: { 5_000 / $0 }, every: 60, count: 15)
        #expect(sizes == [72, 64, 57, 51, 45, 40, 36, 32, 28, 24, 20, 16, 12, 10, 10])
    }

    @Test func periodOfALimitIsCountedBackFromEachDecision() {
        var rule = HorizontalScaling(targetPermille: 500)
        rule.scaleIn = ScalingBehaviour(
            stabilisation: .zero, limits: [.init(amount: .servers(5), period: .seconds(60))])
        let sizes = steps(rule, from: 80, utilisation: { _ in 10 }, every: 15, count: 9)
        #expect(sizes == [75, 75, 75, 75, 70, 70, 70, 70, 65])
    }

    @Test func selectMinTakesTheLimitThatAllowsLess() {
        var rule = HorizontalScaling(targetPermille: 500)
        rule.scaleIn = ScalingBehaviour(
            stabilisation: .zero,
            limits: [
                .init(amount: .percent(10), period: .seconds(60)), .init(amount: .servers(5), period: .seconds(60)),
            ], selection: .least)
        #expect(steps(rule, from: 80, utilisation: { _ in 10 }, every: 60, count: 2) == [75, 70])
        #expect(steps(rule, from: 30, utilisation: { _ in 10 }, every: 60, count: 2) == [27, 24])
        rule.scaleOut.selection = .least
        #expect(steps(rule, from: 2, utilisation: { _ in 1_000 }, every: 15, count: 1) == [4])
        #expect(steps(rule, from: 50, utilisation: { _ in 1_000 }, every: 15, count: 1) == [54])
    }

    @Test func disabledDirectionNeverChanges() {
        var rule = HorizontalScaling(targetPermille: 500)
        rule.scaleIn = ScalingBehaviour(
            stabilisation: .zero, limits: [.init(amount: .percent(100), period: .seconds(15))], selection: .disabled)
        #expect(steps(rule, from: 80, utilisation: { _ in 10 }, every: 60, count: 3) == [80, 80, 80])
        rule.scaleOut.selection = .disabled
        #expect(steps(rule, from: 80, utilisation: { _ in 1_000 }, every: 60, count: 2) == [80, 80])
    }

    @Test func growthThatWasCarriedOutCountsAgainstItsLimitWhateverCausedIt() {
        var rule = HorizontalScaling(targetPermille: 500)
        rule.scaleOut.limits = [.init(amount: .servers(10), period: .seconds(60))]
        var scaler = HorizontalScaler(rule)
        let reading = ScalingReading(utilisationPermille: 1_000, measured: 20, at: .origin)
        // A plan has lifted the pool from 12 to 20 half a minute ago.
        scaler.changed(from: 12, to: 20, at: at(0))
        #expect(scaler.wanted([reading], current: 20, within: 1...99, at: at(30)) == 22)
        #expect(scaler.wanted([reading], current: 20, within: 1...99, at: at(60)) == 30)
    }

    @Test func boundsHold() {
        var rule = HorizontalScaling(targetPermille: 500)
        rule.scaleIn.stabilisation = .zero
        #expect(steps(rule, from: 8, utilisation: { _ in 1_000 }, every: 15, count: 2, within: 4...9) == [9, 9])
        #expect(steps(rule, from: 8, utilisation: { _ in 1 }, every: 15, count: 2, within: 4...9) == [4, 4])
        // Outside them at once, without a measurement.
        var scaler = HorizontalScaler(rule)
        #expect(scaler.wanted([nil], current: 3, within: 4...9, at: at(0)) == 4)
        #expect(scaler.wanted([nil], current: 12, within: 4...9, at: at(15)) == 9)
    }

    /// At most 100 % busy, a pool grows by 1 / target a cycle at most: thirtyfold needs 12 cycles at 75 %.
    @Test func saturatedMetricBoundsTheGrowthOfEachCycle() {
        let sizes = steps(
            HorizontalScaling(targetPermille: 750), from: 100, utilisation: { min(1_000, 3_000_000 * 75 / 100 / $0) },
            every: 15, count: 14)
        #expect(sizes.firstIndex { $0 >= 3_000 } == 11)
    }
}
