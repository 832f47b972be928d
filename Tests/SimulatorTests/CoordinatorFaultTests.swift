import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// The coordinator dies, stands still, or is replaced, in the middle of a sale.
@Suite struct CoordinatorFaultTests {
    /// Two minutes of sale; `change` may add faults.
    private func scenario(_ change: (inout Scenario) -> Void) -> Scenario {
        SmallShop.scenario(seconds: 120, rate: 20) {
            $0.coordination.journal = JournalPlan(write: .milliseconds(1))
            $0.coupons = [CouponPlan(name: "c", count: 300, discount: .yuan(1), minimumPrice: .yuan(2))]
            $0.catalogue.limited = [.init(rank: 1, stock: 30)]
            change(&$0)
        }
    }

    private func fault(_ kind: Fault.Kind, _ service: Service? = nil, from: Int64, until: Int64) -> Fault {
        Fault(
            name: "\(service?.name ?? "coordinator")-\(from)", kind: kind, service: service,
            from: .origin + .seconds(from), until: .origin + .seconds(until))
    }

    @Test func coordinatorThatDiesGoesOnFromItsJournal() {
        let result = SmallShop.run(scenario { $0.faults = [fault(.coordinatorCrash, from: 30, until: 40)] })
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("coordinator_restarts") == 1)
        #expect(result.value("orders_unsettled") == 0)
        #expect(result[.order].lost > 10, "commands while it was dead")
    }

    @Test func coordinatorMayDieWhileIssuingIsOut() {
        let result = SmallShop.run(
            scenario {
                $0.faults = [
                    fault(.outage, .issuing, from: 20, until: 80), fault(.coordinatorCrash, from: 50, until: 55),
                    fault(.coordinatorCrash, from: 57, until: 58),
                    Fault(name: "lost", kind: .lostReplies(permille: 50), service: nil, from: $0.start, until: $0.end),
                ]
            })
        #expect(result.brokenChecks.isEmpty)
        #expect(result.check(.activeAfterRestart).evaluations > 20)
        #expect(result.check(.nothingRolledBack).evaluations > 20)
        #expect(result.value("coordinator_restarts") == 2)
        #expect(result.orders(.issued) == UInt64(result.value("orders_paid")))
    }

    @Test func dyingTwiceGivesTheSameRunTwice() {
        let scenario = scenario { $0.faults = [fault(.coordinatorCrash, from: 30, until: 33)] }
        #expect(SmallShop.run(scenario) == SmallShop.run(scenario, slice: 777))
    }

    // MARK: The journal's time

    @Test func journalWithoutWriteTimeChangesNothing() {
        let with = SmallShop.run(scenario { $0.coordination.journal = JournalPlan(write: .zero) })
        let without = SmallShop.run(scenario { $0.coordination.journal = nil })
        #expect(with.fingerprint == without.fingerprint)
        #expect(with.figures == without.figures)
    }

    @Test func writeTimeIsAddedToEveryStepOfAnOrder() {
        func median(_ write: TimeSpan) -> Double {
            SmallShop.run(scenario { $0.coordination.journal = JournalPlan(write: write) })
                .value("pay_latency_p50_ms")
        }
        // Pay, confirmed, captured, issued: four calls of the coordinator, one after the other.
        let more = median(.milliseconds(20)) - median(.zero)
        #expect(more > 75 && more < 160)
    }

    // MARK: Turns

    private func leased(_ change: (inout Scenario) -> Void) -> Scenario {
        scenario {
            $0.coordination.lease = LeasePlan(length: .seconds(3), renewEvery: .seconds(1))
            change(&$0)
        }
    }

    @Test func pauseWithinTheLeaseIsNobodysLoss() {
        let result = SmallShop.run(leased { $0.faults = [fault(.coordinatorPause, from: 30, until: 31)] })
        #expect(result.brokenChecks.isEmpty)
        #expect(result.check(.oneDriver).evaluations > 100)
        #expect(result.value("coordinator_restarts") == 0)
        #expect(result.value("stale_effects_refused") == 0)
        #expect(result.value("orders_unsettled") == 0)
    }

    @Test func oneThatWakesAfterItsLeaseIsRefusedAtEveryPort() {
        let result = SmallShop.run(
            leased {
                $0.faults = [
                    fault(.outage, .issuing, from: 10, until: 70), fault(.coordinatorPause, from: 30, until: 60),
                ]
            })
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("coordinator_restarts") == 1)
        #expect(result.value("stale_effects_refused") > 10)
        #expect(result.check(.oneDriver).evaluations > 100)
        #expect(result.value("orders_unsettled") == 0)
        #expect(result.value("duplicate_credentials") == 0)
    }

    @Test func anotherTakesOverFromOneThatDied() {
        let result = SmallShop.run(leased { $0.faults = [fault(.coordinatorCrash, from: 30, until: 60)] })
        #expect(result.brokenChecks.isEmpty)
        // Once, three seconds after the death at the latest; the first comes back as the one who waits.
        #expect(result.value("coordinator_restarts") == 1)
        let away = SmallShop.run(scenario { $0.faults = [fault(.coordinatorCrash, from: 30, until: 60)] })
        #expect(result[.order].lost * 3 < away[.order].lost)
    }

    /// B29: ports that take any token let the late one in.
    @Test func withoutFencingTheLateOneGetsThrough() {
        let scenario = leased {
            $0.coordination.lease?.fencing = false
            // Nobody orders or leaves unpaid while the coordinator stands still: only retries are due when it wakes.
            $0.journey.orderToPay = 1_000
            $0.coordination.unpaidExpiry = .minutes(10)
            $0.holdTime = .minutes(11)
            $0.traffic.curve = [
                .init(at: .origin, multiple: 1), .init(at: .origin + .seconds(15), multiple: 1),
                .init(at: .origin + .seconds(15), multiple: 0),
            ]
            $0.faults = [
                fault(.outage, .issuing, from: 5, until: 95), fault(.coordinatorPause, from: 40, until: 100),
            ]
        }
        let result = SmallShop.run(scenario)
        #expect(result.check(.oneDriver).failures > 5)
        #expect(result.check(.oneDriver).history.contains { $0.contains("attempt 1") })
        #expect(result.value("stale_effects_refused") == 0)
        var fenced = scenario
        fenced.coordination.lease?.fencing = true
        let right = SmallShop.run(fenced)
        #expect(right.check(.oneDriver).passed)
        #expect(right.value("stale_effects_refused") > 5)
    }
}
