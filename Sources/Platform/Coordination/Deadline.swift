import Primitives

/// One deadline of one order. It is never cancelled; whether it still counts is seen when it is due.
struct Deadline: BitwiseCopyable {
    /// When it is due.
    var instant: Instant
    /// Whose it is.
    var order: OrderID
    /// The order's epoch when it was armed; counts only for duties of the main line.
    var epoch: UInt16
    /// What it is for.
    var duty: Duty

    /// What is to be done when a deadline comes and finds its order still waiting.
    enum Duty: UInt8, BitwiseCopyable {
        /// Stop waiting for the coupon and charge without it.
        case endCouponWait
        /// The call on the main line was not answered.
        case missAnswer
        /// The coupon call was not answered.
        case missCoupon
        /// Repeat what the main line waits for: issue, withdraw, refund.
        case repeatCall
        /// Charge once more: the last attempt has not left.
        case repeatCharge
        /// Try to issue again: a retry that was due and waited for the budget.
        case retryWithinBudget
        /// Give the units back again.
        case repeatStockRelease
        /// Give the coupon back again.
        case repeatCouponRelease
        /// The buyer has not paid.
        case expireUnpaid
        /// Retrying has lasted long enough.
        case giveUp
    }
}
