import Primitives

/// When a circuit breaker opens and tries again; names and meaning as in resilience4j.
public struct CircuitBreakerConfiguration: Equatable, Sendable {
    /// How many of the latest calls are judged.
    public var windowCalls: Int = 100
    /// How many calls are needed before judging.
    public var minimumCalls: Int = 20
    /// The share of failures, in permille, at which the breaker opens.
    public var failurePermille: Int = 500
    /// A call that takes longer is slow, whether it fails or not.
    public var slowAbove: TimeSpan = .seconds(60)
    /// The share of slow calls, in permille, at which the breaker opens.
    public var slowPermille: Int = 1_000
    /// How long it stays open before trial calls are let through.
    public var openFor: TimeSpan = .seconds(5)
    /// How many trial calls decide in the half-open state.
    public var trialCalls: Int = 10
    /// Whether it acts by itself, or does one thing whatever happens.
    public var mode: Mode = .automatic

    public init() {}

    /// What a breaker is told to do.
    public enum Mode: String, Equatable, Sendable, CaseIterable {
        /// Opens and closes by the outcomes of calls.
        case automatic
        /// Lets every call through and takes note of none.
        case disabled
        /// Lets no call through.
        case forcedOpen = "forced-open"
        /// Lets every call through and takes note of all.
        case metricsOnly = "metrics-only"
    }

    /// The defaults of resilience4j: a window of 100 calls and all of them needed, 50 % failures, 100 % slower than
    /// 60 s, open for 60 s, 10 trial calls (CircuitBreakerConfig, version 2).
    public static var standard: Self {
        var configuration = Self()
        configuration.minimumCalls = 100
        configuration.openFor = .seconds(60)
        return configuration
    }
}
