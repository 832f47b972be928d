import Primitives
import Workload

/// One run of a scenario, advanced by its owner.
public struct Run: ~Copyable {
    private let scenario: Scenario
    private let seed: UInt64
    private let total: UInt64
    private var fingerprint = Fingerprint()
    private var stream: RandomStream
    /// Dispatched events so far.
    public private(set) var dispatched: UInt64 = 0

    /// Prepares the run of a scenario; completed orders are kept only when asked for.
    public init(_ scenario: Scenario, seed: UInt64, keepOrders: Bool) {
        self.scenario = scenario
        self.seed = seed
        total = UInt64(TrafficPlan(scenario).derivedRequests)
        stream = RandomStream(state: seed)
    }

    /// How much is done, 0 to 1.
    public var progress: Double { total == 0 ? 1 : Double(dispatched) / Double(total) }
    /// The simulated clock.
    public var clock: Instant {
        scenario.start + TimeSpan(seconds: (scenario.end - scenario.start).inSeconds * progress)
    }
    /// Whether nothing is left to do.
    public var isFinished: Bool { dispatched >= total }

    /// Dispatches at most so many events.
    public mutating func advance(events: Int) {
        let count = min(UInt64(events), total - dispatched)
        for _ in 0..<count { fingerprint.combine(stream.next()) }
        dispatched += count
    }

    /// The result of a finished run.
    public consuming func finish() -> RunResult {
        var result = RunResult()
        result.scenario = scenario.name
        result.title = scenario.title
        result.seed = seed
        result.fingerprint = fingerprint
        result.figures = [Figure(name: "events", value: Double(dispatched))]
        return result
    }
}
