import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Baskets and bundles where the coordinator dies and people step in.
@Suite struct BasketTroubleTests {
    /// Forty seconds of sale, issuing out from the tenth on, and then only ends.
    private func scenario(until: Int64, _ change: (inout Scenario) -> Void) -> Scenario {
        SmallShop.scenario(seconds: 600, rate: 10) {
            $0.traffic.curve = [
                .init(at: .origin, multiple: 1), .init(at: .origin + .seconds(40), multiple: 1),
                .init(at: .origin + .seconds(40), multiple: 0),
            ]
            $0.coupons = [CouponPlan(name: "c", count: 300, discount: .yuan(1), minimumPrice: .yuan(2))]
            $0.coordination.journal = JournalPlan(write: .milliseconds(1))
            $0.journey.basketWeights = [2, 1, 1]
            $0.catalogue.bundles = [.init(name: "both", products: [1, 2, 3], pricePermille: 800)]
            $0.journey.bundlePermille = 700
            $0.faults = [SmallShop.fault(.outage, .issuing, from: 10, until: until)]
            change(&$0)
        }
    }

    private func board(_ action: PersonAction) -> OperatorPlan {
        var plan = OperatorPlan()
        plan.people = 2
        plan.timePerOrder = .seconds(40)
        plan.fromAge = .minutes(1)
        plan.action = action
        return plan
    }

    @Test func coordinatorThatDiesTakesUpEveryLine() {
        let result = SmallShop.run(
            scenario(until: 70) {
                for at in [8, 30, 60, 90] as [Int64] {
                    $0.faults.append(
                        Fault(
                            name: "death-\(at)", kind: .coordinatorCrash, service: nil, from: .origin + .seconds(at),
                            until: .origin + .seconds(at + 4)))
                }
            })
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("coordinator_restarts") == 4)
        #expect(result.value("orders_unsettled") == 0)
        #expect(result.orders(.issued) == UInt64(result.value("orders_paid")))
        #expect(result.check(.activeAfterRestart).evaluations > 20)
    }

    @Test func coordinatorThatDiesWhileBundlesAreTakenBackGoesOn() {
        let result = SmallShop.run(
            scenario(until: 15) {
                $0.outside.supplierOutages = [SupplierOutage(from: .origin, until: .origin + .minutes(10))]
                $0.coordination.giveUpAfter = .seconds(60)
                $0.coordination.retryInterval = .seconds(10)
                for at in [62, 75, 90] as [Int64] {
                    $0.faults.append(
                        Fault(
                            name: "death-\(at)", kind: .coordinatorCrash, service: nil, from: .origin + .seconds(at),
                            until: .origin + .seconds(at + 2)))
                }
            })
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("orders_unsettled") == 0)
        #expect(result.value("order_lines_revoked") > 0 && result.orders(.partlyRefunded) > 0)
    }

    @Test(arguments: PersonAction.allCases) func peopleStepInLineByLine(_ action: PersonAction) {
        let result = SmallShop.run(scenario(until: 400) { $0.operators = board(action) })
        #expect(result.brokenChecks.isEmpty, "\(action)")
        #expect(result.value("orders_by_hand") > 5)
        #expect(result.value("orders_unsettled") == 0)
        let ends = ["orders_issued", "orders_refunded", "orders_partly_refunded"].map(result.value).reduce(0, +)
        #expect(ends == result.value("orders_paid"))
        let back = result.orders(.refunded) + result.orders(.partlyRefunded)
        #expect((back > 0) == (action == .refundNow))
    }
}
