import Platform
import Primitives
import Workload

@testable import Simulator

/// Auditors with a history that a test tells them by hand, in seconds after the origin.
///
/// Product 0 has ``stock`` units of 10 yuan; there are two coupons; retries are 30 s apart and an order
/// is given up after a day.
struct OrderHistory: ~Copyable {
    static let price = Money.yuan(10)
    static let product = ProductID(0)

    var sequence: UInt64 = 0
    var auditors: Auditors
    /// Shoppers who have clicked to order the product and have no answer yet.
    var buyers = Table<Int32>(repeating: 1, count: 1)
    /// What the provider's statement will say.
    var charges = FoldingArray<PaymentProvider.Charge>()
    /// What the stock service's ledger will say.
    var available: Int
    var held = 0
    var sold = 0

    init(stock: Int = 5) {
        var scenario = Scenario()
        scenario.coupons = [CouponPlan(name: "c", count: 2, discount: .yuan(1), minimumPrice: .yuan(1))]
        auditors = Auditors(scenario, stock: [stock])
        available = stock
    }

    /// Placed, and the unit held.
    mutating func place(_ number: UInt32, at second: Double = 0, hold: Bool = true) {
        let order = OrderID(number)
        _ = auditors.placed(
            Purchase(
                order: order, user: UserID(1), product: Self.product, quantity: 1, region: 0, coupon: nil,
                price: Self.price), at: at(second))
        guard hold else { return }
        hear(.held(order), at: second)
        available -= 1
        held += 1
    }

    /// The buyer pays, and the hold is confirmed.
    mutating func confirm(_ number: UInt32, at second: Double = 1) {
        auditors.payBegins(OrderID(number), at: at(second))
        hear(.confirmed(OrderID(number)), at: second)
        auditors.confirmationKnown(OrderID(number), at: at(second))
        held -= 1
        sold += 1
    }

    /// The coupon service spends a coupon of a yuan on the order, and the coordinator hears so.
    mutating func spend(_ number: UInt32, at second: Double = 1) {
        for heard in [false, true] {
            auditors.coupon(.redeemed(OrderID(number), discount: .yuan(1)), heard: heard, at: at(second))
        }
    }

    /// Charged and captured, by the provider and as the platform hears it.
    mutating func capture(_ number: UInt32, _ amount: Money = price, at second: Double = 1) {
        auditors.charged(OrderID(number), amount, at: at(second))
        provider(number) { $0 = .init(state: .captured, amount: amount.fen, captures: 1) }
        auditors.providerDecided(OrderID(number), charges[Int(number)], at: at(second))
        _ = auditors.captured(OrderID(number), amount, at: at(second))
    }

    /// The audit log acknowledges a record, or repeats its latest acknowledgement.
    mutating func audit(_ number: UInt32, again: Bool = false) {
        if !again { sequence += 1 }
        auditors.asked(
            .append(
                AuditRecord(
                    order: OrderID(number), user: UserID(1), product: Self.product, quantity: 1, serial: 1,
                    instant: at(2))), at: at(2))
        auditors.auditWritten(OrderID(number), sequence: sequence, at: at(2))
    }

    /// Issued and audited.
    mutating func issue(_ number: UInt32, serial: UInt64? = nil, captured: Bool = true, at second: Double = 2) {
        auditors.issueAsked(OrderID(number), at: at(second))
        let credentials = Self.credentials(serial ?? UInt64(number) * 10)
        if captured {
            make(number, credentials, at: second)
        } else {
            auditors.said(
                .issued(OrderID(number), credentials), statement: FoldingArray<PaymentProvider.Charge>(),
                at: at(second))
        }
        audit(number)
        _ = auditors.goodsKnown(OrderID(number), at: at(second))
    }

    /// Credentials are made, or told again.
    mutating func make(_ number: UInt32, _ credentials: Credentials, at second: Double) {
        auditors.said(.issued(OrderID(number), credentials), statement: charges, at: at(second))
    }

    /// Withdrawn, refunded, and the unit given back.
    mutating func refund(_ number: UInt32, at second: Double) {
        auditors.withdrawAsked(OrderID(number), at: at(second))
        provider(number) {
            $0.state = .refunded
            $0.refunds += 1
        }
        _ = auditors.refunded(OrderID(number), Self.price, at: at(second))
        hear(.released(OrderID(number)), at: second)
        sold -= 1
        available += 1
    }

    mutating func settle(_ number: UInt32, at second: Double = 3) {
        auditors.settled(OrderID(number), at: at(second))
    }

    /// An order's whole life as it should be: issued at the first attempt.
    mutating func sell(_ number: UInt32) {
        place(number)
        confirm(number)
        capture(number)
        issue(number)
        settle(number)
    }

    /// An answer of the stock service.
    mutating func hear(_ effect: StockEffect, at second: Double) {
        auditors.stock(effect, buyers: buyers, at: at(second))
    }

    /// Changes the provider's truth.
    mutating func provider(_ number: UInt32, _ change: (inout PaymentProvider.Charge) -> Void) {
        charges.grow(to: Int(number) + 1, filledWith: PaymentProvider.Charge())
        change(&charges[Int(number)])
    }

    /// Closes the books; returns every rule's evaluations and failures.
    consuming func close() -> Findings {
        auditors.close(statement: charges, now: at(100))
        auditors.close(product: 0, available: available, held: held, sold: sold)
        return Findings(auditors.tally.results { _ in true })
    }

    func at(_ second: Double) -> Instant { .origin + TimeSpan(seconds: second) }

    static func credentials(_ serial: UInt64) -> Credentials {
        Credentials(firstSerial: serial, secret: 1, quantity: 1, expiry: .distantFuture)
    }
}

/// What auditors found: rule by rule.
struct Findings {
    private let results: [CheckResult]

    init(_ results: [CheckResult]) {
        precondition(results.count == Rule.allCases.count)
        self.results = results
    }

    subscript(rule: Rule) -> CheckResult { results[rule.rawValue] }

    /// The rules that failed, each with evaluations to show for it.
    var broken: [Rule] { Rule.allCases.filter { self[$0].failures > 0 && self[$0].evaluations > 0 } }
}
