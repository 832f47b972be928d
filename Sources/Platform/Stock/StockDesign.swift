/// What the stock strategies can be varied by; each of them reads its own part.
public struct StockDesign: Equatable, Sendable, BitwiseCopyable {
    /// How stock is taken.
    public var strategy: StockStrategy = .conditionalUpdate
    /// Rows per product, when stock is segmented.
    public var buckets = 8
    /// Sales channels that have a copy of the stock each, when it is copied.
    public var channels = 4
    /// How often an optimistic order takes its chance before it is told to come again.
    public var rounds: UInt8 = 10
    /// Transactions that may wait for one row; more find no connection.
    public var connections = 100

    public init() {}

    /// The row of a segmented product at which an order is served and to which it gives back.
    func bucket(of order: Int) -> Int { order % buckets }

    /// The channel through which a user buys.
    func channel(of user: Int) -> Int { user % channels }
}
