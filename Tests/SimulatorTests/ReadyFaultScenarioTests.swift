import Testing
import Workload

@testable import Simulator

/// The scenarios of faults that are small enough to be run here answer their questions as their headers say.
@Suite struct ReadyFaultScenarioTests {
    @Test(arguments: ["coupon-outage.yaml", "payment-brown-out.yaml", "supplier-dry.yaml", "retry-storm.yaml"])
    func answerIsYes(_ name: String) {
        let result = SmallShop.run(SmallShop.shipped("faults/" + name))
        #expect(result.verdict == .passed, "\(name)")
        #expect(result.faults.allSatisfy { $0.count > 0 })
    }

    /// "metastable.yaml" stays down when its cause is gone, and without the cause it never was.
    @Test func overloadStaysWhenItsCauseIsGone() {
        var scenario = SmallShop.shipped("faults/metastable.yaml")
        let with = SmallShop.run(scenario)
        scenario.faults[0].kind = .slow(permille: 1_000)
        let without = SmallShop.run(scenario)
        #expect(with.verdict == .thresholdsMissed && without.verdict == .passed)
        #expect(without.value("availability_browse") > 0.999)
        // Minutes after the cause is gone most pages still fail.
        let late = with.timeline.filter { $0.second >= 420 && $0.second < 600 }
        #expect(late.count == 3 && late.allSatisfy { $0.answered < $0.requests / 2 })
    }

    /// Longer ones, "issuing-hour.yaml" and "issuing-day.yaml", are run by hand; what they need is there.
    @Test(arguments: ["issuing-hour.yaml", "issuing-day.yaml"])
    func longFaultsOfIssuingAreThere(_ name: String) {
        let scenario = SmallShop.shipped("faults/" + name)
        #expect(scenario.faults.count == 1 && scenario.faults[0].service == .issuing)
    }
}
