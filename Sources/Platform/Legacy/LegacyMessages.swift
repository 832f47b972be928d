import Primitives

extension Entity {
    /// A sale of the old platform; these have no values.
    public enum Sale {}
}

/// One sale in a silo of the old platform, numbered by the silo: every click makes a new one.
public typealias SaleID = Identifier<Entity.Sale>

/// What a silo of the old platform can be asked, and the answers it gets.
public enum LegacyCommand: Equatable, Sendable, BitwiseCopyable {
    // From the buyer. A repeated click is a new sale.
    case place(Purchase)
    case pay(OrderID)
    // From the core's ledger, of which the silo sells while its stock is only lent.
    case stockHeld(OrderID)
    case stockSoldOut(OrderID)
    case stockCallFailed(OrderID)
    // From the coupon service.
    case couponRedeemed(OrderID, discount: Money)
    case couponRefused(OrderID)
    case couponCallFailed(OrderID)
    // From the payment provider. `reference` is the provider's number of the payment, from 1.
    case captured(OrderID, SaleID, attempt: UInt8, reference: UInt32)
    case declined(OrderID, SaleID, attempt: UInt8)
    case chargeCallFailed(OrderID, SaleID, attempt: UInt8)
    // From the supplier of codes.
    case codesArrived(OrderID, SaleID, attempt: UInt8)
    case noCodes(OrderID, SaleID, attempt: UInt8)
    case issueCallFailed(OrderID, SaleID, attempt: UInt8)
    // From a person: the order is put right by hand.
    case resolve(OrderID)

    /// The order that the command is about.
    public var order: OrderID {
        switch self {
        case .place(let purchase): purchase.order
        case .pay(let order), .stockHeld(let order), .stockSoldOut(let order), .stockCallFailed(let order),
            .couponRedeemed(let order, _), .couponRefused(let order), .couponCallFailed(let order),
            .captured(let order, _, _, _), .declined(let order, _, _), .chargeCallFailed(let order, _, _),
            .codesArrived(let order, _, _), .noCodes(let order, _, _), .issueCallFailed(let order, _, _),
            .resolve(let order):
            order
        }
    }
}

/// What a silo of the old platform asks of others, tells the buyer, and puts on its own records.
public enum LegacyEffect: Equatable, Sendable, BitwiseCopyable {
    /// The silo took the order's units off one of its copies; `again` if the order had some already. A fact.
    case tookUnits(OrderID, again: Bool)
    /// It put them back; `again` if the order keeps others. A fact.
    case gaveUnits(OrderID, again: Bool)
    /// They are paid for, and taken for good. A fact.
    case soldUnits(OrderID)
    /// To the core's ledger, by order number.
    case holdStock(OrderID, ProductID, quantity: UInt8)
    case confirmStock(OrderID)
    case releaseStock(OrderID)
    /// To the coupon service: and the payment waits, for as long as it takes.
    case redeemCoupon(OrderID, CouponID, price: Money)
    /// To the provider, under a key that no attempt had before.
    case charge(OrderID, SaleID, attempt: UInt8, Money)
    /// To the supplier, under a key that no attempt had before.
    case issue(OrderID, SaleID, attempt: UInt8, ProductID, quantity: UInt8)
    /// To the buyer's page, if it still waits.
    case answer(OrderID, OrderAnswer)
    /// The silo has booked a payment. A fact.
    case booked(OrderID, Money)
    /// The buyer has the goods, and the silo a record of it. A fact.
    case delivered(UserID, OrderID, ProductID, quantity: UInt8)
    /// To the list of orders that need a person.
    case listed(OrderID, ManualCause)
    /// A person has paid a booked payment back. A fact.
    case paidBack(OrderID, Money)
    /// From a person to the provider: pay back whatever was captured for the order beyond this amount.
    case payBackAllBut(OrderID, Money)
    /// All sales of the order are over. A fact for the record, once per order.
    case settled(OrderID, OrderOutcome)
}

/// Why an order of the old platform needs a person.
public enum ManualCause: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    /// The payment hangs on the coupon service.
    case couponUnanswered
    /// No charge was answered: whether money moved is not known.
    case chargeUnanswered
    /// Paid, and no codes came.
    case notIssued
    /// The buyer complains: charged or served more or less than once.
    case complaint
}
