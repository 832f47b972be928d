import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// One order's life, told from the same run made again.
@Suite struct OrderLifeTests {
    private func search(_ scenario: Scenario, _ order: UInt32, slice: Int = 100_000) -> (OrderSearch, Fingerprint) {
        var run = OrderLifeRun(scenario, seed: 1, order: OrderID(order))
        while !run.isFinished { run.advance(events: slice) }
        return (run.search(), run.fingerprint)
    }

    private func life(_ scenario: Scenario, _ order: UInt32) -> OrderLife {
        guard case .found(let life) = search(scenario, order).0 else { preconditionFailure("no order \(order)") }
        return life
    }

    /// Whether these texts come in the steps in this order.
    private func tells(_ life: OrderLife, _ texts: [String]) -> Bool {
        var rest = life.steps.map { "\($0.place): \($0.text)" }[...]
        for text in texts {
            guard let place = rest.firstIndex(where: { $0.hasPrefix(text) }) else {
                Issue.record("no `\(text)` in \(life.steps.map { "\($0.at.clockWords) \($0.place): \($0.text)" })")
                return false
            }
            rest = rest[(place + 1)...]
        }
        return true
    }

    @Test func watchedRunIsTheSameRun() {
        let scenario = SmallShop.scenario()
        #expect(search(scenario, 3).1 == SmallShop.run(scenario).fingerprint)
        #expect(search(scenario, 3, slice: 777).0 == search(scenario, 3).0)
    }

    @Test func orderIsToldFromItsFirstClickToItsGoods() {
        let scenario = SmallShop.scenario()
        let result = SmallShop.run(scenario, keepOrders: true)
        guard let order = result.orders.first(where: { $0.outcome == OrderOutcome.issued.rawValue }) else {
            Issue.record("no order was issued")
            return
        }
        let life = life(scenario, order.order.number)
        #expect(life.user == order.user && life.end == "issued")
        #expect(
            tells(
                life,
                [
                    "shopper: clicks to order", "gateway: the click arrives", "gateway: passes the click on",
                    "order: place: ", "order: the order: stock is to be held", "order: sends to stock: hold",
                    "stock: hold", "stock: its store is done", "order: stock held",
                    "order: the order: waits for the payment", "shopper: sees: order placed, please pay",
                    "shopper: clicks to pay", "order: pay", "payment: charge", "payment: provider: captured",
                    "order: captured", "issuing: issue", "order: issued", "order: the order: ended: issued",
                    "shopper: sees: paid, here are the goods",
                ]))
        #expect(tells(life, ["audit: write: "]))
        let instants = life.steps.map(\.at)
        #expect(instants == instants.sorted())
    }

    @Test func orderIsToldThroughAnOutage() {
        let scenario = SmallShop.scenario {
            $0.faults = [SmallShop.fault(.outage, .issuing, from: 10, until: 40)]
        }
        let result = SmallShop.run(scenario, keepOrders: true)
        let late = result.orders.filter { $0.instant > .origin + .seconds(12) && $0.instant < .origin + .seconds(30) }
        guard let order = late.first(where: { $0.outcome == OrderOutcome.issued.rawValue }) else {
            Issue.record("no order met the outage")
            return
        }
        let life = life(scenario, order.order.number)
        let isSwallowed = life.steps.contains { $0.place == "issuing" && $0.text.hasSuffix("the service is out") }
        #expect(isSwallowed)
        #expect(tells(life, ["order: the order: paid, in preparation", "order: the order: ended: issued"]))
    }

    @Test func linesOfABasketAreToldTogether() {
        let scenario = SmallShop.scenario { $0.journey.basketWeights = [0, 0, 1] }
        let result = SmallShop.run(scenario, keepOrders: true)
        guard let order = result.orders.first(where: { $0.line == 2 }) else {
            Issue.record("no order has three lines")
            return
        }
        let asked = life(scenario, order.order.number + 2)
        #expect(asked.order == order.order && asked.lines.count == 3)
        #expect(asked == life(scenario, order.order.number))
    }

    @Test func unknownOrderIsNotFound() {
        let scenario = SmallShop.scenario(seconds: 10)
        let (search, _) = search(scenario, 1_000_000)
        guard case .none(let orders) = search else {
            Issue.record("found an order that is not there")
            return
        }
        #expect(orders > 0)
    }
}
