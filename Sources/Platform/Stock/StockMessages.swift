import Primitives

/// What the stock service can be asked. The order number is the idempotency key: the same command
/// again gets the same answer and has no second effect.
public enum StockCommand: Equatable, Sendable, BitwiseCopyable {
    /// Set `quantity` units aside for the order, for a limited time; all or none.
    case hold(OrderID, ProductID, quantity: UInt8)
    /// The buyer pays: the hold becomes a sale and no longer expires.
    case confirm(OrderID)
    /// Give back whatever the order has, held or confirmed. A later hold of this order is refused.
    case release(OrderID)
    /// First half of the wrong strategy: is there enough right now?
    case check(OrderID, ProductID, quantity: UInt8)
    /// Second half of the wrong strategy: take the units without looking again.
    case take(OrderID, ProductID, quantity: UInt8)
}

/// What the stock service answers.
public enum StockEffect: Equatable, Sendable, BitwiseCopyable {
    /// The units are set aside (or were already).
    case held(OrderID)
    /// There were not enough units.
    case soldOut(OrderID)
    /// The hold is now a sale.
    case confirmed(OrderID)
    /// There is no hold to confirm: it expired, was released, or never was.
    case holdGone(OrderID)
    /// The order has no units any more (or never had).
    case released(OrderID)
    /// Answer to a check.
    case checked(OrderID, available: Bool)
    /// A hold ran out and its units are available again. A fact for auditors; no reply to anyone.
    case expired(OrderID)
}
