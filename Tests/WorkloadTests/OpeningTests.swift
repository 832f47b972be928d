import Primitives
import Testing
import Workload

/// Sessions that open with an order.
@Suite struct OpeningTests {
    static func journey() -> Journey {
        var journey = Journey()
        journey.opensWithProduct = 300
        journey.opensWithOrder = 500
        return journey
    }

    @Test func whatASessionIsExpectedToDoIsTheSumOverItsSteps() throws {
        let journey = Self.journey(), expected = try #require(journey.expectation)
        func p(_ permille: Int) -> Double { Double(permille) / 1_000 }
        // Step by step until nobody is left.
        var (list, product, order, pay) = (0.2, 0.3, 0.5, 0.0)
        var pages = 0.0, orders = 0.0, payments = 0.0
        for _ in 0..<2_000 {
            pages += list + product + order + pay
            orders += order
            payments += pay
            let next = (
                list * p(journey.listToList) + product * p(journey.productToList) + pay * p(journey.orderToList),
                list * p(journey.listToProduct) + product * p(journey.productToProduct),
                product * p(journey.productToOrder), order * p(journey.orderToPay)
            )
            (list, product, order, pay) = next
        }
        #expect((expected.pages - pages).magnitude < 1e-9)
        #expect((expected.orders - orders).magnitude < 1e-9)
        #expect((expected.payments - payments).magnitude < 1e-9)
    }

    @Test func theSharesOfOpeningsAddUpToTheWholeAtMost() {
        var scenario = Scenario()
        scenario.journey = Self.journey()
        #expect(!scenario.validate().contains { $0.path == "journey.opens-with-order" })
        scenario.journey.opensWithProduct = 501
        #expect(scenario.validate().contains { $0.path == "journey.opens-with-order" })
    }

    @Test func thePlanCountsOrdersOfThoseWhoOpenWithOne() {
        var scenario = TrafficPlanTests.night()
        scenario.traffic.rush = nil
        scenario.traffic.curve = [.init(at: .origin, multiple: 1)]
        scenario.journey = Journey()
        scenario.journey.opensWithProduct = 0
        scenario.journey.opensWithOrder = 1_000
        scenario.journey.orderToList = 0
        let plan = TrafficPlan(scenario)
        let sessions = plan.sessionRate.reduce(0, +)
        #expect((plan.expectedOrders / sessions - 1).magnitude < 1e-9)
        // A payment follows 92 % of them.
        let settled = plan.minutes[60].derived / plan.sessionRate[3_600]
        #expect((settled - 1.92).magnitude < 0.01, "\(settled) pages a session")
    }
}
