import Platform
import Primitives
import Workload

/// The payment provider: outside the platform, with the true state of every charge.
///
/// Its contract: one charge per key, whatever is asked again; a status query that finds nothing also forbids
/// a later capture under that key. A key is the order's number, or the line's for a refund, with a further number
/// that tells charges of one order apart: the platform core always sends zero. It is no guardian of the platform:
/// whoever asks under a fresh key is charged again, and a refund under a fresh key is paid again.
struct PaymentProvider: ~Copyable {
    /// What is true of one order number; under a further line's number there are only its refunds.
    struct Charge: BitwiseCopyable {
        var state: State = .unknown
        var amount: Int64 = 0
        /// How often money moved, under whatever key.
        var captures: UInt8 = 0
        var refunds: UInt8 = 0
        /// What tells the latest charge and the latest refund from others of the order.
        var key: UInt16 = 0
        var refundKey: UInt16 = 0
        /// What all other charges and refunds of the order have moved, in fen; nothing if each was asked for under
        /// one key.
        var others: Int64 = 0

        /// What the buyer is out of pocket; negative when more was paid back than captured.
        var balance: Money { Money(fen: (state == .captured ? amount : 0) + others) }
    }

    enum State: UInt8, BitwiseCopyable {
        case unknown, forbidden, captured, declined, refunded
    }

    private(set) var charges = FoldingArray<Charge>()
    private let declinedPermille: Int
    private let stream: RandomStream

    init(_ scenario: Scenario, seed: UInt64) {
        declinedPermille = scenario.outside.declinedPermille
        stream = RandomStream(seed: seed, purpose: .paymentProvider)
    }

    /// Captures or declines.
    ///
    /// - Parameters:
    ///   - key: what tells this charge from others of the order.
    ///   - chance: the order's random bits, from which it is decided.
    mutating func capture(
        _ order: OrderID, _ amount: Money, key: UInt16 = 0, chance: UInt64
    ) -> PaymentCommand {
        reach(order)
        if charges[order.index].key != key {
            charges[order.index].others = charges[order.index].balance.fen
            charges[order.index].state = .unknown
            charges[order.index].key = key
        }
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

    /// Pays back, once per key, whatever was captured: to ask only for what was is the platform's duty.
    mutating func refund(
        _ line: OrderID, _ amount: Money, of order: OrderID, key: UInt16 = 0
    ) -> PaymentCommand {
        reach(max(order, line))
        if charges[line.index].refunds == 0 || charges[line.index].refundKey != key {
            let charge = charges[order.index]
            let whole = charge.state == .captured && amount.fen == charge.amount
            if whole { charges[order.index].state = .refunded } else { charges[order.index].others -= amount.fen }
            charges[line.index].refunds += 1
            charges[line.index].refundKey = key
        }
        return .providerRefunded(line, amount)
    }

    private mutating func reach(_ order: OrderID) {
        charges.grow(to: order.index + 1, filledWith: Charge())
    }
}
