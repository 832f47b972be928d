import Primitives

/// When a throttle engages and how much it diverts; every number is a value of the scenario.
public struct ThrottleConfiguration: Equatable, Sendable {
    /// Responses of the last so long are averaged.
    public var window: TimeSpan = .seconds(10)
    /// How often the mean is judged.
    public var judgeEvery: TimeSpan = .seconds(1)
    /// Engage (or take another step) when the mean is above this.
    public var engageAbove: TimeSpan = .milliseconds(800)
    /// Release when the mean has been below this ...
    public var releaseBelow: TimeSpan = .milliseconds(600)
    /// ... for this long without a break.
    public var releaseAfter: TimeSpan = .seconds(30)
    /// The share of the divertible traffic that one step diverts, in permille.
    public var stepPermille: Int = 100
    /// How many steps there are.
    public var maximumSteps: Int = 1

    public init() {}
}
