import Platform
import Primitives
import Workload

/// Why a shopper came away without what was wanted.
enum LossCause: UInt8, CaseIterable {
    /// The last click met an error page: a full queue, or a service that refused or erred; or, with an order in hand,
    /// a service behind the page could not be reached.
    case rejected
    /// Had enough of the queue page.
    case leftQueue
    /// The last click was not answered in time; or the answer came when the order had expired.
    case timedOut
    /// Was told that the product is sold out, and units of it were left over in the end.
    case soldOutFalsely
    /// The provider declined, or could not be reached.
    case paymentFailed
    /// Paid, and got the money back in place of the goods.
    case refunded

    /// The word in names of figures.
    var name: String {
        switch self {
        case .rejected: "rejected"
        case .leftQueue: "left_queue"
        case .timedOut: "timed_out"
        case .soldOutFalsely: "sold_out_falsely"
        case .paymentFailed: "payment_failed"
        case .refunded: "refunded"
        }
    }
}

/// Why an order's buyer came away without it, and where: a byte in the order's file.
struct LossMark: BitwiseCopyable, Equatable {
    /// 1 and the cause in the lower three bits, the pool in the upper five.
    private let bits: UInt8

    private init(bits: UInt8) { self.bits = bits }

    /// - Parameter place: the pool to blame; 31 for none.
    init(_ cause: LossCause, at place: UInt8) { bits = cause.rawValue + 1 | place << 3 }

    /// Nothing is lost.
    static var none: Self { Self(bits: 0) }
    /// Over, and nobody to blame: whatever happens to its buyer, no sale is lost any more.
    static var noSale: Self { Self(bits: 7) }

    var isLoss: Bool { self != .none && self != .noSale }
    /// The cause of a loss; traps if there is none.
    var cause: LossCause {
        guard let cause = LossCause(rawValue: (bits & 7) &- 1) else { preconditionFailure("mark \(bits) is no loss") }
        return cause
    }
    /// The pool to blame, 31 for none.
    var place: UInt8 { bits >> 3 }
}
