import Workload

/// A threshold with what was observed.
public struct ThresholdResult: Equatable, Sendable {
    /// The condition.
    public var threshold: Threshold
    /// The number that was compared; nil when the metric has no samples, which fails.
    public var observed: Double?
    /// Whether it held.
    public var passed: Bool

    public init(threshold: Threshold, observed: Double?, passed: Bool) {
        self.threshold = threshold
        self.observed = observed
        self.passed = passed
    }
}
