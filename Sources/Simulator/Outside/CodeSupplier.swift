import Platform
import Primitives

/// The supplier of codes (card secrets, licence keys): outside the platform, with the true list of
/// which code went to which order.
struct CodeSupplier: ~Copyable {
    /// The first code of each order; 0 for none.
    private var firstCodes = FoldingArray<UInt64>()
    /// Codes handed out so far; numbering starts at 1.
    private(set) var handedOut: UInt64 = 0

    /// Hands out codes under a key that nobody used before, and returns the first: they are others each time.
    mutating func freshCodes(quantity: UInt8) -> UInt64 {
        defer { handedOut += UInt64(quantity) }
        return handedOut + 1
    }

    /// Order numbers below this one may have codes.
    var orderCount: Int { firstCodes.count }

    /// The supplier's statement about one order: its first code, in one entry.
    func statement(of order: OrderID) -> StatementLine {
        guard order.index < firstCodes.count, firstCodes[order.index] > 0 else { return .missing }
        return StatementLine(amount: Int64(firstCodes[order.index]), entries: 1)
    }

    /// Hands out codes, the same again for the same order.
    mutating func codes(_ order: OrderID, quantity: UInt8) -> IssuanceCommand {
        firstCodes.grow(to: order.index + 1, filledWith: 0)
        if firstCodes[order.index] == 0 {
            firstCodes[order.index] = handedOut + 1
            handedOut += UInt64(quantity)
        }
        return .codesArrived(order, firstCode: firstCodes[order.index], quantity: quantity)
    }
}
