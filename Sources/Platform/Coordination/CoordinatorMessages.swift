import Primitives

/// What a buyer wants: one product, one to eight units.
@frozen
public struct Purchase: Equatable, Sendable, BitwiseCopyable {
    /// The order's number, chosen by the buyer's client when the basket is handed in; clicking again repeats it.
    public var order: OrderID
    /// The buyer.
    public var user: UserID
    /// The product.
    public var product: ProductID
    /// How many units.
    public var quantity: UInt8
    /// Where the buyer is.
    public var region: UInt8
    /// The coupon that the buyer wants to use; nil for none.
    public var coupon: CouponID?
    /// The price of all units together, before any coupon.
    public var price: Money

    @inlinable
    public init(
        order: OrderID, user: UserID, product: ProductID, quantity: UInt8, region: UInt8, coupon: CouponID?,
        price: Money
    ) {
        self.order = order
        self.user = user
        self.product = product
        self.quantity = quantity
        self.region = region
        self.coupon = coupon
        self.price = price
    }
}

/// What the order coordinator can be asked, and the answers it gets.
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
    case refunded(OrderID, Money)
    // From the issuing service. `nonce` is the driver's chance for the next attempt's credential.
    case issued(OrderID)
    case issueFailed(OrderID)
    case supplierEmpty(OrderID)
    case withdrawn(OrderID)
    // From the driver: a peer refused the call outright (its queue is full, it is down, it erred).
    case stockCallFailed(OrderID)
    case couponCallFailed(OrderID)
    case paymentCallFailed(OrderID)
    // From a person at the board of abnormal orders.
    case retryNow(OrderID)
    case refundNow(OrderID)
    case markIssued(OrderID)
    case handedOver(OrderID)
}

extension CoordinatorCommand {
    /// The order that the command is about.
    public var order: OrderID {
        switch self {
        case .place(let purchase): purchase.order
        case .pay(let order), .stockHeld(let order), .stockSoldOut(let order), .stockChecked(let order, _),
            .stockConfirmed(let order), .stockHoldGone(let order), .stockReleased(let order),
            .couponRedeemed(let order, _), .couponRefused(let order), .couponReleased(let order),
            .captured(let order, _), .declined(let order), .notCharged(let order), .refunded(let order, _),
            .issued(let order), .issueFailed(let order), .supplierEmpty(let order), .withdrawn(let order),
            .stockCallFailed(let order), .couponCallFailed(let order), .paymentCallFailed(let order),
            .retryNow(let order), .refundNow(let order), .markIssued(let order),
            .handedOver(let order):
            order
        }
    }
}

/// What the order coordinator asks of its peers and tells the buyer.
public enum CoordinatorEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the journal: make the order durable as it is after this call. The effects behind it leave only then.
    /// Only if the coordinator has a journal.
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
    case refund(OrderID, Money)
    /// The driver adds the nonce.
    case issue(OrderID, UserID, ProductID, quantity: UInt8, attempt: UInt16)
    case withdrawIssue(OrderID)
    /// To a person: nothing was issued and nothing will be; hand the goods over, and say so. May be told twice.
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
}

/// How an order ended.
public enum OrderOutcome: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    /// Paid and issued.
    case issued
    /// Paid and paid back.
    case refunded
    /// Never paid: not enough units.
    case soldOut
    /// Never paid: the buyer let it expire.
    case unpaid
    /// Never paid: declined by the provider.
    case declined
    /// Never paid: a service could not be reached when placing or paying.
    case unavailable
}
