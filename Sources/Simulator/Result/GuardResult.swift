/// What the breaker, the bulkhead and the connections of a service's callers have kept back.
public struct GuardResult: Equatable, Sendable {
    /// How often the breaker opened.
    public var openings = 0
    /// Calls that an open or half-open breaker kept back.
    public var keptBackByBreaker: UInt64 = 0
    /// Calls that found no place in the bulkhead.
    public var keptBackByBulkhead: UInt64 = 0
    /// Calls that found all connections of their caller in use.
    public var keptBackForConnections: UInt64 = 0

    public init() {}
}
