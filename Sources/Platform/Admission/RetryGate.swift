import Primitives

/// How many repeated requests are let through.
public struct RetryGateConfiguration: Equatable, Sendable {
    /// Tokens for repeated requests: those that first requests bring, and a trickle.
    ///
    /// Google's clients retry up to 10 % of their requests ("Site Reliability Engineering", 2016, chapter 21). The
    /// trickle of 10 per second is Finagle's default (RetryBudget, Twitter, 2016).
    public var budget = RetryBudget(perSecond: 10, sharePermille: 100, burst: 10)
    /// How often a request is tried at most, the first time included: 3 at Google.
    public var attempts: Int = 3

    public init() {}
}

/// Lets first requests through, and repeated ones as far as a budget goes: so a service that fails is not asked for
/// many times as much as it already can't do. O(1).
public struct RetryGate: Sendable, BitwiseCopyable {
    private let attempts: Int
    private var allowance: RetryAllowance

    /// A gate with a full budget. Traps when not even a first attempt is allowed.
    public init(_ configuration: RetryGateConfiguration) {
        precondition(configuration.attempts > 0, "no such budget: \(configuration)")
        attempts = configuration.attempts
        allowance = RetryAllowance(configuration.budget)
    }

    /// Whether a request may go on.
    ///
    /// - Parameter repeats: how often the same was asked before; 0 for a first request, which always may.
    public mutating func admits(repeats: Int, at now: Instant) -> Bool {
        guard repeats > 0 else {
            allowance.deposit(at: now)
            return true
        }
        return repeats < attempts && allowance.take(at: now)
    }
}
