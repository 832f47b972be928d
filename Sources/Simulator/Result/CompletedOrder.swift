import Primitives

/// One transaction that came to its end.
public struct CompletedOrder: Equatable, Sendable, BitwiseCopyable {
    /// When it was placed.
    public var instant: Instant
    /// Its number, buyer, product and region.
    public var order: OrderID
    public var user: UserID
    public var product: ProductID
    public var region: UInt8
    /// Units.
    public var quantity: UInt8
    /// An ``OrderOutcome``.
    public var outcome: UInt8
    /// What was captured; the price asked where nothing was.
    public var amount: Money

    public init(
        instant: Instant, order: OrderID, user: UserID, product: ProductID, region: UInt8, quantity: UInt8,
        outcome: UInt8, amount: Money
    ) {
        self.instant = instant
        self.order = order
        self.user = user
        self.product = product
        self.region = region
        self.quantity = quantity
        self.outcome = outcome
        self.amount = amount
    }
}
