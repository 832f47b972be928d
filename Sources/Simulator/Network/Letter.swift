import Platform
import Primitives
import Workload

/// What a message says: a command to one of the machines.
enum Letter: BitwiseCopyable {
    case order(CoordinatorCommand)
    case coupon(CouponCommand)
    case stock(StockCommand)
    case payment(PaymentCommand)
    case issuance(IssuanceCommand)
    case entitlement(EntitlementCommand)
    case overview(OverviewCommand)
    case audit(AuditCommand)
    case notification(UserID, OrderID, OrderAnswer)
    /// To the silo of the old platform on this service's servers.
    case legacy(LegacyCommand, at: Service)

    /// Where it goes.
    var service: Service {
        switch self {
        case .order: .order
        case .coupon: .coupon
        case .stock: .stock
        case .payment: .payment
        case .issuance, .entitlement, .overview: .issuing
        case .audit: .audit
        case .notification: .notification
        case .legacy(_, let service): service
        }
    }
}

extension Letter {
    /// The order that the message is about; there are no others.
    var order: OrderID {
        switch self {
        case .order(let command): command.order
        case .coupon(let command): command.order
        case .stock(let command): command.order
        case .payment(let command): command.order
        case .issuance(let command): command.order
        case .entitlement(let command): command.order
        case .overview(.apply(let numbered)): numbered.record.order
        case .overview(.report(_, let order)): order
        case .audit(.append(let record, _)): record.order
        case .audit(.consumed(_, let order)), .audit(.resend(_, _, let order)): order
        case .notification(_, let order, _): order
        case .legacy(let command, _): command.order
        }
    }
}

extension Letter {
    /// Whether it is about an entitlement and its records, which may come long after the order is over.
    @inline(__always)
    var isAboutRecords: Bool {
        switch self {
        case .entitlement, .overview, .audit: true
        case .order, .coupon, .stock, .payment, .issuance, .notification, .legacy: false
        }
    }
}

extension StockCommand {
    /// The order that the command is about.
    var order: OrderID {
        switch self {
        case .hold(let order, _, _, _), .confirm(let order), .release(let order), .check(let order, _, _, _),
            .take(let order, _, _, _):
            order
        }
    }
}

extension CouponCommand {
    /// The order that the command is about.
    var order: OrderID {
        switch self {
        case .redeem(let order, _, _), .release(let order): order
        }
    }
}

extension PaymentCommand {
    /// The order that the command is about.
    var order: OrderID {
        switch self {
        case .charge(let order, _), .query(let order), .refund(let order, _, _), .providerCaptured(let order, _),
            .providerDeclined(let order), .providerKnowsNothing(let order), .providerRefunded(let order, _):
            order
        }
    }
}

extension EntitlementCommand {
    /// The order that the command is about.
    var order: OrderID {
        switch self {
        case .register(let grant): grant.order
        case .change(let request): request.order
        case .withdraw(let order), .auditAcknowledged(_, let order), .auditBusy(_, let order): order
        }
    }
}

extension CouponEffect {
    /// The order that the answer is about.
    var order: OrderID {
        switch self {
        case .redeemed(let order, _), .refused(let order), .released(let order): order
        }
    }
}
