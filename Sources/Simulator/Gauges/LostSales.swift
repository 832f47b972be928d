import Platform
import Primitives
import Workload

/// Sales that were lost, by cause and by the pool to blame.
///
/// An order is lost when its buyer has clicked to order or to pay and comes away without it; it counts with the price
/// asked, for the units of that click. When the charge goes through all the same, it was not lost. A visit that ends
/// in front of an error or on the queue page before any order is counted apart: what it would have bought is an
/// expectation (see ``VisitWorth``).
struct LostSales {
    /// By cause: orders and what they were worth.
    private(set) var orders = [UInt64](repeating: 0, count: LossCause.allCases.count)
    private(set) var money = [Money](repeating: .zero, count: LossCause.allCases.count)
    /// The same by the pool to blame.
    private(set) var ordersAt = [UInt64](repeating: 0, count: Service.count)
    private(set) var moneyAt = [Money](repeating: .zero, count: Service.count)
    /// By cause, visits that ended at a list, at a product, and at a refresh, and the unit prices of the last two.
    private(set) var visits = [Visits](repeating: Visits(), count: LossCause.allCases.count)
    private(set) var visitsAt = [Visits](repeating: Visits(), count: Service.count)
    /// By product: units and orders that were refused as sold out.
    private(set) var refusedUnits: [Int]
    private(set) var refusedOrders: [Int]

    /// Visits that ended before there was an order.
    struct Visits {
        var lists: UInt64 = 0
        var products: UInt64 = 0
        var refreshes: UInt64 = 0
        /// The prices of one unit of what was looked at.
        var productPrices = Money.zero
        var refreshPrices = Money.zero

        var count: UInt64 { lists + products + refreshes }

        mutating func add(_ page: Page, _ price: Money) {
            switch page {
            case .list: lists += 1
            case .product:
                products += 1
                productPrices += price
            case .refresh:
                refreshes += 1
                refreshPrices += price
            case .order, .pay: preconditionFailure("a visit that got to an order is not lost before it")
            }
        }
    }

    init(products: Int) {
        refusedUnits = Array(repeating: 0, count: products)
        refusedOrders = refusedUnits
    }

    mutating func lose(_ mark: LossMark, _ price: Money) {
        orders[Int(mark.cause.rawValue)] += 1
        money[Int(mark.cause.rawValue)] += price
        guard mark.place < Service.count else { return }
        ordersAt[Int(mark.place)] += 1
        moneyAt[Int(mark.place)] += price
    }

    /// An order that was given up for lost is paid all the same.
    mutating func find(_ mark: LossMark, _ price: Money) {
        orders[Int(mark.cause.rawValue)] -= 1
        money[Int(mark.cause.rawValue)] -= price
        guard mark.place < Service.count else { return }
        ordersAt[Int(mark.place)] -= 1
        moneyAt[Int(mark.place)] -= price
    }

    mutating func loseVisit(_ page: Page, _ price: Money, _ mark: LossMark) {
        visits[Int(mark.cause.rawValue)].add(page, price)
        if mark.place < Service.count { visitsAt[Int(mark.place)].add(page, price) }
    }

    /// Money went back to a buyer.
    mutating func refunded(_ amount: Money) { money[Int(LossCause.refunded.rawValue)] += amount }

    mutating func soldOut(product: Int, units: Int) {
        refusedUnits[product] += units
        refusedOrders[product] += 1
    }

    /// When the run is over: units left over are sales lost to those who were told that there are none, as far as they
    /// wanted them.
    ///
    /// - Parameter left: by product, units that nobody was promised.
    mutating func close(refunds: UInt64, left: [Int], prices: [Money]) {
        orders[Int(LossCause.refunded.rawValue)] = refunds
        for product in 0..<refusedUnits.count where refusedOrders[product] > 0 {
            let units = min(refusedUnits[product], max(0, left[product]))
            orders[Int(LossCause.soldOutFalsely.rawValue)] += UInt64(min(units, refusedOrders[product]))
            money[Int(LossCause.soldOutFalsely.rawValue)] += prices[product] * Int64(units)
        }
    }

    var allOrders: UInt64 { orders.reduce(0, +) }
    var allMoney: Money { money.reduce(.zero, +) }
    var allVisits: UInt64 { visits.reduce(0) { $0 + $1.count } }
}
