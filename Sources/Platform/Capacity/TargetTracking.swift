import Primitives

/// The settings of scaling by target tracking, as clouds offer it for groups of machines.
///
/// What is published of AWS's policy is followed (EC2 and Application Auto Scaling user guides, "target
/// tracking"): two alarms, above the target and well below it; a quick way out and a slow way in; cool-downs.
/// How many servers one step in takes away is not published: a share per step is an assumption.
public struct TargetTracking: Equatable, Sendable {
    /// The utilisation to hold, in permille.
    public var targetPermille: Int
    /// Over how long utilisation is averaged into one point, and how often a decision is made.
    public var period: TimeSpan = .minutes(1)
    /// So many points in a row above the target make the fleet grow.
    public var pointsOut: Int = 3
    /// So many points in a row below the target less ``marginPermille`` make it shrink.
    public var pointsIn: Int = 15
    /// How far below the target, in permille of it, a point must lie to count as low.
    public var marginPermille: Int = 100
    /// For so long after growing, what was added counts as having been there; only a larger need grows on.
    public var cooldownOut: TimeSpan = .seconds(300)
    /// For so long after a change, nothing shrinks.
    public var cooldownIn: TimeSpan = .seconds(300)
    /// For so long after it is ready a server feeds no point; the cloud's default is that of the cool-down.
    public var warmUp: TimeSpan = .seconds(300)
    /// The most that one step takes away, in permille of the size, but one server at least.
    public var stepInPermille: Int = 100

    /// Tracking of the given utilisation with the defaults.
    public init(targetPermille: Int) { self.targetPermille = targetPermille }
}
