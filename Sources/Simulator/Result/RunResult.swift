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
    /// How orders ended, and why those that were not paid were not.
    public var outcomes: [Count] = []
    /// Dispatched events by kind.
    public var events: [Count] = []
    /// Each condition of the scenario with what was observed.
    public var thresholds: [ThresholdResult] = []
    /// Products that sold out, in the order in which they did.
    public var soldOut: [SoldOutProduct] = []
    /// The auditors and self-checks.
    public var checks: [CheckResult] = []
    /// The run, minute by minute.
    public var timeline: [TimelinePoint] = []
    /// Orders paid by region and by product, most first; at most 12 each.
    public var topRegions: [Count] = []
    public var topProducts: [Count] = []
    /// Completed transactions, only when the run was asked to keep them.
    public var orders: [CompletedOrder] = []

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

/// How a run ended, as a word and as the exit code of the command.
public enum Verdict: String, Equatable, Sendable {
    case passed
    case thresholdsMissed = "thresholds-missed"
    case invariantBroken = "invariant-broken"

    /// 0, 99 or 107.
    public var exitCode: Int32 {
        switch self {
        case .passed: 0
        case .thresholdsMissed: 99
        case .invariantBroken: 107
        }
    }
}

/// A named number; the unit is at the end of the name where there is one.
public struct Figure: Equatable, Sendable {
    /// In snake_case.
    public var name: String
    /// Integers are exact up to 2^53.
    public var value: Double

    public init(name: String, value: Double) {
        self.name = name
        self.value = value
    }
}

/// A named count.
public struct Count: Equatable, Sendable {
    /// What was counted.
    public var name: String
    /// How often.
    public var count: UInt64

    public init(name: String, count: UInt64) {
        self.name = name
        self.count = count
    }
}

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

/// What one service did.
public struct ServiceResult: Equatable, Sendable {
    /// The service's name.
    public var name = ""
    /// Page requests as shoppers saw them: click to answer.
    public var latency = LatencySummary()
    /// Jobs (pages and messages) that arrived.
    public var offered: UInt64 = 0
    /// Jobs that were finished.
    public var served: UInt64 = 0
    /// Jobs refused because the queue was full or the service refused everything.
    public var refused: UInt64 = 0
    /// Jobs lost on a crashed server or in an outage, and replies lost.
    public var lost: UInt64 = 0
    /// Page requests sent to the queue page by the throttle.
    public var diverted: UInt64 = 0
    /// How often the throttle engaged.
    public var throttleEngagements: UInt64 = 0
    /// For how many seconds it was engaged in all.
    public var throttledSeconds: Double = 0
    /// Busy slots over available slots, mean over the run and in the busiest minute.
    public var utilisationMean: Double = 0
    public var utilisationPeak: Double = 0
    /// The busiest minute's start, in seconds from day zero.
    public var utilisationPeakAt: Double = 0
    /// The longest queue seen at one server.
    public var queuePeak: Int = 0
    /// Servers at the start, at most, and server-hours.
    public var serversAtStart: Int = 0
    public var serversPeak: Int = 0
    public var serverHours: Double = 0

    public init() {}
}

/// Latency and success of journeys within a window of the run.
public struct WindowResult: Equatable, Sendable {
    /// `run` for the whole, or the fault's name.
    public var name = ""
    /// Seconds from day zero.
    public var from: Double = 0
    public var until: Double = 0
    /// Each journey: browse, order, pay, issue.
    public var journeys: [JourneyResult] = []

    public init() {}
}

/// How one kind of attempt went within a window.
public struct JourneyResult: Equatable, Sendable {
    /// `browse`, `order`, `pay` or `issue`.
    public var name = ""
    /// Attempts that came to their end.
    public var attempts: UInt64 = 0
    /// Those that were answered as the shopper wished or truthfully refused (sold out, declined).
    public var succeeded: UInt64 = 0
    /// Click to answer; for `issue`, capture to credential.
    public var latency = LatencySummary()

    public init() {}

    /// Succeeded over attempts; 1 without any.
    public var availability: Double { attempts == 0 ? 1 : Double(succeeded) / Double(attempts) }
}

/// A product whose last unit went.
public struct SoldOutProduct: Equatable, Sendable {
    /// The product's name.
    public var name: String
    /// How many units there were.
    public var stock: Int
    /// Units whose goods were issued by the end.
    public var issued: Int
    /// When the last unit went for the first time, in seconds from day zero.
    public var second: Double
    /// Others who had clicked to order the product at that instant and had no answer yet.
    public var rivals: Int

    public init(name: String, stock: Int, issued: Int, second: Double, rivals: Int) {
        self.name = name
        self.stock = stock
        self.issued = issued
        self.second = second
        self.rivals = rivals
    }
}

/// A threshold with what was observed.
public struct ThresholdResult: Equatable, Sendable {
    /// The condition.
    public var threshold: Threshold
    /// The number that was compared; nil when the metric has no samples, which fails.
    public var observed: Double?
    /// Whether it held.
    public var passed: Bool

    public init(threshold: Threshold, observed: Double?, passed: Bool) {
        self.threshold = threshold
        self.observed = observed
        self.passed = passed
    }
}

/// An auditor or self-check with its work.
public struct CheckResult: Equatable, Sendable {
    /// As in the catalogue of invariants, for example `STK-1`, or a law's name.
    public var id: String
    /// What must hold, in one line.
    public var rule: String
    /// How often it was evaluated. A check that evaluated nothing has failed.
    public var evaluations: UInt64
    /// How often it did not hold.
    public var failures: UInt64
    /// The first failure, in words; empty without one.
    public var firstFailure: String

    public init(id: String, rule: String, evaluations: UInt64, failures: UInt64, firstFailure: String) {
        self.id = id
        self.rule = rule
        self.evaluations = evaluations
        self.failures = failures
        self.firstFailure = firstFailure
    }

    /// Whether it was evaluated and never failed.
    public var passed: Bool { evaluations > 0 && failures == 0 }
}

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

/// One transaction that came to its end.
public struct CompletedOrder: Equatable, Sendable, BitwiseCopyable {
    /// When it was placed.
    public var instant: Instant
    /// Its number, buyer, product and region.
    public var order: OrderID
    public var user: UserID
    public var product: ProductID
    public var region: UInt8
    /// Units.
    public var quantity: UInt8
    /// An ``OrderOutcome``.
    public var outcome: UInt8
    /// What was captured; the price asked where nothing was.
    public var amount: Money

    public init(
        instant: Instant, order: OrderID, user: UserID, product: ProductID, region: UInt8, quantity: UInt8,
        outcome: UInt8, amount: Money
    ) {
        self.instant = instant
        self.order = order
        self.user = user
        self.product = product
        self.region = region
        self.quantity = quantity
        self.outcome = outcome
        self.amount = amount
    }
}
