import Primitives

/// What the shoppers' side of the world knows of one line of an order; of the order as a whole, in its first line's.
struct OrderFile: BitwiseCopyable {
    /// From which all chances about the order are derived. It comes from the shopper's own stream, so that
    /// what happens to other orders never shifts them.
    var key: UInt64
    /// Who ordered, and in which turn the shopper waits for an answer about it; zeros once the shopper has done
    /// with it and has another order in hand or none.
    var shopper: UInt32
    var turn: UInt16
    var product: UInt16
    /// The buyer; number 0 once settled.
    var user: UserID
    var region: UInt8
    var quantity: UInt8
    /// The coupon that the buyer wants to use; `noCoupon` for none.
    var coupon: UInt8
    /// Whether the coupon service said no to it.
    var couponWasRefused: Bool
    /// The order's lines, on all of them, and this one's place among them, from 0.
    var lines: UInt8 = 1
    var line: UInt8 = 0
    /// The catalogue's bundle that the order is for, counted from 1; 0 for none.
    var bundle: UInt8 = 0
    /// How the line ended, as far as its buyer was told.
    var end = End.open
    /// Messages about the line so far, those to and from outside included.
    var messages: UInt16
    /// Whether the old platform serves it.
    var isLegacy: Bool
    /// Why its buyer came away without it, in the order's first line.
    var loss = LossMark.none
    /// Whether a scalper ordered it.
    var isScalped = false
    /// How long after it was handed in its units were asked for, in microseconds; 0 if not yet or settled.
    var askedAfter: UInt32 = 0
    /// When it was handed in first; the origin once settled.
    var placedAt: Instant
    /// When its capture became known; `distantPast` before, the origin once settled.
    var capturedAt: Instant

    static var noCoupon: UInt8 { .max }

    /// How a paid line may end.
    enum End: UInt8, BitwiseCopyable {
        case open, issued, refunded
    }

    /// The order is settled. What is never asked for again is cleared, so that it takes no room once the file's
    /// page is folded: a click that comes again brings its user, and that there was a capture is enough.
    mutating func settle() {
        user = UserID(0)
        placedAt = .origin
        askedAfter = 0
        if capturedAt != .distantPast { capturedAt = .origin }
    }

    /// Counts one more message about the order; returns from what its chances are derived.
    @inline(__always)
    mutating func countMessage() -> UInt64 {
        messages &+= 1
        return key &+ UInt64(messages)
    }
}
