import Primitives

/// What the stock service can be asked. The order number is the idempotency key: the same command
/// again gets the same answer and has no second effect.
public enum StockCommand: Equatable, Sendable, BitwiseCopyable {
    /// Set `quantity` units aside for the order of this user, for a limited time; all or none.
    case hold(OrderID, ProductID, quantity: UInt8, by: UserID)
    /// The buyer pays: the hold becomes a sale and no longer expires.
    case confirm(OrderID)
    /// Give back whatever the order has, held or confirmed. A later hold of this order is refused.
    case release(OrderID)
    /// First half of the wrong strategy: is there enough right now?
    case check(OrderID, ProductID, quantity: UInt8, by: UserID)
    /// Second half of the wrong strategy: take the units without looking again.
    case take(OrderID, ProductID, quantity: UInt8, by: UserID)
}

/// Units that come to a product, or are taken out of sale. Deliveries of a product are numbered from 1 and come one
/// after the other; the same number again has no second effect.
public enum StockSupply: Equatable, Sendable, BitwiseCopyable {
    /// So many units more.
    case refill(ProductID, units: UInt32, delivery: UInt32)
    /// So many units fewer, or as many as are still available.
    case withdraw(ProductID, units: UInt32, delivery: UInt32)
}

/// What the stock service answers.
public enum StockEffect: Equatable, Sendable, BitwiseCopyable {
    /// The units are set aside (or were already).
    case held(OrderID)
    /// There were not enough units.
    case soldOut(OrderID)
    /// The user would have more units of the product than one user may.
    case limitReached(OrderID)
    /// Nothing was done: too many wait for the row, or took it first too often. Ask again.
    case busy(OrderID)
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
    /// A delivery is booked, so many units more or fewer; 0 if it was booked before or is too far ahead.
    case supplied(ProductID, units: Int32)
}
