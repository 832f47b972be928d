import Primitives

/// What the payment adapter can be asked, by the coordinator and by the provider's answers.
/// The order number is the idempotency key towards the provider.
public enum PaymentCommand: Equatable, Sendable, BitwiseCopyable {
    /// Charge the buyer this amount.
    case charge(OrderID, Money)
    /// What became of the charge?
    case query(OrderID)
    /// Give the captured amount back.
    case refund(OrderID, Money)
    /// The provider says that it captured this amount.
    case providerCaptured(OrderID, Money)
    /// The provider says that it declined.
    case providerDeclined(OrderID)
    /// The provider says that it knows of no such charge.
    case providerKnowsNothing(OrderID)
    /// The provider says that it paid this amount back.
    case providerRefunded(OrderID, Money)
}

/// What the payment adapter asks of the provider and tells the coordinator.
public enum PaymentEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the provider: capture this amount.
    case requestCapture(OrderID, Money)
    /// To the provider: what became of this charge?
    case requestStatus(OrderID)
    /// To the provider: pay this amount back.
    case requestRefund(OrderID, Money)
    /// To the coordinator: captured.
    case captured(OrderID, Money)
    /// To the coordinator: declined.
    case declined(OrderID)
    /// To the coordinator: the provider has no such charge, and the adapter will send none.
    case notCharged(OrderID)
    /// To the coordinator: paid back.
    case refunded(OrderID, Money)
}
