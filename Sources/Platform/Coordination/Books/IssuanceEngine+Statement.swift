import Primitives

// The issuing service's ledger of suppliers' codes, to be held against the supplier's statement.
extension IssuanceEngine {
    /// Order numbers below this one may have codes.
    public var orderCount: Int { records.count }

    /// The supplier's codes that an order was issued with: the first one's number, in one entry. O(1).
    public func suppliedCodes(of order: OrderID) -> StatementLine {
        guard order.index < records.count else { return .missing }
        let record = records[order.index]
        switch record.phase {
        // What was taken back stays with the supplier's customer.
        case .issued, .audited, .revoked, .revokedAudited:
            guard record.serial & Self.codeBit != 0 else { return .missing }
            return StatementLine(amount: Int64(record.serial & ~Self.codeBit), entries: 1)
        case .unseen, .awaitingCodes, .withoutCodes, .withdrawn, .withdrawnWithCodes:
            return .missing
        }
    }
}
