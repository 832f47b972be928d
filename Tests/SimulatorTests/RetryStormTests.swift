import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// The retry-storm study at a twentieth of its size: 5 orders a second, and the arithmetic that must come out.
///
/// A ten-minute outage leaves 3,000 orders in preparation; each tried every 30 s makes 100 retries a second.
@Suite struct RetryStormTests {
    ///
    /// - Parameter subsides: whether retries are as few as before soon after the outage; where all orders keep one
    ///   beat they are not, and the auditor of retries says so.
    private func storm(_ name: String, subsides: Bool) -> RunResult {
        var scenario = SmallShop.shipped("experiments/retry-storm/\(name)")
        scenario.traffic.ordinaryRate /= 20
        scenario.end = .origin + .minutes(20)
        // A twentieth of the capacity and of the places in the queue.
        scenario[.issuing].messageWork = scenario[.issuing].messageWork * 20
        scenario[.issuing].queueLimit = 13
        if let budget = scenario.coordination.retry.budget {
            scenario.coordination.retry.budget = RetryBudget(
                perSecond: budget.perSecond / 20, sharePermille: budget.sharePermille, burst: budget.burst / 20)
        }
        let result = SmallShop.run(scenario)
        let broken = result.brokenChecks.filter { !$0.hasPrefix("COO-6:") }
        #expect(broken.isEmpty, "\(name)")
        #expect(result.check(.retriesSubside).passed == subsides, "\(name)")
        #expect(result.value("orders_unsettled") == 0)
        #expect(result.orders(.issued) == UInt64(result.value("orders_paid")))
        return result
    }

    private func figures(_ name: String, subsides: Bool = true) -> (recovery: Double, calls: Double, retries: Double) {
        let result = storm(name, subsides: subsides)
        return (
            result.value("issuing_recovery_seconds"), result.value("issuing_peak_calls_per_second"),
            result.value("issuing_peak_retries_per_second")
        )
    }

    @Test(arguments: ["storm-each-order.yaml", "storm-jittered.yaml"])
    func ownThirtySecondsAreSpreadEvenly(_ name: String) {
        let (recovery, calls, retries) = figures(name)
        #expect(retries > 95 && retries < 150)
        #expect(calls > 95 && calls < 155)
        #expect(recovery > 100 && recovery < 300)
    }

    @Test func oneSweepTriesAllAtOnce() {
        let (recovery, calls, retries) = figures("storm-sweep.yaml", subsides: false)
        #expect(retries > 2_700 && retries < 3_200)
        #expect(calls > 2_700 && calls < 3_200)
        #expect(recovery > 400)
    }

    @Test func restartSetsAllToOneBeat() {
        let (recovery, calls, retries) = figures("storm-restart.yaml", subsides: false)
        #expect(retries > 95 && retries < 150)
        #expect(calls > 2_700 && calls < 3_200)
        #expect(recovery > 400)
        let spread = figures("storm-restart-spread.yaml")
        #expect(spread.calls < 200 && spread.recovery < recovery / 2)
    }

    @Test func hungServiceFailsAllTogether() {
        let (recovery, calls, retries) = figures("storm-hung.yaml", subsides: false)
        #expect(retries == 0)
        #expect(calls > 2_700 && calls < 3_200)
        #expect(recovery > 400)
        // Jitter breaks the beat. What is left are the few whose codes found no place in the queue: nobody tells
        // them, and a caller that blocks waits out its quarter of an hour.
        let jittered = figures("storm-hung-jittered.yaml", subsides: false)
        #expect(jittered.calls < 250 && jittered.recovery < recovery)
    }

    @Test func exponentialRetriesAreFewAndLate() {
        let (recovery, _, retries) = figures("storm-exponential.yaml")
        #expect(retries > 20 && retries < 70)
        #expect(recovery > 60)
    }

    @Test func budgetBoundsTheLoadWhateverIsDue() {
        let (recovery, calls, retries) = figures("storm-budget.yaml")
        // What was saved up in the quiet first seconds, and the rate.
        #expect(retries <= 40)
        #expect(calls <= 55)
        #expect(recovery > 100 && recovery < 250)
    }
}
