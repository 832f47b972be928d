import Platform
import Primitives
import Testing

@Suite struct AutoscalerTests {
    private func at(_ seconds: Int64) -> Instant { .origin + .seconds(seconds) }
    private let pool = ServiceID(0), other = ServiceID(1)

    private func desired(_ scaler: inout Autoscaler, at seconds: Int64) -> [Int] {
        var targets = Array(repeating: 0, count: scaler.poolWeights.count)
        scaler.desired(at: at(seconds), into: &targets)
        return targets
    }

    /// The answer for one pool of `serving` servers seen at `utilisation` for the first time.
    private func firstAnswer(
        serving: Int, pending: Int = 0, utilisation: Int, target: Int, cooldown: TimeSpan = .zero
    ) -> Int {
        var rule = ReactiveScaling(targetPermille: target)
        rule.scaleInCooldown = cooldown
        var scaler = Autoscaler(policy: .reactive(rule), poolWeights: [1])
        // The first look only finds the pool as it is.
        scaler.observe(pool, utilisationPermille: target, serving: serving, pending: pending, at: at(0))
        #expect(desired(&scaler, at: 0) == [serving + pending])
        scaler.observe(pool, utilisationPermille: utilisation, serving: serving, pending: pending, at: at(15))
        return desired(&scaler, at: 15)[0]
    }

    // The examples of the Kubernetes documentation.

    @Test func twiceTheTargetDoubles() {
        #expect(firstAnswer(serving: 7, utilisation: 200, target: 100) == 14)
    }

    @Test func halfTheTargetHalves() {
        #expect(firstAnswer(serving: 8, utilisation: 50, target: 100) == 4)
    }

    @Test func fiftyAtNinetyPercentAgainstSeventyFiveBecomeSixty() {
        #expect(firstAnswer(serving: 50, utilisation: 900, target: 750) == 60)
    }

    @Test func sizesAreRoundedUp() {
        #expect(firstAnswer(serving: 10, utilisation: 601, target: 490) == 13)
    }

    @Test func aTenthBesideTheTargetChangesNothing() {
        #expect(firstAnswer(serving: 50, utilisation: 550, target: 500) == 50)
        #expect(firstAnswer(serving: 50, utilisation: 450, target: 500) == 50)
        #expect(firstAnswer(serving: 50, utilisation: 551, target: 500) == 56)
        #expect(firstAnswer(serving: 50, utilisation: 449, target: 500) == 45)
    }

    @Test func pendingServersCountAsIdleWhenGrowing() {
        // 10 serving at 100 % of a target of 50 % need 20, and 10 are on their way.
        #expect(firstAnswer(serving: 10, pending: 10, utilisation: 1_000, target: 500) == 20)
        #expect(firstAnswer(serving: 10, pending: 5, utilisation: 1_000, target: 500) == 20)
    }

    @Test func pendingServersAreLeftOutWhenShrinking() {
        #expect(firstAnswer(serving: 10, pending: 10, utilisation: 250, target: 500) == 5)
    }

    @Test func aPoolThatDoesNotServeYetStaysAsItIs() {
        #expect(firstAnswer(serving: 0, pending: 4, utilisation: 0, target: 500) == 4)
    }

    @Test func theLimitsOfAPoolHold() {
        var rule = ReactiveScaling(targetPermille: 500)
        rule.minimum = 4
        rule.maximum = 9
        rule.scaleInCooldown = .zero
        var scaler = Autoscaler(policy: .reactive(rule), poolWeights: [1])
        #expect(desired(&scaler, at: 0) == [4])
        scaler.observe(pool, utilisationPermille: 1_000, serving: 8, pending: 0, at: at(10))
        #expect(desired(&scaler, at: 15) == [9])
        scaler.observe(pool, utilisationPermille: 10, serving: 9, pending: 0, at: at(29))
        #expect(desired(&scaler, at: 30) == [4])
    }

    @Test func utilisationIsJudgedOncePerPeriod() {
        var scaler = Autoscaler(policy: .reactive(.init(targetPermille: 500)), poolWeights: [1])
        scaler.observe(pool, utilisationPermille: 500, serving: 10, pending: 0, at: at(0))
        #expect(desired(&scaler, at: 0) == [10])
        scaler.observe(pool, utilisationPermille: 1_000, serving: 10, pending: 0, at: at(5))
        #expect(desired(&scaler, at: 14) == [10])
        #expect(desired(&scaler, at: 15) == [20])
        #expect(scaler.nextDecision(after: at(15)) == at(30))
        #expect(scaler.nextDecision(after: at(-16)) == at(-15))
    }

    @Test func askingAgainBeforeServersServeAsksForNoMore() {
        var scaler = Autoscaler(policy: .reactive(.init(targetPermille: 500)), poolWeights: [1])
        scaler.observe(pool, utilisationPermille: 1_000, serving: 10, pending: 0, at: at(0))
        #expect(desired(&scaler, at: 0) == [20])
        // The scrape is late: it does not even know of the pending servers.
        #expect(desired(&scaler, at: 15) == [20])
        scaler.observe(pool, utilisationPermille: 1_000, serving: 20, pending: 0, at: at(25))
        #expect(desired(&scaler, at: 30) == [40])
    }

    @Test func anOlderScrapeIsDropped() {
        var scaler = Autoscaler(policy: .reactive(.init(targetPermille: 500)), poolWeights: [1])
        scaler.observe(pool, utilisationPermille: 1_000, serving: 10, pending: 0, at: at(8))
        scaler.observe(pool, utilisationPermille: 10, serving: 3, pending: 0, at: at(7))
        #expect(desired(&scaler, at: 15) == [20])
    }

