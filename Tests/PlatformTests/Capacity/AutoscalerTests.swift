import Platform
import Primitives
import Testing

/// The plan, the reaction above it, and what bounds both.
@Suite struct AutoscalerTests {
    private func at(_ seconds: Int64) -> Instant { .origin + .seconds(seconds) }

    private func desired(_ scaler: inout Autoscaler, at seconds: Int64) -> [Int] {
        var targets = Array(repeating: 0, count: scaler.poolWeights.count)
        scaler.desired(at: at(seconds), into: &targets)
        return targets
    }

    /// A scrape of pools with so many servers at so much utilisation.
    private func scrape(_ pools: [(serving: Int, utilisation: Int)], at seconds: Int64) -> [ScalingReading] {
        pools.map { ScalingReading(utilisationPermille: $0.utilisation, measured: $0.serving, at: at(seconds)) }
    }

    private func reactive(target: Int = 500, stabilisation: TimeSpan = .seconds(300)) -> ScalingReaction {
        var rule = HorizontalScaling(targetPermille: target)
        rule.scaleIn.stabilisation = stabilisation
        return .horizontal(rule)
    }

    @Test func fixedFleetHeedsNothing() {
        var scaler = Autoscaler(
            ScalingPolicy(.fixed(serversPerPool: [3, 5])), poolWeights: [1, 1], initial: [3, 5])
        scaler.observe(scrape([(3, 1_000), (5, 1_000)], at: 0))
        #expect(desired(&scaler, at: 100) == [3, 5])
    }

    @Test func planIsDividedByWeightsFromEachStepOn() {
        let plan = [FleetStep(at: at(100), fleet: 300), FleetStep(at: at(200), fleet: 7)]
        var scaler = Autoscaler(ScalingPolicy(.steps(plan)), poolWeights: [5, 4, 1], initial: [1, 1, 1])
        #expect(desired(&scaler, at: 99) == [1, 1, 1])
        #expect(desired(&scaler, at: 100) == [150, 120, 30])
        #expect(desired(&scaler, at: 200) == [3, 3, 1])
    }

    @Test func utilisationIsJudgedOncePerPeriod() {
        var scaler = Autoscaler(
            ScalingPolicy(.nothing, reaction: reactive()), poolWeights: [1], initial: [10])
        #expect(desired(&scaler, at: 0) == [10])
        scaler.observe(scrape([(10, 1_000)], at: 5))
        #expect(desired(&scaler, at: 14) == [10])
        #expect(desired(&scaler, at: 15) == [20])
        // Asking again before the servers serve asks for no more: the scrape knows only of the ten.
        #expect(desired(&scaler, at: 30) == [20])
        scaler.observe(scrape([(20, 1_000)], at: 35))
        #expect(desired(&scaler, at: 45) == [40])
    }

    @Test func periodsAreWholeMultiplesBeforeTheOriginToo() {
        var scaler = Autoscaler(ScalingPolicy(.nothing, reaction: reactive()), poolWeights: [1], initial: [10])
        #expect(desired(&scaler, at: -20) == [10])
        scaler.observe(scrape([(10, 1_000)], at: -18))
        #expect(desired(&scaler, at: -16) == [10])
        #expect(desired(&scaler, at: -15) == [20])
    }

    @Test func planAndUtilisationGiveTheLargerOfBothPoolByPool() {
        let plan = [FleetStep(at: at(0), fleet: 40), FleetStep(at: at(20), fleet: 0)]
        var scaler = Autoscaler(
            ScalingPolicy(.steps(plan), reaction: reactive(stabilisation: .zero)), poolWeights: [1, 1],
            initial: [30, 10])
        scaler.observe(scrape([(30, 1_000), (10, 250)], at: -1))
        #expect(desired(&scaler, at: 0) == [60, 20])
        #expect(desired(&scaler, at: 30) == [60, 5])
    }

    @Test func fleetAsOneFollowsTheBusiestPoolAndKeepsItsProportions() {
        var policy = ScalingPolicy(.nothing, reaction: reactive(stabilisation: .zero))
        policy.scope = .fleet
        var scaler = Autoscaler(policy, poolWeights: [6, 3, 1], initial: [60, 30, 10])
        scaler.observe(scrape([(60, 400), (30, 650), (10, 100)], at: 0))
        // 65 % against 50 % is 1.3 times the fleet.
        #expect(desired(&scaler, at: 15) == [78, 39, 13])
        scaler.observe(scrape([(78, 100), (39, 200), (13, 50)], at: 20))
        #expect(desired(&scaler, at: 30) == [31, 16, 5])
    }

