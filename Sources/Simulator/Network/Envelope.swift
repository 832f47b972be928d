import Platform
import Primitives
import Workload

/// A message on its way between services, or in a queue, until it is handled.
struct Envelope: BitwiseCopyable {
    var body: Letter
    /// The number of the message among all messages; what it is worth to chance.
    var serial: UInt64
    /// The next free envelope, while this one is free.
    var nextFree: UInt32
}

/// What a message says: a command to one of the machines.
enum Letter: BitwiseCopyable {
    case order(CoordinatorCommand)
    case coupon(CouponCommand)
    case stock(StockCommand)
    case payment(PaymentCommand)
    case issuance(IssuanceCommand)
    case overview(OverviewCommand)
    case audit(AuditCommand)
    case notification(UserID, OrderID, OrderAnswer)

    /// Where it goes.
    var service: Service {
        switch self {
        case .order: .order
        case .coupon: .coupon
        case .stock: .stock
        case .payment: .payment
        case .issuance, .overview: .issuing
        case .audit: .audit
        case .notification: .notification
        }
    }
}

/// All envelopes, in a slab with a free list.
struct Mail: ~Copyable {
    private var envelopes = Table<Envelope>()
    private var firstFree = UInt32.max
    private var serial: UInt64 = 0
    /// Envelopes in use.
    private(set) var count = 0

    /// Puts a letter into an envelope and returns its number.
    mutating func write(_ letter: Letter) -> UInt32 {
        serial += 1
        count += 1
        let envelope = Envelope(body: letter, serial: serial, nextFree: .max)
        guard firstFree != .max else { return UInt32(envelopes.append(envelope)) }
        let number = firstFree
        firstFree = envelopes[Int(number)].nextFree
        envelopes[Int(number)] = envelope
        return number
    }

    /// Reads a letter without opening it for good.
    subscript(number: UInt32) -> Envelope { envelopes[Int(number)] }

    /// Takes the letter out; the envelope is free again.
    mutating func open(_ number: UInt32) -> Envelope {
        let envelope = envelopes[Int(number)]
        envelopes[Int(number)].nextFree = firstFree
        firstFree = number
        count -= 1
        return envelope
    }
}
