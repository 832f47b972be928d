import Primitives

/// How the sizes of the server pools are decided.
public enum ScalingPolicy: Equatable, Sendable {
    /// So many servers in each pool, whatever happens.
    case fixed(serversPerPool: [Int])
    /// A planned fleet over time, divided over the pools by their weights.
    case scheduled([FleetStep])
    /// By measured utilisation, each pool for itself.
    case reactive(ReactiveScaling)
    /// The larger of the plan and what utilisation asks for, pool by pool.
    case scheduledAndReactive([FleetStep], ReactiveScaling)
}

/// From an instant on, the planned fleet has this many servers.
public struct FleetStep: Equatable, Sendable, BitwiseCopyable {
    /// When the step takes effect.
    public var at: Instant
    /// All pools together; 0 plans nothing, and leaves one server in each pool.
    public var fleet: Int

    /// A step of a plan.
    public init(at: Instant, fleet: Int) {
        self.at = at
        self.fleet = fleet
    }
}

/// Scaling by utilisation as the Kubernetes horizontal pod autoscaler does it.
///
/// The defaults for tolerance, period and scale-in are that autoscaler's (Kubernetes documentation,
/// "Horizontal Pod Autoscaling").
public struct ReactiveScaling: Equatable, Sendable {
    /// The utilisation to hold, in permille of the serving capacity.
    public var targetPermille: Int
    /// The fewest servers in a pool.
    public var minimum: Int = 1
    /// The most servers in a pool.
    public var maximum: Int = 1_000
    /// How often to decide, at whole multiples of this since the origin.
    public var decideEvery: TimeSpan = .seconds(15)
    /// A pool never shrinks below the largest size recommended for it within this time.
    public var scaleInCooldown: TimeSpan = .seconds(300)
    /// A utilisation this close to the target, in permille of the target, changes nothing.
    public var tolerancePermille: Int = 100

    /// Scaling to the given utilisation with the defaults.
    public init(targetPermille: Int) { self.targetPermille = targetPermille }
}
