/// What an order has at the coupon service, as far as the coordinator knows. One byte.
enum CouponClaim: UInt8, BitwiseCopyable {
    /// Nothing: no coupon wanted, or its service was not called.
    case none
    /// The buyer wants to use one; not asked for yet.
    case wanted
    /// Asked for, and the charge waits for the answer.
    case asked
    /// Asked for, unanswered, and no longer waited for: it may be spent or not.
    case overdue
    /// Spent on this order; its discount is in the amount.
    case redeemed
    /// The service said no.
    case refused
    /// To be given back; repeated until the coupon service says so.
    case releasing
    /// Given back.
    case returned
}
