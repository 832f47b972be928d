import Primitives

/// What the order coordinator can be asked, and the answers it gets.
///
/// Stock, goods and money back are about one line of an order each, by the line's number; the coupon and the
/// charge are about the whole order, by its first line's.
public enum CoordinatorCommand: Equatable, Sendable, BitwiseCopyable {
    // From the buyer.
    case place(Purchase)
    case pay(OrderID)
    // From the stock service.
    case stockHeld(OrderID)
    case stockSoldOut(OrderID)
    case stockChecked(OrderID, available: Bool)
    case stockConfirmed(OrderID)
    case stockHoldGone(OrderID)
    case stockReleased(OrderID)
    // From the coupon service.
    case couponRedeemed(OrderID, discount: Money)
    case couponRefused(OrderID)
    case couponReleased(OrderID)
    // From the payment adapter.
    case captured(OrderID, Money)
    case declined(OrderID)
    case notCharged(OrderID)
    /// Paid back, for this line.
    case refunded(OrderID, Money)
    // From the issuing service. `nonce` is the driver's chance for the next attempt's credential.
    case issued(OrderID)
    case issueFailed(OrderID)
    case supplierEmpty(OrderID)
    case withdrawn(OrderID)
    /// What was to be taken back of a bundle is in use and stays with its holder.
    case issueKept(OrderID)
    // From the driver: a peer refused the call outright (its queue is full, it is down, it erred).
    case stockCallFailed(OrderID)
    case couponCallFailed(OrderID)
    case paymentCallFailed(OrderID)
    /// From the caller's own breaker or bulkhead: the charge did not leave. Nobody has heard of it.
    case chargeNotSent(OrderID)
    // From a person at the board of abnormal orders.
    case retryNow(OrderID)
    case refundNow(OrderID)
    case markIssued(OrderID)
    case handedOver(OrderID)
}

/// What the order coordinator asks of its peers and tells the buyer.
public enum CoordinatorEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the journal: make the order, all lines of it, durable as it is after this call. The effects behind it
    /// leave only then. Only if the coordinator has a journal.
    case persist(OrderID)
    case holdStock(OrderID, ProductID, quantity: UInt8, by: UserID)
    case checkStock(OrderID, ProductID, quantity: UInt8, by: UserID)
    case takeStock(OrderID, ProductID, quantity: UInt8, by: UserID)
    case confirmStock(OrderID)
    case releaseStock(OrderID)
    case redeemCoupon(OrderID, CouponID, price: Money)
    case releaseCoupon(OrderID)
    case charge(OrderID, Money)
    case queryCharge(OrderID)
    /// Pay this much of the order's capture back, for one of its lines.
    case refund(OrderID, Money, of: OrderID)
    /// The driver adds the nonce.
    case issue(OrderID, UserID, ProductID, quantity: UInt8, attempt: UInt16)
    case withdrawIssue(OrderID)
    /// Takes back what was issued for a line of a bundle and not handed over.
    case revokeIssue(OrderID)
    /// To a person: nothing was issued for the line and nothing will be; hand its goods over, and say so. May be told
    /// twice.
    case handOver(OrderID, UserID, ProductID, quantity: UInt8)
    /// A person's action was carried out; the cause for which the order stood out. A fact for the record.
    case acted(OrderID, PersonAction, AbnormalOrder.Cause)
    /// A person's action was refused, since the order is in this phase. Nothing has changed.
    case actionRefused(OrderID, PersonAction, OrderPhase)
    /// To the buyer's page, if it still waits.
    case answer(OrderID, OrderAnswer)
    /// To the notification service: tell the buyer.
    case notify(UserID, OrderID, OrderAnswer)
    /// The order has reached its end and nothing is owed to anyone any more. A fact for the record.
    case settled(OrderID, OrderOutcome)
}

/// What a buyer is told.
public enum OrderAnswer: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    /// The units are set aside; please pay.
    case placed
    /// Not enough units left.
    case soldOut
    /// The order can't be taken just now.
    case unavailable
    /// Paid, and here are the goods.
    case issued
    /// Paid; the goods are being prepared.
    case preparing
    /// The payment was declined; the order is closed.
    case declined
    /// The order was closed before the payment (unpaid for too long, or its hold was gone).
    case closed
    /// Paid back.
    case refunded
    /// Some of the goods are here, and the rest is paid back.
    case partlyRefunded
}
