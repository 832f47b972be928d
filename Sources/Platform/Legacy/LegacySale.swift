import Primitives

/// One sale in a silo's table.
struct LegacySale: BitwiseCopyable {
    /// The price of all units.
    var price: Money
    /// What the coupon takes off it.
    var discount = Money.zero
    var order: OrderID
    var user: UserID
    var product: ProductID
    /// The provider's number of the booked payment; 0 before.
    var reference: UInt32 = 0
    /// The sale of the same order before this one, plus 1; 0 for none.
    var previous: UInt32 = 0
    var coupon: CouponID
    var quantity: UInt8
    var channel: UInt8
    var hasCoupon: Bool
    /// Of the charge or the issue that is under way; deadlines of earlier ones are stale.
    var attempt: UInt8 = 0
    var phase: SalePhase
    /// Where its units came from.
    var units: Units = .none
    /// Whether it goes on to the payment as soon as it has its units: a repeated click on "pay".
    var paysAtOnce: Bool
    /// How it ended, while `closed`.
    var outcome: OrderOutcome = .unpaid

    /// Where a sale's units came from, as long as it keeps them.
    enum Units: UInt8, BitwiseCopyable {
        case none
        /// A channel's copy.
        case copy
        /// The core's ledger, under the order's number.
        case lent
    }

    /// What the buyer is charged.
    var amount: Money { price - discount }

    init(_ purchase: Purchase, channel: UInt8, paysAtOnce: Bool) {
        price = purchase.price
        order = purchase.order
        user = purchase.user
        product = purchase.product
        coupon = purchase.coupon ?? CouponID(0)
        hasCoupon = purchase.coupon != nil
        quantity = purchase.quantity
        self.channel = channel
        phase = .absent
        self.paysAtOnce = paysAtOnce
    }
}

/// What a silo knows of an order number: its sales, and how many of them are open.
struct LegacyOrder: BitwiseCopyable {
    /// The latest sale, plus 1; 0 for none.
    var latest: UInt32 = 0
    /// Sales that are not over.
    var open: UInt16 = 0
    /// Sales that keep units.
    var withUnits: UInt16 = 0
    /// Whether the order's end is on record.
    var isSettled = false
}

/// A deadline of one sale. It is never cancelled; whether it still counts is seen when it is due.
struct SaleDeadline: BitwiseCopyable {
    var instant: Instant
    var sale: SaleID
    /// The phase and the attempt for which it was armed.
    var phase: SalePhase
    var attempt: UInt8
}
