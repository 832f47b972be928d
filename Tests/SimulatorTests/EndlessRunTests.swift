import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Runs in which something never settles end all the same, and say so.
@Suite struct EndlessRunTests {
    @Test func ordersThatNeverSettleAreReportedAMonthLater() {
        // Validation would not let a fault last for ever.
        var scenario = SmallShop.scenario(seconds: 10) { $0.coordination.giveUpAfter = .minutes(1) }
        scenario.coordination.retryInterval = .hours(1)
        scenario.faults = [SmallShop.fault(.outage, .issuing, from: 5, until: 400 * 86_400)]
        let result = SmallShop.run(scenario)
        #expect(result.verdict == .invariantBroken)
        #expect(result.check(.allSettled).failures > 0)
        #expect(result.value("orders_unsettled") > 0)
    }

    @Test(arguments: [1, 1_000_000]) func itsEndDoesNotDependOnTheSlices(slice: Int) {
        var scenario = SmallShop.scenario(seconds: 5) { $0.coordination.giveUpAfter = .minutes(1) }
        scenario.coordination.retryInterval = .hours(12)
        scenario.faults = [SmallShop.fault(.outage, .issuing, from: 2, until: 400 * 86_400)]
        let result = SmallShop.run(scenario, slice: slice), other = SmallShop.run(scenario, slice: 777)
        #expect(result.fingerprint == other.fingerprint)
    }

    /// What expires or is revoked while it is kept back is taken back like anything that nobody began with.
    @Test(arguments: [true, false]) func bundleWhoseLineIsOverBeforeItIsTakenBackIsPaidBack(revokes: Bool) {
        var scenario = SmallShop.shipped("experiments/baskets.yaml")
        if revokes {
            SmallShop.liveliness(&scenario)
        } else {
            scenario.entitlements.longest = .seconds(60)
        }
        let result = SmallShop.run(scenario, seed: scenario.seed)
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("orders_unsettled") == 0)
        #expect(result.value("orders_partly_refunded") > 0)
    }
}
