import Primitives

// The issuing service's ledger of suppliers' codes, to be held against the supplier's statement.
extension IssuanceEngine {
    /// Order numbers below this one may have codes.
    public var orderCount: Int { records.count }

    /// The supplier's codes that an order was issued with: the first one's number, in one entry. O(1).
    public func suppliedCodes(of order: OrderID) -> StatementLine {
        guard order.index < records.count else { return .missing }
        let record = records[order.index]
        switch record.state {
        case .issued, .ending, .takingBack:
            guard record.serial & Self.codeBit != 0 else { return .missing }
            return StatementLine(amount: Int64(record.serial & ~Self.codeBit), entries: 1)
        // What the supplier did not take back is its customer's, though nobody here has it.
        case .unseen, .awaitingCodes, .withoutCodes, .asking, .withdrawn, .returning, .spoiled:
            return .missing
        }
    }
}
