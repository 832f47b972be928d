import Primitives

/// What the payment adapter can be asked, by the coordinator and by the provider's answers.
///
/// Towards the provider the order's number is the idempotency key of the charge, and a line's number that of the
/// line's refund.
public enum PaymentCommand: Equatable, Sendable, BitwiseCopyable {
    /// Charge the buyer this amount.
    case charge(OrderID, Money)
    /// What became of the charge?
    case query(OrderID)
    /// Give this much of an order's capture back, for one of its lines; a line is paid back once.
    case refund(OrderID, Money, of: OrderID)
    /// The provider says that it captured this amount.
    case providerCaptured(OrderID, Money)
    /// The provider says that it declined.
    case providerDeclined(OrderID)
    /// The provider says that it knows of no such charge.
    case providerKnowsNothing(OrderID)
    /// The provider says that it paid this amount back for a line.
    case providerRefunded(OrderID, Money)
}

/// What the payment adapter asks of the provider and tells the coordinator.
public enum PaymentEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the provider: capture this amount.
    case requestCapture(OrderID, Money)
    /// To the provider: what became of this charge?
    case requestStatus(OrderID)
    /// To the provider: pay this much of an order's capture back, for one of its lines.
    case requestRefund(OrderID, Money, of: OrderID)
    /// To the coordinator: captured.
    case captured(OrderID, Money)
    /// To the coordinator: declined.
    case declined(OrderID)
    /// To the coordinator: the provider has no such charge, and the adapter will send none.
    case notCharged(OrderID)
    /// To the coordinator: paid back for a line.
    case refunded(OrderID, Money)
}

extension PaymentCommand {
    /// What is said, without about whom: the columns of the adapter's transition table.
    public enum Kind: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
        case charge, query, refund, providerCaptured, providerDeclined, providerKnowsNothing, providerRefunded
    }

    /// The kind of the command.
    public var kind: Kind {
        switch self {
        case .charge: .charge
        case .query: .query
        case .refund: .refund
        case .providerCaptured: .providerCaptured
        case .providerDeclined: .providerDeclined
        case .providerKnowsNothing: .providerKnowsNothing
        case .providerRefunded: .providerRefunded
        }
    }
}
