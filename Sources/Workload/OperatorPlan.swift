import Platform
import Primitives

/// The people at the board of abnormal orders, and what they do.
public struct OperatorPlan: Equatable, Sendable {
    /// How many there are.
    public var people = 1
    /// How long one of them works on an order before acting.
    public var timePerOrder: TimeSpan = .minutes(3)
    /// How long an order must have stood out before somebody takes it in hand.
    public var fromAge: TimeSpan = .minutes(10)
    /// What is done about it.
    public var action = PersonAction.retryNow

    public init() {}
}
