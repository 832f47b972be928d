import Primitives

/// When a service's throttle diverts part of its traffic to the queue page, and how much.
///
/// The defaults are the story's rule, above 800 ms 10 % of the traffic; window, hysteresis and the
/// single step are this platform's assumptions.
public struct ThrottleConfiguration: Equatable, Sendable {
    /// How far back the mean response time looks; a whole number of judge periods.
    public var window: TimeSpan = .seconds(10)
    /// How often the mean is judged, at whole multiples of this since the origin.
    public var judgeEvery: TimeSpan = .seconds(1)
    /// A mean above this engages the throttle, or adds a step.
    public var engageAbove: TimeSpan = .milliseconds(800)
    /// A mean below this, for long enough, takes a step back.
    public var releaseBelow: TimeSpan = .milliseconds(600)
    /// How long the mean must stay below ``releaseBelow``.
    public var releaseAfter: TimeSpan = .seconds(30)
    /// The share of the divertible traffic that each step diverts, in permille.
    public var stepPermille: Int = 100
    /// How many steps there are at most.
    public var maximumSteps: Int = 1

    /// The story's rule.
    public init() {}
}
