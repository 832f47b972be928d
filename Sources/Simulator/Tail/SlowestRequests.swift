import Primitives
import Workload

/// The five slowest requests so far, the slowest first; of equal ones the earlier.
struct SlowestRequests: ~Copyable {
    static var capacity: Int { 5 }
    private(set) var list = Table<SlowRequest>(capacity: capacity)
    /// What a request must exceed.
    private(set) var least = TimeSpan(nanoseconds: -1)

    /// Keeps a request if it is among the slowest. O(1).
    mutating func consider(_ request: SlowRequest) {
        guard request.latency > least else { return }
        if list.count == Self.capacity { _ = list.removeLast() }
        var place = list.append(request)
        while place > 0, list[place - 1].latency < request.latency {
            list[place] = list[place - 1]
            place -= 1
        }
        list[place] = request
        if list.count == Self.capacity { least = list[Self.capacity - 1].latency }
    }
}

/// A request that was slow, with its parts.
struct SlowRequest: BitwiseCopyable {
    /// When the page was wanted.
    var since: Instant
    var latency: TimeSpan
    var page: Page
    /// The service that has the page.
    var service: Service
    /// How often was clicked again.
    var reclicks: UInt8
    var user: UserID
    /// The order that it is about; nil for another page.
    var order: OrderID?
    var parts = LatencyBreakdown()
}
