import Primitives
import Workload

/// Everything that one run found out; equal for equal scenario, seed and version.
public struct RunResult: Equatable, Sendable {
    /// The layout of this value in files; raised when a field changes its meaning.
    public static var schema: Int { 1 }

    /// The scenario's name.
    public var scenario = ""
    /// The scenario's title.
    public var title = ""
    /// The seed.
    public var seed: UInt64 = 0
    /// The rolling hash over every dispatched event.
    public var fingerprint = Fingerprint()
    /// The inputs worth knowing, derived from the scenario, then the author's notes.
    public var assumptions: [Note] = []
    /// The figures, in the order in which they are printed; names as in the README.
    public var figures: [Figure] = []
    /// What each service did, in the order of ``Service``.
    public var services: [ServiceResult] = []
    /// All page requests together: click to answer.
    public var requests = LatencySummary()
    /// The same latencies and successes, for the whole run and for each fault's window.
    public var windows: [WindowResult] = []
    /// How often each fault of the scenario has begun, in the scenario's order.
    public var faults: [Count] = []
    /// How orders ended, and why those that were not paid were not.
    public var outcomes: [Count] = []
    /// Dispatched events by kind.
    public var events: [Count] = []
    /// Each condition of the scenario with what was observed.
    public var thresholds: [ThresholdResult] = []
    /// Products that sold out, in the order in which they did.
    public var soldOut: [SoldOutProduct] = []
    /// The platform's ledgers against the statements of the provider and the supplier: orders compared, and what
    /// differs.
    public var reconciliation: [Count] = []
    /// The auditors and self-checks.
    public var checks: [CheckResult] = []
    /// A migration, day by day and category by category; empty for a run without one.
    public var migration: [MigrationDayResult] = []
    /// The run, minute by minute.
    public var timeline: [TimelinePoint] = []
    /// Orders paid by region and by product, most first; at most 12 each.
    public var topRegions: [Count] = []
    public var topProducts: [Count] = []
    /// Every region, in the scenario's order.
    public var regions: [RegionResult] = []
    /// Every product that scalpers wanted, by rank; empty for a scenario without any.
    public var scalped: [ScalpedProduct] = []
    /// Orders paid by kind of product; empty if the scenario has none but the standard kinds.
    public var topKinds: [Count] = []
    /// Sales that were lost, by cause.
    public var losses: [LossResult] = []
    /// What the slowest hundredth and the slowest thousandth of requests, orders and payments spent their time on.
    public var tails: [TailResult] = []
    /// The slowest requests, and the slowest orders and payments; at most five each.
    public var slowestRequests: [SlowRequestResult] = []
    public var slowestOrders: [SlowRequestResult] = []
    /// Completed transactions, only when the run was asked to keep them.
    public var orders: [CompletedOrder] = []
    /// The traffic minute by minute, only when the run was asked to keep it.
    public var traffic: [TrafficRow] = []

    public init() {}

    /// The run's verdict: a broken invariant outweighs a missed threshold.
    public var verdict: Verdict {
        if checks.contains(where: { !$0.passed }) { return .invariantBroken }
        if thresholds.contains(where: { !$0.passed }) { return .thresholdsMissed }
        return .passed
    }

    /// The figure with this name.
    public func figure(_ name: String) -> Double? {
        figures.first { $0.name == name }?.value
    }
}
