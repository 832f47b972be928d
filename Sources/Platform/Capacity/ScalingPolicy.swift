import Primitives

/// How the sizes of the server pools are decided: what is planned ahead, and what reacts above it.
public struct ScalingPolicy: Equatable, Sendable {
    /// What is known beforehand. It is the floor under the reaction.
    public var ahead: Plan
    /// What measured utilisation adds; nil for nothing.
    public var reaction: ScalingReaction?
    /// What the reaction sizes.
    public var scope: ScalingScope = .pool
    /// The fewest servers in a pool.
    public var minimum: Int = 1
    /// The most servers of all pools together.
    public var quota: Int = .max
    /// Before this instant no pool shrinks.
    public var holdUntil: Instant = .distantPast

    /// A policy without a quota.
    public init(_ ahead: Plan, reaction: ScalingReaction? = nil) {
        self.ahead = ahead
        self.reaction = reaction
    }

    /// What is known beforehand.
    public enum Plan: Equatable, Sendable {
        /// Nothing: every pool may shrink to its minimum.
        case nothing
        /// So many servers in each pool, whatever happens.
        case fixed(serversPerPool: [Int])
        /// A fleet over time, divided over the pools by their weights: a timetable, or a forecast's steps.
        case steps([FleetStep])
    }
}

/// How measured utilisation changes sizes.
public enum ScalingReaction: Equatable, Sendable {
    /// As Kubernetes does it.
    case horizontal(HorizontalScaling)
    /// As clouds do it for groups of machines.
    case tracking(TargetTracking)

    /// The utilisation to hold, in permille.
    public var targetPermille: Int {
        switch self {
        case .horizontal(let rule): rule.targetPermille
        case .tracking(let rule): rule.targetPermille
        }
    }

    /// Whether a server's load is left out of decisions; the parameters are those of ``HorizontalScaling``'s rule.
    public func leavesOut(
        isReady: Bool, started: Instant, changed: Instant, sampled: Instant, window: TimeSpan, now: Instant
    ) -> Bool {
        switch self {
        case .horizontal(let rule):
            rule.leavesOut(
                isReady: isReady, started: started, changed: changed, sampled: sampled, window: window, now: now)
        case .tracking(let rule): !isReady || changed + rule.warmUp > now
        }
    }

    /// How often it decides.
    public var period: TimeSpan {
        switch self {
        case .horizontal(let rule): rule.syncPeriod
        case .tracking(let rule): rule.period
        }
    }
}

/// What one reaction sizes.
public enum ScalingScope: String, CaseIterable, Sendable, BitwiseCopyable {
    /// Each pool for itself.
    case pool
    /// The fleet as one, by the pool that asks for most; pools keep their proportions.
    ///
    /// The rule for several metrics of one Kubernetes autoscaler: the largest answer counts.
    case fleet
}

/// From an instant on, the planned fleet has this many servers.
public struct FleetStep: Equatable, Sendable, BitwiseCopyable {
    /// When the step takes effect.
    public var at: Instant
    /// All pools together; 0 plans nothing, and leaves the minimum in each pool.
    public var fleet: Int

    /// A step of a plan.
    public init(at: Instant, fleet: Int) {
        self.at = at
        self.fleet = fleet
    }
}
