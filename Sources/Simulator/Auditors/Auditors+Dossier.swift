import Primitives

// What the auditors of all areas share about one order.
extension Auditors {
    /// What the auditors know of one line of an order; of the order as a whole, in its first line's.
    struct Dossier: BitwiseCopyable {
        var facts: Facts = []
        var product: UInt16 = 0
        var quantity: UInt8 = 0
        /// Audit records of an issue seen.
        var records: UInt8 = 0
        var coupon: UInt8 = 0
        /// Three bits each for the order's lines but one, and for this one's place among them, and one for bundles.
        private var place: UInt8 = 0
        /// Issuing attempts seen.
        var attempts: UInt16 = 0
        /// What the coupon is worth, as its service said; it counts if the coordinator heard so in time.
        var discount: Int32 = 0
        /// Whole seconds since the origin: when the order began, and when the provider captured.
        var placedSecond: Int32 = 0
        var takenSecond: Int32 = 0
        var price: Int64 = 0
        /// What the next deadline counts from. Until its units are held: when they were
        /// asked for. Until the buyer pays: when the units were held. Until the charge
        /// leaves: until when it may wait for the coupon. Until its outcome is known: the latest charge or query.
        /// From then on: the latest issuing attempt.
        var mark: Instant = .distantPast
        var capturedAt: Instant = .distantPast
        var serial: UInt64 = 0

        /// The order's lines.
        @inline(__always) var lines: Int { Int(place & 7) + 1 }
        /// The line's place among them, from 0: as much less is the order's number.
        @inline(__always) var line: Int { Int(place >> 3 & 7) }
        /// Whether the lines are all issued or all paid back.
        var isBundle: Bool { place & 64 != 0 }
        /// Whether a credential was made, and not taken back.
        var isLive: Bool {
            facts.contains(.issued) && !(facts.contains(.revokeAsked) && facts.contains(.withdrawn))
        }

        /// The line becomes one of several.
        mutating func belongs(to lines: Int, at line: Int, isBundle: Bool) {
            place = UInt8(lines - 1) | UInt8(line) << 3 | (isBundle ? 64 : 0)
        }

        /// The order is settled. What only an open order can be judged by is dropped, so that it takes no room
        /// once the dossier's page is folded: from now on nothing may be charged, tried or withdrawn.
        mutating func close() {
            facts.insert(.settled)
            price = 0
            discount = 0
            attempts = 0
            takenSecond = 0
            mark = .distantPast
            capturedAt = .distantPast
        }
    }

    /// What is true of an order. Of the platform's messages each is noted where it is seen first: at the machine
    /// that sends it, or where it is said so at the one that hears it.
    struct Facts: OptionSet, BitwiseCopyable {
        let rawValue: UInt64
        static let placed = Facts(rawValue: 1)
        // Stock: units promised and not given back; sold; refused; given back or run out.
        static let promised = Facts(rawValue: 1 << 1)
        static let confirmed = Facts(rawValue: 1 << 2)
        static let stockRefused = Facts(rawValue: 1 << 3)
        static let unitsBack = Facts(rawValue: 1 << 4)
        // Coupons: spent and not given back; refused; given back; in the charge.
        static let couponSpent = Facts(rawValue: 1 << 5)
        static let couponRefused = Facts(rawValue: 1 << 6)
        static let couponBack = Facts(rawValue: 1 << 7)
        static let discounted = Facts(rawValue: 1 << 8)
        // The coordinator: the buyer pays; charged; a payment call was turned away; the charge's outcome, a
        // capture, a refund heard; a capture heard when the order was given up; units asked back; an issue asked
        // for, withdrawn, heard of; all settled.
        static let paying = Facts(rawValue: 1 << 9)
        static let charged = Facts(rawValue: 1 << 10)
        static let callFailed = Facts(rawValue: 1 << 11)
        static let outcomeHeard = Facts(rawValue: 1 << 12)
        static let captured = Facts(rawValue: 1 << 13)
        static let refunded = Facts(rawValue: 1 << 14)
        static let capturedLate = Facts(rawValue: 1 << 15)
        static let releaseAsked = Facts(rawValue: 1 << 16)
        static let attempted = Facts(rawValue: 1 << 17)
        static let withdrawAsked = Facts(rawValue: 1 << 18)
        static let goodsKnown = Facts(rawValue: 1 << 19)
        static let settled = Facts(rawValue: 1 << 20)
        // The payment adapter: a capture was asked of the provider, who said no; what it told the coordinator.
        static let captureRequested = Facts(rawValue: 1 << 21)
        static let providerSaidNo = Facts(rawValue: 1 << 22)
        static let toldCaptured = Facts(rawValue: 1 << 23)
        static let toldNo = Facts(rawValue: 1 << 24)
        /// The provider has captured: the truth.
        static let taken = Facts(rawValue: 1 << 25)
        // Issuing: credentials made; a withdrawal confirmed.
        static let issued = Facts(rawValue: 1 << 26)
        static let withdrawn = Facts(rawValue: 1 << 27)
        // The audit log was sent the record of the issue; the goods were asked back.
        static let recordDelivered = Facts(rawValue: 1 << 28)
        static let revokeAsked = Facts(rawValue: 1 << 29)
        /// The latest charge was kept back by the caller's own breaker or bulkhead.
        static let chargeKeptBack = Facts(rawValue: 1 << 31)
        /// Its coupon was asked back.
        static let couponGivenUp = Facts(rawValue: 1 << 32)
        /// The old platform has issued it, and keeps its own record of that.
        static let ofSilo = Facts(rawValue: 1 << 30)

        /// Whether any of these is true.
        @inline(__always)
        func hasAny(_ a: Facts, _ b: Facts, _ c: Facts = Facts(rawValue: 0)) -> Bool {
            rawValue & (a.rawValue | b.rawValue | c.rawValue) != 0
        }
    }
}
