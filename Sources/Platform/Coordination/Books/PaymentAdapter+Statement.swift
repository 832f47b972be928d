import Primitives

// The adapter's ledger, to be held against the provider's statement: captures by the orders' numbers, refunds by those
// of their lines.
extension PaymentAdapter {
    /// Numbers of orders and lines below this one may have been charged or paid back.
    public var orderCount: Int { entries.count }

    /// What was captured for an order, as far as the adapter knows; nothing under a further line's number. O(1).
    public func captures(of order: OrderID) -> StatementLine {
        switch phase(of: order) {
        case .none, .pending, .fencing, .cancelled, .declined: return .missing
        case .captured, .refunding, .refunded:
            let entry = entries[order.index]
            return entry.line == 0 ? StatementLine(amount: entry.captured.fen, entries: 1) : .missing
        }
    }

    /// What was paid back for a line, or in one piece for its order, as far as the adapter knows. O(1).
    public func refunds(of line: OrderID) -> StatementLine {
        switch phase(of: line) {
        case .none, .pending, .fencing, .cancelled, .declined, .captured, .refunding: .missing
        case .refunded: StatementLine(amount: entries[line.index].returned.fen, entries: 1)
        }
    }
}
