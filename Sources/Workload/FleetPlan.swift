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
    /// From the order for a server until it has a machine.
    public var placement: TimeSpan = .zero
    /// How long its image takes to come.
    public var imagePull: TimeSpan = .zero
    /// From the image to a process that answers; with the others zero, all of it.
    public var boot: TimeSpan = .seconds(90)
    /// How often a readiness probe looks, from the image on; zero for at once.
    public var probeEvery: TimeSpan = .zero
    /// From the probe's success until the balancer sends work.
    public var registration: TimeSpan = .zero
    /// After all that, how long work takes longer.
    public var warmUp: TimeSpan = .seconds(60)
    /// How many times longer work takes on a server that is warming up, in permille.
    public var warmUpSlowdown: Int = 1_500
    /// How late load samples reach the autoscaler, and how far they are apart.
    public var scrapeInterval: TimeSpan = .seconds(15)
    /// Servers are dealt to so many zones in turn, each pool for itself.
    public var zones: Int = 3
    /// After so long a crashed server is given up, so that another may be ordered.
    public var replaceAfter: TimeSpan = .minutes(5)
    /// One way between two services.
    public var networkLeg: TimeSpan = .microseconds(250)
    /// What servers cost.
    public var tariff = Tariff(fenPerServerHour: 88, minimumBilledSeconds: 60)

    public init() {}

    /// From the order for a server until a probe has found it ready.
    ///
    /// Probes come at whole periods after the image is there; the first that finds the process up counts.
    public var readyAfter: TimeSpan {
        var probed = boot
        if probeEvery > .zero {
            let periods = (boot.nanoseconds + probeEvery.nanoseconds - 1) / probeEvery.nanoseconds
            probed = probeEvery * max(1, periods)
        }
        return placement + imagePull + probed
    }

    /// From the order for a server until it serves.
    public var servesAfter: TimeSpan { readyAfter + registration }
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
