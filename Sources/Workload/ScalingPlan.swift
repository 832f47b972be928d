import Platform
import Primitives

/// How the number of servers changes over a run: what is ordered ahead, and what reacts above it.
public struct ScalingPlan: Equatable, Sendable {
    /// What is ordered beforehand; the floor under the reaction.
    public var ahead: Ahead = .initial
    /// What measured utilisation adds; nil for nothing. Its target is ``targetPermille``.
    public var reaction: ScalingReaction?
    /// The one utilisation aimed at, by forecast and reaction, in permille.
    public var targetPermille: Int = 490
    /// What the reaction sizes.
    public var scope: ScalingScope = .pool
    /// Servers of one pool, at least.
    public var minimum: Int = 1
    /// Servers of the whole fleet, at most.
    public var quota: Int = 16_384
    /// Before this instant nothing shrinks; nil for no such promise.
    public var holdUntil: Instant?

    public init() {}

    /// What is ordered beforehand.
    public enum Ahead: Equatable, Sendable {
        /// The servers of the start, throughout.
        case initial
        /// Nothing.
        case nothing
        /// A timetable of the fleet's total; the last step at or before an instant counts.
        case schedule([FleetTarget])
        /// What the scenario's forecast asks for, so long before each hour.
        case forecast(lead: TimeSpan)
    }

    /// Servers that never change.
    public static var fixed: Self { Self() }

    /// A timetable.
    public static func scheduled(_ steps: [FleetTarget]) -> Self {
        var plan = Self()
        plan.ahead = .schedule(steps)
        return plan
    }

    /// A reaction with nothing ordered ahead.
    public static func reactive(_ reaction: ScalingReaction, quota: Int) -> Self {
        var plan = Self()
        plan.ahead = .nothing
        plan.reaction = reaction
        plan.targetPermille = reaction.targetPermille
        plan.quota = quota
        return plan
    }

    /// The reaction, aiming at the plan's target.
    public var targetedReaction: ScalingReaction? {
        switch reaction {
        case nil: return nil
        case .horizontal(var rule)?:
            rule.targetPermille = targetPermille
            return .horizontal(rule)
        case .tracking(var rule)?:
            rule.targetPermille = targetPermille
            return .tracking(rule)
        }
    }
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