    @Test func shrinkingWaitsForTheCooldown() {
        var scaler = Autoscaler(policy: .reactive(.init(targetPermille: 500)), poolWeights: [1])
        scaler.observe(pool, utilisationPermille: 500, serving: 40, pending: 0, at: at(0))
        #expect(desired(&scaler, at: 0) == [40])
        for time in stride(from: Int64(15), to: 300, by: 15) {
            scaler.observe(pool, utilisationPermille: 250, serving: 40, pending: 0, at: at(time))
            #expect(desired(&scaler, at: time) == [40])
        }
        #expect(desired(&scaler, at: 300) == [20])
    }

    @Test func aPeakWithinTheCooldownKeepsThePoolUp() {
        var rule = ReactiveScaling(targetPermille: 500)
        rule.scaleInCooldown = .seconds(60)
        var scaler = Autoscaler(policy: .reactive(rule), poolWeights: [1])
        var sizes: [Int] = []
        for (index, utilisation) in [500, 250, 750, 250, 300, 350, 250, 250].enumerated() {
            let time = Int64(index) * 15
            scaler.observe(pool, utilisationPermille: utilisation, serving: 40, pending: 0, at: at(time))
            sizes.append(desired(&scaler, at: time)[0])
        }
        // Recommended: 40 20 60 20 24 28 20 20; the largest of four.
        #expect(sizes == [40, 40, 60, 60, 60, 60, 28, 28])
    }

    @Test func aFixedFleetHeedsNothing() {
        var scaler = Autoscaler(policy: .fixed(serversPerPool: [3, 5]), poolWeights: [1, 1])
        scaler.observe(pool, utilisationPermille: 1_000, serving: 3, pending: 0, at: at(0))
        #expect(desired(&scaler, at: 100) == [3, 5])
        #expect(scaler.nextDecision(after: at(0)) == .distantFuture)
    }

    @Test func aPlanIsDividedByWeightsFromEachStepOn() {
        let plan = [FleetStep(at: at(100), fleet: 300), FleetStep(at: at(200), fleet: 7)]
        var scaler = Autoscaler(policy: .scheduled(plan), poolWeights: [5, 4, 1])
        #expect(desired(&scaler, at: 99) == [1, 1, 1])
        #expect(scaler.nextDecision(after: at(99)) == at(100))
        #expect(desired(&scaler, at: 100) == [150, 120, 30])
        #expect(scaler.nextDecision(after: at(100)) == at(200))
        #expect(desired(&scaler, at: 200) == [3, 3, 1])
        #expect(scaler.nextDecision(after: at(200)) == .distantFuture)
    }

    @Test func planAndUtilisationGiveTheLargerOfBoth() {
        let plan = [FleetStep(at: at(0), fleet: 40), FleetStep(at: at(20), fleet: 0)]
        var rule = ReactiveScaling(targetPermille: 500)
        rule.scaleInCooldown = .zero
        var scaler = Autoscaler(policy: .scheduledAndReactive(plan, rule), poolWeights: [1, 1])
        scaler.observe(pool, utilisationPermille: 1_000, serving: 30, pending: 0, at: at(-1))
        scaler.observe(other, utilisationPermille: 250, serving: 10, pending: 0, at: at(-1))
        #expect(desired(&scaler, at: 0) == [60, 20])
        #expect(scaler.nextDecision(after: at(15)) == at(20))
        #expect(desired(&scaler, at: 30) == [60, 5])
    }

    @Test func theQuotaCutsGrowthInProportionAndNothingElse() {
        var scaler = Autoscaler(policy: .reactive(.init(targetPermille: 500)), poolWeights: [1, 1], quota: 50)
        scaler.observe(pool, utilisationPermille: 500, serving: 10, pending: 0, at: at(0))
        scaler.observe(other, utilisationPermille: 500, serving: 20, pending: 0, at: at(0))
        #expect(desired(&scaler, at: 0) == [10, 20])
        scaler.observe(pool, utilisationPermille: 1_000, serving: 10, pending: 0, at: at(14))
        scaler.observe(other, utilisationPermille: 1_250, serving: 20, pending: 0, at: at(14))
        // 10 and 30 more are wanted, 20 more are allowed.
        #expect(desired(&scaler, at: 15) == [15, 35])
        #expect(desired(&scaler, at: 30) == [15, 35])
    }

    @Test func theQuotaBindsPlansAndFixedFleetsToo() {
        var planned = Autoscaler(
            policy: .scheduled([FleetStep(at: at(0), fleet: 300)]), poolWeights: [2, 1], quota: 30)
        #expect(desired(&planned, at: 0) == [20, 10])
        var fixed = Autoscaler(policy: .fixed(serversPerPool: [40, 20]), poolWeights: [1, 1], quota: 30)
        #expect(desired(&fixed, at: 0).reduce(0, +) == 30)
    }

    @Test func sizesStayWithinTheirBoundsWhateverTheScrapesSay() {
        var stream = RandomStream(seed: 8, purpose: .testing)
        var rule = ReactiveScaling(targetPermille: 490)
        rule.maximum = 60
        let plan = (1...20).map { FleetStep(at: at($0 * 400), fleet: Int(stream.next(below: 150))) }
        var scaler = Autoscaler(policy: .scheduledAndReactive(plan, rule), poolWeights: [3, 2, 1], quota: 100)
        for time in stride(from: Int64(0), to: 9_000, by: 5) {
            let seen = ServiceID(UInt32(stream.next(below: 3)))
            scaler.observe(
                seen, utilisationPermille: Int(stream.next(below: 1_001)), serving: Int(stream.next(below: 70)),
                pending: Int(stream.next(below: 20)), at: at(time))
            let sizes = desired(&scaler, at: time)
            #expect(sizes.allSatisfy { $0 >= 1 })
            #expect(sizes.reduce(0, +) <= 100)
        }
    }
}
