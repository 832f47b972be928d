import Primitives

// The adapter's ledger, to be held against the provider's statement.
extension PaymentAdapter {
    /// Order numbers below this one may have been charged.
    public var orderCount: Int { entries.count }

    /// What was captured for an order, as far as the adapter knows. O(1).
    public func captures(of order: OrderID) -> StatementLine {
        switch phase(of: order) {
        case .none, .pending, .fencing, .cancelled, .declined: .missing
        case .captured, .refunding, .refunded: StatementLine(amount: entries[order.index].amount.fen, entries: 1)
        }
    }

    /// What was paid back for an order, as far as the adapter knows. O(1).
    public func refunds(of order: OrderID) -> StatementLine {
        switch phase(of: order) {
        case .none, .pending, .fencing, .cancelled, .declined, .captured, .refunding: .missing
        case .refunded: StatementLine(amount: entries[order.index].amount.fen, entries: 1)
        }
    }
}
