import Primitives

/// One line of an order that came to its end.
public struct CompletedOrder: Equatable, Sendable, BitwiseCopyable {
    /// When it was placed.
    public var instant: Instant
    /// Its order's number, its place among the order's lines from 0, its buyer, product and region.
    public var order: OrderID
    public var line: UInt8
    public var user: UserID
    public var product: ProductID
    public var region: UInt8
    /// Units.
    public var quantity: UInt8
    /// An ``OrderOutcome``, of the line itself: issued or refunded where the order was both.
    public var outcome: UInt8
    /// What was captured for the line; the price asked where nothing was.
    public var amount: Money

    public init(
        instant: Instant, order: OrderID, line: UInt8 = 0, user: UserID, product: ProductID, region: UInt8,
        quantity: UInt8, outcome: UInt8, amount: Money
    ) {
        self.instant = instant
        self.order = order
        self.line = line
        self.user = user
        self.product = product
        self.region = region
        self.quantity = quantity
        self.outcome = outcome
        self.amount = amount
    }
}
