import Platform
import Primitives

/// A charge under a key that no other has: what a shop gets that makes up a new key whenever it tries again.
struct FreshCharge: BitwiseCopyable {
    var amount: Money
    /// The fresh charge of the same order before this one, by reference; 0 for none.
    var previous: UInt32
    var isRefunded: Bool
}

// Charges under fresh keys: the provider can't know that they are about one order.
extension PaymentProvider {
    /// Captures or declines, each time anew. An order's ``Charge`` counts all its captures and refunds; its amount is
    /// what is captured and not paid back.
    ///
    /// - Parameter chance: the order's key, from which it is decided.
    /// - Returns: whether it captured, and if so the provider's reference of the payment.
    mutating func chargeAfresh(
        _ order: OrderID, _ amount: Money, chance: UInt64
    ) -> (isCaptured: Bool, reference: UInt32) {
        reach(order)
        guard Int(stream.substream(chance).state % 1_000) >= declinedPermille else {
            if charges[order.index].captures == 0 { charges[order.index].state = .declined }
            return (false, 0)
        }
        let place = freshCharges.append(
            FreshCharge(amount: amount, previous: charges[order.index].fresh, isRefunded: false))
        let reference = UInt32(place) + 1
        if charges[order.index].captures > 0 { duplicateCharges += 1 }
        charges[order.index].fresh = reference
        charges[order.index].state = .captured
        charges[order.index].amount += amount.fen
        charges[order.index].captures &+= 1
        return (true, reference)
    }

    /// A person pays back, through the provider's own pages, all that was captured for the order but one payment.
    /// What is paid back already is left alone.
    mutating func payBackAll(of order: OrderID, but kept: UInt32) {
        guard order.index < charges.count else { return }
        var reference = charges[order.index].fresh
        while reference > 0 {
            let fresh = freshCharges[Int(reference) - 1]
            if reference != kept, !fresh.isRefunded {
                freshCharges[Int(reference) - 1].isRefunded = true
                charges[order.index].refunds &+= 1
                charges[order.index].amount -= fresh.amount.fen
            }
            reference = fresh.previous
        }
        let charge = charges[order.index]
        if charge.captures > 0, charge.refunds == charge.captures { charges[order.index].state = .refunded }
    }
}
