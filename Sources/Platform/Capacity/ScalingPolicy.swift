import Primitives

/// How the number of servers changes over a run.
public enum ScalingPolicy: Equatable, Sendable {
    /// It does not.
    case fixed
    /// The fleet's total follows a timetable; the last step at or before an instant counts.
    case scheduled([FleetStep])
    /// Each pool follows its own utilisation.
    case reactive(ReactiveScaling)
    /// The timetable is the floor, the reaction may add to it, up to the quota.
    case scheduledAndReactive([FleetStep], ReactiveScaling)
}

/// One step of a timetable.
public struct FleetStep: Equatable, Sendable {
    /// When the servers are ordered (or drained).
    public var at: Instant
    /// How many servers the whole fleet has from then on.
    public var servers: Int

    public init(at: Instant, servers: Int) {
        self.at = at
        self.servers = servers
    }
}

/// A simple reaction to utilisation, after Kubernetes' horizontal pod autoscaler.
public struct ReactiveScaling: Equatable, Sendable {
    /// The utilisation aimed at, in permille.
    public var targetPermille: Int = 490
    /// Nothing changes while the ratio of utilisation to target is within this of 1, in permille.
    public var tolerancePermille: Int = 100
    /// How often a decision is made.
    public var decideEvery: TimeSpan = .seconds(60)
    /// After any change, how long until servers may be taken away.
    public var scaleInCooldown: TimeSpan = .minutes(5)
    /// Servers of the whole fleet, at least and at most.
    public var minimum: Int = 13
    public var quota: Int = 420

    public init() {}
}
