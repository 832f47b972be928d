/// Latency percentiles in milliseconds. From a histogram with a relative error of at most 1 %.
public struct LatencySummary: Equatable, Sendable {
    /// How many were measured; the rest is zero when none were.
    public var count: UInt64 = 0
    public var mean: Double = 0
    public var p50: Double = 0
    public var p90: Double = 0
    public var p95: Double = 0
    public var p99: Double = 0
    public var p99_9: Double = 0
    public var max: Double = 0

    public init() {}
}
