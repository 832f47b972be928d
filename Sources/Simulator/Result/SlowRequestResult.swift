import Platform
import Primitives
import Workload

/// A request that was among the slowest of a run.
public struct SlowRequestResult: Equatable, Sendable {
    /// When the page was wanted, and how long after it was there.
    public var since: Instant
    public var latency: TimeSpan
    public var page: Page
    /// The service that has the page.
    public var service: Service
    public var user: UserID
    /// How often was clicked again.
    public var reclicks: Int
    /// The order that it is about; nil for another page.
    public var order: OrderID?
    /// Its parts that are not zero, the longest first.
    public var parts: [LatencyShare]
}
