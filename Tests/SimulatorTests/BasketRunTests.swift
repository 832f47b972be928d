import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Orders of several lines, through the whole world.
@Suite struct BasketRunTests {
    private static let shipped: RunResult = {
        let scenario = SmallShop.shipped("experiments/baskets.yaml")
        return SmallShop.run(scenario, seed: scenario.seed, keepOrders: true)
    }()

    @Test func everyOrderSettlesAndNoRuleIsBroken() {
        let result = Self.shipped
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("orders_unsettled") == 0)
        #expect(result.verdict == .passed)
        for rule in [Rule.refundIsShare, .refundedHoldsNothing, .orderFollowsLines] {
            #expect(result.check(rule).evaluations > 10, "\(rule)")
        }
    }

    @Test func everyEndOfAnOrderHappens() {
        let result = Self.shipped
        for outcome in OrderOutcome.allCases { #expect(result.orders(outcome) > 0, "\(outcome)") }
        #expect(result.value("order_lines_revoked") > 0, "bundles are taken back")
        #expect(result.value("order_lines") > 1.3 * result.value("orders_placed"))
        let ends = ["orders_issued", "orders_refunded", "orders_partly_refunded"].map(result.value).reduce(0, +)
        #expect(ends == result.value("orders_paid"))
        #expect(result.timeline.last?.preparing == 0)
    }

    @Test func listHasARowForEachLineAndItsAmountsAddUpToTheSales() {
        let result = Self.shipped
        #expect(Double(result.orders.count) == result.value("order_lines"))
        #expect(result.orders.contains { $0.line == 7 }, "eight lines are the most")
        let issued = result.orders.filter { $0.outcome == OrderOutcome.issued.rawValue }
        let sales = issued.reduce(Money.zero) { $0 + $1.amount }
        #expect(Double(sales.fen) == result.value("sales_fen"))
        #expect(!result.orders.contains { $0.outcome == OrderOutcome.partlyRefunded.rawValue }, "a line is not parted")
    }

    /// The provider's answers late, double and lost, each alone: known in the end by query and by fence.
    @Test(arguments: [
        CallbackPlan(late: 300), CallbackPlan(double: 300), CallbackPlan(lost: 300),
        CallbackPlan(late: 300, double: 300, lost: 300),
    ])
    func badCallbacksLoseNoMoney(plan: CallbackPlan) {
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 40, rate: 40) {
                $0.outside.callbacks = plan
                $0.journey.basketWeights = [3, 1, 1]
            })
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("orders_unsettled") == 0)
        #expect(result.orders(.issued) > 20)
        let later = plan.latePermille + plan.lostPermille > 0
        // What is unknown for 2 s is asked for then.
        #expect((result.windows[0][.pay].latency.max > 1_900) == later)
    }

    @Test func sameShoppersOrderTheSameWhateverHappensToCallbacks() {
        func placed(_ plan: CallbackPlan) -> [String] {
            let result = SmallShop.run(
                SmallShop.scenario(seconds: 20, rate: 20) {
                    $0.outside.callbacks = plan
                    $0.journey.basketWeights = [1, 1, 1, 1]
                    $0.journey.orderToList = 0
                    $0.journey.orderToPay = 1_000
                }, keepOrders: true)
            return result.orders.sorted { ($0.order, $0.line) < ($1.order, $1.line) }
                .map { "\($0.instant.nanoseconds) \($0.user.number) \($0.product.number) \($0.quantity)" }
        }
        let plain = placed(CallbackPlan())
        #expect(plain.count > 50)
        #expect(placed(CallbackPlan(late: 500, double: 500, lost: 300)) == plain)
    }

    @Test func outageOfTheSupplierRefundsOnlyWhatItSells() {
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 100, rate: 10) {
                $0.traffic.curve = [
                    .init(at: .origin, multiple: 1), .init(at: .origin + .seconds(20), multiple: 1),
                    .init(at: .origin + .seconds(20), multiple: 0),
                ]
                $0.outside.supplierOutages = [SupplierOutage(from: .origin, until: .origin + .minutes(10))]
                $0.journey.basketWeights = [0, 1]
                $0.coordination.giveUpAfter = .seconds(40)
                $0.coordination.retryInterval = .seconds(10)
            }, keepOrders: true)
        #expect(result.brokenChecks.isEmpty)
        #expect(result.orders(.partlyRefunded) > 0)
        // Whether a product comes from the supplier is a matter of its kind, and no product comes both ways.
        func products(_ outcome: OrderOutcome) -> Set<ProductID> {
            Set(result.orders.filter { $0.outcome == outcome.rawValue }.map(\.product))
        }
        #expect(products(.issued).isDisjoint(with: products(.refunded)))
        #expect(!products(.issued).isEmpty && !products(.refunded).isEmpty)
    }
}

extension CallbackPlan {
    fileprivate init(late: Int = 0, double: Int = 0, lost: Int = 0) {
        self.init()
        latePermille = late
        lateBy = .seconds(3)
        doublePermille = double
        lostPermille = lost
    }
}

/// What eight lines cost every message that has none.
@Suite struct EnvelopeSizeTests {
    @Test func envelopeOfABasketIsAtMost96Bytes() { #expect(MemoryLayout<Envelope>.stride <= 96) }
}
