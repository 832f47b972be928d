import Platform
import Primitives

/// Everything that happened to one order in a run.
public struct OrderLife: Equatable, Sendable {
    /// The order; where a further line of an order was asked for, the order that it belongs to.
    public var order: OrderID
    public var user: UserID
    public var region: String
    /// Each line: units and the product's name.
    public var lines: [String]
    /// When the page was wanted on which the order was handed in.
    public var since: Instant
    /// In the order of time.
    public var steps: [OrderStep]
    /// How it stood when the run was over, in words.
    public var end: String
}

/// What became of the wish to know an order's life.
public enum OrderSearch: Equatable, Sendable {
    case found(OrderLife)
    /// There is no such order: the run had this many, numbered from 0.
    case none(orders: Int)
}