    @Test func fleetAsOneNeverFallsBelowItsPlan() {
        var policy = ScalingPolicy(.steps([FleetStep(at: at(0), fleet: 50)]), reaction: reactive(stabilisation: .zero))
        policy.scope = .fleet
        var scaler = Autoscaler(policy, poolWeights: [4, 1], initial: [4, 1])
        #expect(desired(&scaler, at: 0) == [40, 10])
        scaler.observe(scrape([(40, 10), (10, 10)], at: 10))
        #expect(desired(&scaler, at: 15) == [40, 10])
        scaler.observe(scrape([(40, 700), (10, 10)], at: 20))
        #expect(desired(&scaler, at: 30) == [56, 14])
    }

    @Test func nothingShrinksBeforeItMay() {
        var policy = ScalingPolicy(
            .steps([FleetStep(at: at(0), fleet: 60), FleetStep(at: at(60), fleet: 20)]),
            reaction: reactive(stabilisation: .zero))
        policy.holdUntil = at(90)
        var scaler = Autoscaler(policy, poolWeights: [1, 1], initial: [10, 10])
        #expect(desired(&scaler, at: 0) == [30, 30])
        scaler.observe(scrape([(30, 50), (30, 50)], at: 10))
        #expect(desired(&scaler, at: 75) == [30, 30])
        #expect(desired(&scaler, at: 90) == [10, 10])
    }

    @Test func trackingSizesEachPoolToo() {
        var scaler = Autoscaler(
            ScalingPolicy(.nothing, reaction: .tracking(TargetTracking(targetPermille: 500))), poolWeights: [1, 1],
            initial: [10, 10])
        var sizes: [[Int]] = []
        for minute in 0..<4 as Range<Int64> {
            sizes.append(desired(&scaler, at: minute * 60))
            scaler.observe(scrape([(10, 800), (10, 500)], at: minute * 60))
        }
        #expect(sizes == [[10, 10], [10, 10], [10, 10], [16, 10]])
    }

    @Test func quotaCutsGrowthInProportionAndNothingElse() {
        var policy = ScalingPolicy(.nothing, reaction: reactive())
        policy.quota = 50
        var scaler = Autoscaler(policy, poolWeights: [1, 1], initial: [10, 20])
        #expect(desired(&scaler, at: 0) == [10, 20])
        scaler.observe(scrape([(10, 1_000), (20, 1_250)], at: 14))
        // 10 and 20 more are wanted (doubling is the most in 15 s), 20 more are allowed.
        #expect(desired(&scaler, at: 15) == [17, 33])
        #expect(desired(&scaler, at: 30) == [17, 33])
    }

    @Test func quotaBindsPlansAndFixedFleetsToo() {
        var policy = ScalingPolicy(.steps([FleetStep(at: at(0), fleet: 300)]))
        policy.quota = 30
        var planned = Autoscaler(policy, poolWeights: [2, 1], initial: [1, 1])
        #expect(desired(&planned, at: 0) == [20, 10])
        policy.ahead = .fixed(serversPerPool: [40, 20])
        var fixed = Autoscaler(policy, poolWeights: [1, 1], initial: [1, 1])
        #expect(desired(&fixed, at: 0).reduce(0, +) == 30)
    }

    @Test(arguments: ScalingScope.allCases) func sizesStayWithinTheirBoundsWhateverTheScrapesSay(
        _ scope: ScalingScope
    ) {
        var stream = RandomStream(seed: 8, purpose: .testing)
        let plan = (1...20).map { FleetStep(at: at($0 * 400), fleet: Int(stream.next(below: 150))) }
        for reaction in [reactive(target: 490), .tracking(TargetTracking(targetPermille: 490))] {
            var policy = ScalingPolicy(.steps(plan), reaction: reaction)
            policy.scope = scope
            policy.minimum = 2
            policy.quota = 100
            var scaler = Autoscaler(policy, poolWeights: [3, 2, 1], initial: [3, 2, 2])
            for time in stride(from: Int64(0), to: 9_000, by: 5) {
                scaler.observe(
                    (0..<3).map { _ in
                        ScalingReading(
                            utilisationPermille: Int(stream.next(below: 1_001)), measured: Int(stream.next(below: 70)),
                            unready: Int(stream.next(below: 20)), missing: Int(stream.next(below: 4)), at: at(time))
                    })
                let sizes = desired(&scaler, at: time)
                #expect(sizes.allSatisfy { $0 >= 2 })
                #expect(sizes.reduce(0, +) <= 100)
            }
        }
    }
}
