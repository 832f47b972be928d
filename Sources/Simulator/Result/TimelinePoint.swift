/// One minute of the run.
public struct TimelinePoint: Equatable, Sendable {
    /// The minute's start, in seconds from day zero.
    public var second: Double = 0
    /// Planned requests per second, from the curve.
    public var planned: Double = 0
    /// Requests sent by shoppers, per second.
    public var requests: Double = 0
    /// Requests answered, per second.
    public var answered: Double = 0
    /// Orders placed and paid in the minute.
    public var placed: UInt64 = 0
    public var paid: UInt64 = 0
    /// Requests diverted to a queue page in the minute.
    public var diverted: UInt64 = 0
    /// Latency of requests answered in the minute, in milliseconds.
    public var p50: Double = 0
    public var p99: Double = 0
    /// Servers that serve or boot at the end of the minute.
    public var servers: Int = 0
    /// Busy slots over available slots in the minute, of the whole fleet.
    public var utilisation: Double = 0
    /// Orders paid but not yet issued at the end of the minute.
    public var preparing: Int = 0

    public init() {}
}
