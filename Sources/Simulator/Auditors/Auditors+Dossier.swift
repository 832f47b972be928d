import Primitives

// What the auditors of all areas share about one order.
extension Auditors {
    /// What the auditors know of one order.
    struct Dossier: BitwiseCopyable {
        var product: UInt16 = 0
        var quantity: UInt8 = 0
        var facts: Facts = []
        /// Audit records of an issue seen.
        var records: UInt8 = 0
        var coupon: UInt8 = 0
        var discount: Int32 = 0
        var price: Int64 = 0
        /// Before the charge: until when it may wait for the coupon. After: the latest issuing attempt.
        var mark: Instant = .distantPast
        var capturedAt: Instant = .distantPast
        var serial: UInt64 = 0

        /// The order is settled. What only an open order can be judged by is dropped, so that it takes no room
        /// once the dossier's page is folded: from now on nothing may be charged, tried or withdrawn.
        mutating func close() {
            facts.insert(.settled)
            price = 0
            discount = 0
            mark = .distantPast
            capturedAt = .distantPast
        }
    }

    struct Facts: OptionSet, BitwiseCopyable {
        let rawValue: UInt16
        static let placed = Facts(rawValue: 1)
        static let promised = Facts(rawValue: 2)
        static let confirmed = Facts(rawValue: 4)
        static let charged = Facts(rawValue: 8)
        static let captured = Facts(rawValue: 16)
        static let issued = Facts(rawValue: 32)
        static let refunded = Facts(rawValue: 64)
        static let settled = Facts(rawValue: 128)
        static let attempted = Facts(rawValue: 256)
        static let couponSpent = Facts(rawValue: 512)
        static let goodsKnown = Facts(rawValue: 1024)
        static let paying = Facts(rawValue: 2048)
        static let withdrawn = Facts(rawValue: 4096)
    }
}
