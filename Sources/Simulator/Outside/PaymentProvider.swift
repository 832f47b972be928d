import Platform
import Primitives
import Workload

/// The payment provider: outside the platform, with the true state of every charge.
///
/// Its contract: one charge per order number, whatever is asked again; a status query that finds
/// nothing also forbids a later capture under that number.
struct PaymentProvider: ~Copyable {
    /// What is true of one order number.
    struct Charge: BitwiseCopyable {
        var state: State = .unknown
        var amount: Int64 = 0
        /// How often money moved, for auditors: at most once each.
        var captures: UInt8 = 0
        var refunds: UInt8 = 0
        /// The latest charge under a key of its own, by reference; 0 for none. See ``chargeAfresh(_:_:chance:)``.
        var fresh: UInt32 = 0
    }

    enum State: UInt8, BitwiseCopyable {
        case unknown, forbidden, captured, declined, refunded
    }

    var charges = FoldingArray<Charge>()
    /// Charges under keys of their own; a reference is the place here, plus 1.
    var freshCharges = Table<FreshCharge>()
    /// Captures beyond the first of an order.
    var duplicateCharges: UInt64 = 0
    let declinedPermille: Int
    let stream: RandomStream

    init(_ scenario: Scenario, seed: UInt64) {
        declinedPermille = scenario.outside.declinedPermille
        stream = RandomStream(seed: seed, purpose: .paymentProvider)
    }

    /// Captures or declines.
    ///
    /// - Parameter chance: the order's key, from which it is decided.
    mutating func capture(_ order: OrderID, _ amount: Money, chance: UInt64) -> PaymentCommand {
        reach(order)
        switch charges[order.index].state {
        case .unknown:
            let declines = Int(stream.substream(chance).state % 1_000) < declinedPermille
            charges[order.index].amount = amount.fen
            charges[order.index].state = declines ? .declined : .captured
            if !declines { charges[order.index].captures += 1 }
            return declines ? .providerDeclined(order) : .providerCaptured(order, amount)
        case .forbidden: return .providerKnowsNothing(order)
        case .captured, .refunded:
            return .providerCaptured(order, Money(fen: charges[order.index].amount))
        case .declined: return .providerDeclined(order)
        }
    }

    mutating func status(_ order: OrderID) -> PaymentCommand {
        reach(order)
        switch charges[order.index].state {
        case .unknown, .forbidden:
            charges[order.index].state = .forbidden
            return .providerKnowsNothing(order)
        case .captured, .refunded:
            return .providerCaptured(order, Money(fen: charges[order.index].amount))
        case .declined: return .providerDeclined(order)
        }
    }

    mutating func refund(_ order: OrderID, _ amount: Money) -> PaymentCommand {
        reach(order)
        if charges[order.index].state == .captured {
            precondition(amount.fen <= charges[order.index].amount, "refund above capture of order \(order)")
            charges[order.index].state = .refunded
            charges[order.index].refunds += 1
        }
        return .providerRefunded(order, amount)
    }

    mutating func reach(_ order: OrderID) {
        charges.grow(to: order.index + 1, filledWith: Charge())
    }
}
