import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// People at the board of abnormal orders.
@Suite struct OperatorTests {
    /// Issuing is out from the tenth second on, for ten minutes or for good.
    private func run(_ action: PersonAction?, until: Int64 = 600) -> RunResult {
        SmallShop.run(
            SmallShop.scenario(seconds: 600, rate: 5) {
                $0.traffic.curve = [
                    .init(at: .origin, multiple: 1), .init(at: .origin + .seconds(30), multiple: 1),
                    .init(at: .origin + .seconds(30), multiple: 0),
                ]
                $0.faults = [SmallShop.fault(.outage, .issuing, from: 10, until: until)]
                guard let action else { return }
                var plan = OperatorPlan()
                plan.people = 2
                plan.timePerOrder = .seconds(90)
                plan.fromAge = .minutes(1)
                plan.action = action
                $0.operators = plan
            })
    }

    @Test func nobodyStepsInByDefault() {
        let result = run(nil)
        #expect(result.value("orders_by_hand") == 0)
        #expect(result.brokenChecks.isEmpty)
    }

    /// From the second minute on one order every 45 seconds.
    @Test(arguments: [PersonAction.refundNow, .markIssued]) func peopleTakeTheOldestOneByOne(_ action: PersonAction) {
        // The fence needs the issuing service, which comes back for the last minutes.
        let result = run(action, until: 400)
        #expect(result.brokenChecks.isEmpty, "\(action)")
        let byHand = result.value("orders_by_hand"), paid = result.value("orders_paid")
        #expect(byHand > 5 && byHand < 16, "\(byHand) of \(paid)")
        #expect(result.value("orders_unsettled") == 0)
        if action == .refundNow {
            #expect(Double(result.orders(.refunded)) == result.value("orders_by_hand"))
        } else {
            #expect(result.orders(.refunded) == 0)
        }
    }

    @Test func peopleWhoRetryDisturbNoRule() {
        let result = run(.retryNow)
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("orders_by_hand") > 5)
        #expect(result.orders(.issued) == UInt64(result.value("orders_paid")))
    }
}
