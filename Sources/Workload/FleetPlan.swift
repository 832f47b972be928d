import Platform
import Primitives

/// The servers: how many, how they start, what they cost.
public struct FleetPlan: Equatable, Sendable {
    /// Jobs that one server works on at a time.
    public var slotsPerServer: Int = 2
    /// How servers are chosen for a job.
    public var balancing: Balancing = .twoChoices
    /// Servers of the whole fleet at the start, already warm; divided by the services' weights.
    public var initialServers: Int = 70
    /// How the number changes.
    public var policy: ScalingPlan = .fixed
    /// From the order for a server until it can serve.
    public var boot: TimeSpan = .seconds(90)
    /// After the boot, how long work takes longer.
    public var warmUp: TimeSpan = .seconds(60)
    /// How many times longer work takes on a server that is warming up, in permille.
    public var warmUpSlowdown: Int = 1_500
    /// How late load samples reach the autoscaler, and how far they are apart.
    public var scrapeInterval: TimeSpan = .seconds(15)
    /// One way between two services.
    public var networkLeg: TimeSpan = .microseconds(250)
    /// What servers cost.
    public var tariff = Tariff(fenPerServerHour: 88, minimumBilledSeconds: 60)

    public init() {}
}

/// How a balancer chooses the server for a job.
public enum Balancing: String, CaseIterable, Sendable, BitwiseCopyable {
    /// The one after the last.
    case roundRobin = "round-robin"
    /// The better of two drawn at random (Mitzenmacher, 2001).
    case twoChoices = "two-choices"
    /// The one with the fewest jobs; ties go to the first in the pool's order after the last chosen.
    case leastOutstanding = "least-outstanding"
}
