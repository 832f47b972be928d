import Primitives

/// An auditor or self-check with its work.
public struct CheckResult: Equatable, Sendable {
    /// As in the catalogue of invariants, for example `STK-1`, or a law's name.
    public var id: String
    /// What must hold, in one line.
    public var rule: String
    /// How often it was evaluated. A check that evaluated nothing has failed.
    public var evaluations: UInt64
    /// How often it did not hold.
    public var failures: UInt64
    /// The first failure, in words; empty without one.
    public var firstFailure: String
    /// The latest messages about the order of the first failure, oldest first, one line each; empty without a
    /// failure, or when the failure is not about an order.
    public var history: [String]
    /// The order of the first failure; nil without a failure, or when the failure is not about an order.
    public var order: OrderID?
    /// Whether there were older messages about the order, which were not kept.
    public var isHistoryCut = false

    public init(
        id: String, rule: String, evaluations: UInt64, failures: UInt64, firstFailure: String, history: [String] = []
    ) {
        self.id = id
        self.rule = rule
        self.evaluations = evaluations
        self.failures = failures
        self.firstFailure = firstFailure
        self.history = history
    }

    /// Whether it was evaluated and never failed.
    public var passed: Bool { evaluations > 0 && failures == 0 }
}
