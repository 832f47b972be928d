import Primitives

/// What the coupon service can be asked. The order number is the idempotency key.
public enum CouponCommand: Equatable, Sendable, BitwiseCopyable {
    /// Spend one coupon of this kind on an order that costs `price`.
    case redeem(OrderID, CouponID, price: Money)
    /// Give the order's coupon back, if it has one; a redemption that arrives later is refused.
    case release(OrderID)
}

/// What the coupon service answers.
public enum CouponEffect: Equatable, Sendable, BitwiseCopyable {
    /// The coupon is spent on this order, for this discount.
    case redeemed(OrderID, discount: Money)
    /// No coupon for this order: none left, budget used up, price too low, or released before.
    case refused(OrderID)
    /// The order has no coupon any more.
    case released(OrderID)
}
