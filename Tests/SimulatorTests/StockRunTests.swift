import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Whole runs in which many want the last units.
@Suite struct StockRunTests {
    /// Half a minute in which everybody orders one of few products, on slow stock servers with a queue.
    static func contention(_ strategy: StockStrategy, stock: Int = 40) -> Scenario {
        SmallShop.scenario(seconds: 30, rate: 120) {
            $0.coordination.stockStrategy = strategy
            $0.catalogue.products = 4
            $0.catalogue.limited = (1...4).map { .init(rank: $0, stock: stock) }
            $0.journey.productToOrder = 900
            $0.journey.productToProduct = 50
            $0.journey.productToList = 0
            // Everyone who holds a unit pays for it, so that the last one is really sold.
            $0.journey.quantityWeights = [1]
            $0.journey.orderToPay = 1_000
            $0.outside.declinedPermille = 0
            $0[.stock].messageWork = .milliseconds(30)
            $0[.stock].queueLimit = 255
        }
    }

    @Test func lookingFirstAndTakingLaterOversellsAndBreaksTheInvariant() {
        let result = SmallShop.run(Self.contention(.checkThenAct))
        #expect(result.value("oversold_units") > 0)
        let check = result.check(.neverOversold)
        #expect(check.failures > 0 && check.evaluations > check.failures)
        #expect(!check.firstFailure.isEmpty)
        // The unit that was not there was looked for before it was taken.
        #expect(check.history.contains { $0.contains("stock: are there") })
        #expect(check.history.last?.contains("stock: take") == true)
        #expect(result.verdict == .invariantBroken)
        #expect(result.verdict.exitCode == 107)
        // Wrong stock breaks nothing but stock.
        #expect(result.brokenChecks.allSatisfy { $0.hasPrefix("STK-") })
    }

    @Test func conditionalUpdateSellsExactlyTheStock() {
        let result = SmallShop.run(Self.contention(.conditionalUpdate))
        #expect(result.value("oversold_units") == 0)
        #expect(result.value("undersold_units") == 0)
        #expect(result.value("sold_out_products") == 4)
        #expect(result.value("contested_last_units") >= 1)
        #expect(result.orders(.soldOut) > 100)
        #expect(result.verdict == .passed)
        #expect(result.verdict.exitCode == 0)
    }

    @Test func bothStrategiesMeetTheSameShoppers() {
        let right = SmallShop.run(Self.contention(.conditionalUpdate), keepOrders: true)
        let wrong = SmallShop.run(Self.contention(.checkThenAct), keepOrders: true)
        // Who starts a session does not depend on what became of the others.
        #expect(right.events[0] == wrong.events[0])
        #expect(right.fingerprint != wrong.fingerprint)
    }

    /// Who orders and does not pay gives the units back, and somebody else buys them.
    @Test func nothingIsUndersoldAfterHoldsExpire() {
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 180, rate: 12) {
                $0.catalogue.products = 4
                $0.catalogue.limited = (1...4).map { .init(rank: $0, stock: 20) }
                $0.journey.productToOrder = 800
                $0.journey.productToProduct = 100
                $0.journey.productToList = 0
                $0.journey.orderToPay = 600
                $0.coordination.unpaidExpiry = .seconds(20)
                $0.holdTime = .seconds(25)
            })
        #expect(result.orders(.unpaid) > 10)
        #expect(result.value("sold_out_products") == 4)
        #expect(result.value("undersold_units") == 0)
        #expect(result.value("oversold_units") == 0)
        #expect(result.brokenChecks.isEmpty)
    }

    /// The control: when nobody comes after the expiry, the units that were refused to others are left.
    @Test func unitsOfUnpaidOrdersThatNobodyWantsAnyMoreAreUndersold() {
        var scenario = Self.contention(.conditionalUpdate)
        scenario.journey.orderToPay = 500
        let result = SmallShop.run(scenario)
        #expect(result.value("undersold_units") > 0)
        #expect(result.brokenChecks.isEmpty)
    }

    @Test func nobodyOrdersAProductBeforeItIsOnSale() {
        let opening = Instant.origin + .seconds(15)
        var scenario = Self.contention(.conditionalUpdate)
        scenario.catalogue.limited[0].onSale = opening
        let orders = SmallShop.run(scenario, keepOrders: true).orders
        let early = orders.filter { $0.instant < opening }
        #expect(early.count > 50)
        #expect(early.allSatisfy { $0.product.index != 0 })
        #expect(orders.contains { $0.product.index == 0 })
    }

    /// Every line of the orders says what became of its money and goods.
    @Test func keptOrdersAgreeWithTheFigures() {
        let result = SmallShop.run(Self.contention(.conditionalUpdate), keepOrders: true)
        #expect(Double(result.orders.count) == result.value("orders_placed"))
        #expect(Set(result.orders.map(\.order)).count == result.orders.count)
        let issued = result.orders.filter { $0.outcome == OrderOutcome.issued.rawValue }
        #expect(Double(issued.count) == result.value("orders_issued"))
        let sales = issued.reduce(Int64(0)) { $0 + $1.amount.fen }
        #expect(Double(sales) == result.value("sales_fen"))
        for product in 0..<4 {
            let units = issued.filter { $0.product.index == product }.reduce(0) { $0 + Int($1.quantity) }
            #expect(units == 40, "product \(product)")
        }
    }
}
