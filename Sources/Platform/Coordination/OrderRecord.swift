import Primitives

/// One line of an order in the coordinator's table: 40 bytes, nothing on the heap. The first line's record stands
/// for the order, too: the coupon is there, and the charge is awaited there.
struct OrderRecord: BitwiseCopyable {
    /// The line's price, less its share of a redeemed coupon's discount; from the capture on, what was captured for
    /// it; zero once settled, but for what came in for the order after that and is paid back.
    var amount: Money
    /// When the capture became known; before that, when the charge became unknown; the origin before both.
    var capturedAt: Instant
    /// The buyer.
    var user: UserID
    /// The product.
    var product: ProductID
    /// The kind of coupon; means something on the first line, while `coupon` is not `none`, and until it is redeemed.
    /// From then on nobody asks for the kind, and the line's share of its discount in fen lies here, on every line.
    var couponKind: CouponID
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
    /// What else is true of it.
    var marks: Marks
    /// Which line of what kind of order it is; on all of them.
    var shape = Shape()

    /// What is true of an order beside its phase and claims. One byte.
    struct Marks: OptionSet, BitwiseCopyable {
        let rawValue: UInt8
        /// Its end has been put on record.
        static let settled = Marks(rawValue: 1)
        /// The latest issuing attempt has failed.
        static let attemptFailed = Marks(rawValue: 2)
        /// It failed because the supplier has no codes.
        static let supplierEmpty = Marks(rawValue: 4)
        /// Both of these.
        static let failure = Marks(rawValue: 6)
        /// A person has taken it off issuing, to hand the goods over.
        static let byHand = Marks(rawValue: 8)
        /// Issuing is fenced off, and that person has not said yet that the goods are handed over.
        static let fenced = Marks(rawValue: 16)
    }

    /// A line's place among the lines of its order. One byte, zero for the only line of an order.
    struct Shape: BitwiseCopyable {
        private var bits: UInt8 = 0

        init() {}

        init(line: UInt8, of lines: UInt8, isBundle: Bool) {
            bits = line | (lines - 1) << 3
            if isBundle { bits |= 0x40 }
        }

        var line: UInt8 { bits & 7 }
        var lines: UInt8 { (bits >> 3 & 7) + 1 }
        var isBundle: Bool { bits & 0x40 != 0 }
    }

    /// How many lines the order has.
    var lines: UInt8 { shape.lines }
    /// The line's place among them, from 0: as much less is the order's number.
    var line: UInt8 { shape.line }
    /// Whether the lines are all issued or all paid back.
    var isBundle: Bool { shape.isBundle }

    /// Whether the order's end has been put on record.
    var isSettled: Bool { marks.contains(.settled) }

    /// A number that no order has used.
    static var absent: Self {
        .init(
            amount: .zero, capturedAt: .origin, user: .init(0), product: .init(0), couponKind: .init(0), epoch: 0,
            attempt: 0, quantity: 0, stockAttempt: 0, phase: .absent, stock: .none, coupon: .none, marks: [])
    }

    /// A line of an order as its buyer placed it.
    init(_ purchase: Purchase, line place: Int) {
        let line = purchase[place]
        self = .absent
        amount = line.price
        user = purchase.user
        product = line.product
        quantity = line.quantity
        shape = Shape(line: UInt8(place), of: purchase.lineCount, isBundle: purchase.isBundle)
        if place == 0, let coupon = purchase.coupon {
            couponKind = coupon
            self.coupon = .wanted
        }
    }

    /// Starts a call of the main line or ends its waiting: deadlines armed before count no more.
    mutating func beginCall() { epoch = epoch == .max ? 0 : epoch + 1 }

    /// Starts an attempt at issuing; the count stands still at its largest value.
    mutating func beginAttempt() {
        beginCall()
        marks = Marks(rawValue: marks.rawValue & ~Marks.failure.rawValue)
        if attempt < .max { attempt += 1 }
    }

    /// What the redeemed coupon took off the line's price; zero without one.
    var discount: Money {
        // The claim is on the first line; on the others there is nothing but the share.
        line == 0 && coupon != .redeemed ? .zero : Money(fen: Int64(couponKind.number))
    }

    /// Takes the line's share of the redeemed coupon's discount off its price: at most 42 million yuan.
    mutating func take(_ share: Money) {
        amount -= share
        couponKind = CouponID(UInt32(share.fen))
    }

    /// Puts the order's end on record, once, when nothing is owed to anyone any more.
    ///
    /// What a later message can still ask for stays: the outcome and the claims, the buyer to be told of a
    /// late capture's refund, the order's other lines, and the epoch, by which old deadlines are known to be
    /// stale. The rest is cleared, so that it takes no room once the order's page is folded.
    mutating func settle() {
        marks = Marks(rawValue: marks.rawValue & Marks.byHand.rawValue | Marks.settled.rawValue)
        amount = .zero
        capturedAt = .origin
        product = .init(0)
        couponKind = .init(0)
        attempt = 0
        quantity = 0
        stockAttempt = 0
    }

    private init(
        amount: Money, capturedAt: Instant, user: UserID, product: ProductID, couponKind: CouponID, epoch: UInt16,
        attempt: UInt16, quantity: UInt8, stockAttempt: UInt8, phase: OrderPhase, stock: StockClaim,
        coupon: CouponClaim, marks: Marks
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
        self.marks = marks
    }
}
