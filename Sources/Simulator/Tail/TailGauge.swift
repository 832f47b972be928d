import Primitives
import Statistics
import Workload

/// What the slowest requests spent their time on.
///
/// Orders and payments are all broken down; of the other pages those that may still turn out to be among the slowest
/// hundredth of the run. What is certain not to be lies below the floor, which rises as latencies are counted: it is
/// the highest value that more requests have exceeded already than the hundredth of all that are expected.
struct TailGauge: ~Copyable {
    /// The share of the expected requests that the floor leaves above it: a third more than the slowest hundredth, for
    /// a run that answers more than was expected.
    private static var keptShare: Double { 0.0133 }

    var open = OpenBreakdowns()
    /// Pages that took less are not broken down.
    private(set) var floor = TimeSpan.zero
    private(set) var pages = TailSums()
    private(set) var orders = TailSums()
    private(set) var payments = TailSums()
    private(set) var slowest = SlowestRequests()
    private(set) var slowestOrders = SlowestRequests()
    /// Slow requests that were not broken down: always 0.
    private(set) var missing = 0
    private let expected: Double
    /// Requests when the floor was looked at last.
    private var counted = 0

    /// - Parameter expectedRequests: about how many requests the run will have.
    init(expectedRequests: Double) { expected = expectedRequests }

    /// A request is answered: its breakdown is summed. Returns the place of the breakdown.
    ///
    /// - Parameters:
    ///   - back: what the way back took, the last of its parts.
    ///   - attempt: what it was an attempt at; browsing too if that failed.
    mutating func answered(
        _ slot: Int, _ turn: UInt16, after latency: TimeSpan, back: TimeSpan, _ attempt: Attempt
    ) -> Int? {
        guard let place = open.place(of: slot), open.rows[place].turn == turn else {
            missing += 1
            return nil
        }
        open.rows[place].parts[.network] += back.nanoseconds
        if latency >= floor { pages.add(latency.nanoseconds, open.rows[place].parts) }
        switch attempt {
        case .order: orders.add(latency.nanoseconds, open.rows[place].parts)
        case .pay: payments.add(latency.nanoseconds, open.rows[place].parts)
        case .browse, .issue: break
        }
        return place
    }

    /// Whether a request is among the slowest so far.
    @inline(__always)
    func isSlow(_ latency: TimeSpan, isOrder: Bool) -> Bool {
        latency > slowest.least || isOrder && latency > slowestOrders.least
    }

    /// Keeps a request, whose breakdown is in this place, if it is among the slowest.
    @inline(never)
    mutating func consider(_ request: SlowRequest, at place: Int) {
        var request = request
        request.parts = open.rows[place].parts
        slowest.consider(request)
        if request.order != nil { slowestOrders.consider(request) }
    }

    /// Raises the floor when there are many more requests than the last time. Now and then O(buckets), else O(1).
    mutating func raiseFloor(_ latencies: borrowing FixedTable<Histogram>) {
        var count = 0
        for index in 0..<latencies.count { count += latencies[index].count }
        guard count > counted + counted / 16 + 1_000 else { return }
        counted = count
        var all = Histogram()
        for index in 0..<latencies.count { all.merge(latencies[index]) }
        let kept = Int(max(expected, Double(count)) * Self.keptShare) + 1
        floor = max(floor, TimeSpan(nanoseconds: all.floor(ofGreatest: kept)))
    }
}
