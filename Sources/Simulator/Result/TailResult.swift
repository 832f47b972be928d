/// What the slowest requests of a kind spent their time on.
public struct TailResult: Equatable, Sendable {
    /// `requests` for all pages that were answered; `orders` and `payments` for those that succeeded.
    public var name: String
    /// The percentile from which on a request counts, as a share: 0.99 or 0.999.
    public var percentile: Double
    /// The percentile itself, in milliseconds.
    public var from: Double
    /// How many requests lie at it, within its bucket of the histogram, and beyond.
    public var count: Int
    /// Their latencies together, in nanoseconds.
    public var latency: Int64
    /// Every part with its time, of all these requests together, in nanoseconds; they add up to the latency.
    public var parts: [LatencyShare]

    /// The mean latency of these requests, in milliseconds.
    public var mean: Double { milliseconds(latency) }

    /// The mean of one part in milliseconds: of all requests, those that have none of it too.
    public func mean(of share: LatencyShare) -> Double { milliseconds(share.nanoseconds) }

    private func milliseconds(_ sum: Int64) -> Double { count == 0 ? 0 : Double(sum) / Double(count) / 1e6 }
}

/// A part of a latency and its time.
public struct LatencyShare: Equatable, Sendable {
    /// What the time was spent on.
    public var part: LatencyPart
    /// How much it was.
    public var nanoseconds: Int64
}
