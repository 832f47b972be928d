import Primitives

/// How the number of servers changes over a run.
public enum ScalingPlan: Equatable, Sendable {
    /// It does not.
    case fixed
    /// The fleet's total follows a timetable; the last step at or before an instant counts.
    case scheduled([FleetTarget])
    /// Each pool follows its own utilisation.
    case reactive(ReactionPlan)
    /// The timetable is the floor, the reaction may add to it, up to the quota.
    case scheduledAndReactive([FleetTarget], ReactionPlan)
}

/// One step of a timetable.
public struct FleetTarget: Equatable, Sendable {
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
public struct ReactionPlan: Equatable, Sendable {
    /// The utilisation aimed at, in permille.
    public var targetPermille: Int = 490
    /// Nothing changes while the ratio of utilisation to target is within this of 1, in permille.
    public var tolerancePermille: Int = 100
    /// How often a decision is made.
    public var decideEvery: TimeSpan = .seconds(60)
    /// A pool never shrinks below the largest size wanted within this time.
    public var scaleInCooldown: TimeSpan = .minutes(5)
    /// Servers of one pool, at least.
    public var minimum: Int = 1
    /// Servers of the whole fleet, at most.
    public var quota: Int = 420

    public init() {}
}
