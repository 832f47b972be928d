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
    case overview(OverviewCommand)
    case audit(AuditCommand)
    case notification(UserID, OrderID, OrderAnswer)

    /// Where it goes.
    var service: Service {
        switch self {
        case .order: .order
        case .coupon: .coupon
        case .stock: .stock
        case .payment: .payment
        case .issuance, .overview: .issuing
        case .audit: .audit
        case .notification: .notification
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
        case .overview(.entitle(_, let order, _, _)): order
        case .audit(.append(let record)): record.order
        case .notification(_, let order, _): order
        }
    }
}

extension StockCommand {
    /// The order that the command is about.
    var order: OrderID {
        switch self {
        case .hold(let order, _, _), .confirm(let order), .release(let order), .check(let order, _, _),
            .take(let order, _, _):
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

extension IssuanceCommand {
    /// The order that the command is about.
    var order: OrderID {
        switch self {
        case .issue(let request): request.order
        case .withdraw(let order), .revoke(let order), .codesArrived(let order, _, _), .supplierEmpty(let order),
            .auditAcknowledged(let order):
            order
        }
    }
}
