import Primitives

/// One line of an order in the coordinator's table: 40 bytes, nothing on the heap. The first line's record stands
/// for the order, too: the coupon is there, and the charge is awaited there.
struct OrderRecord: BitwiseCopyable {
    /// The line's price, less its share of a redeemed coupon's discount; from the capture on, what was captured for
    /// it; zero once settled, but for what came in for the order after that and is paid back.
    var amount: Money
    /// When the capture became known; the origin before.
    var capturedAt: Instant
    /// The buyer.
    var user: UserID
    /// The product.
    var product: ProductID
    /// The kind of coupon; means something only while `coupon` is not `none`.
    var couponKind: UInt16
    /// Number of the latest call on the main line; older deadlines of the order are stale.
    var epoch: UInt16
    /// Issuing attempts so far.
    var attempt: UInt16
    /// Units.
    var quantity: UInt8
    /// Attempts so far of the stock call that is outstanding.
    var stockAttempt: UInt8
    /// Where the line stands.
    var phase: OrderPhase
    /// What it has at the stock service.
    var stock: StockClaim
    /// What it has at the coupon service.
    var coupon: CouponClaim
    /// Whether the order's end has been put on record.
    var isSettled: Bool
    /// How many lines the order has; on all of them.
    var lines: UInt8
    /// The line's place among them, from 0: as much less is the order's number.
    var line: UInt8
    /// Whether the lines are all issued or all paid back.
    var isBundle: Bool

    /// A number that no order has used.
    static var absent: Self {
        .init(
            amount: .zero, capturedAt: .origin, user: .init(0), product: .init(0), couponKind: 0, epoch: 0,
            attempt: 0, quantity: 0, stockAttempt: 0, phase: .absent, stock: .none, coupon: .none, isSettled: false,
            lines: 1, line: 0, isBundle: false)
    }

    /// A line of an order as its buyer placed it.
    init(_ purchase: Purchase, line place: Int) {
        let line = purchase[place]
        self = .absent
        amount = line.price
        user = purchase.user
        product = line.product
        quantity = line.quantity
        lines = purchase.lineCount
        self.line = UInt8(place)
        isBundle = purchase.isBundle
        if place == 0, let coupon = purchase.coupon {
            couponKind = UInt16(coupon.number)
            self.coupon = .wanted
        }
    }

    /// Starts a call of the main line or ends its waiting: deadlines armed before count no more.
    mutating func beginCall() { epoch = epoch == .max ? 0 : epoch + 1 }

    /// Starts an attempt at issuing; the count stands still at its largest value.
    mutating func beginAttempt() {
        beginCall()
        if attempt < .max { attempt += 1 }
    }

    /// Puts the order's end on record, once, when nothing is owed to anyone any more.
    ///
    /// What a later message can still ask for stays: the outcome and the claims, the buyer to be told of a
    /// late capture's refund, the order's other lines, and the epoch, by which old deadlines are known to be
    /// stale. The rest is cleared, so that it takes no room once the order's page is folded.
    mutating func settle() {
        isSettled = true
        amount = .zero
        capturedAt = .origin
        product = .init(0)
        couponKind = 0
        attempt = 0
        quantity = 0
        stockAttempt = 0
    }

    private init(
        amount: Money, capturedAt: Instant, user: UserID, product: ProductID, couponKind: UInt16, epoch: UInt16,
        attempt: UInt16, quantity: UInt8, stockAttempt: UInt8, phase: OrderPhase, stock: StockClaim,
        coupon: CouponClaim, isSettled: Bool, lines: UInt8, line: UInt8, isBundle: Bool
    ) {
        self.amount = amount
        self.capturedAt = capturedAt
        self.user = user
        self.product = product
        self.couponKind = couponKind
        self.epoch = epoch
        self.attempt = attempt
        self.quantity = quantity
        self.stockAttempt = stockAttempt
        self.phase = phase
        self.stock = stock
        self.coupon = coupon
        self.isSettled = isSettled
        self.lines = lines
        self.line = line
        self.isBundle = isBundle
    }
}
