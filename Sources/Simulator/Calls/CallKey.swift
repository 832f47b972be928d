import Platform
import Primitives
import Workload

/// Which call an answer belongs to: the caller, what it is about, the service, and whether something is asked for or
/// given back. Never 0.
enum CallKey {
    /// A page of a shopper's click.
    static func page(_ slot: Int, _ turn: UInt16) -> UInt64 { 1 << 63 | UInt64(slot) << 16 | UInt64(turn) }

    private static func call(_ order: OrderID, _ service: Service, givesBack: Bool) -> UInt64 {
        1 << 62 | UInt64(order.number) << 8 | UInt64(service.index) << 1 | (givesBack ? 1 : 0)
    }

    /// The coordinator's call that a letter is; nil if it is none.
    static func call(_ letter: Letter) -> UInt64? {
        switch letter {
        case .stock(.release(let order)): call(order, .stock, givesBack: true)
        case .stock(let command): call(command.order, .stock, givesBack: false)
        case .coupon(.release(let order)): call(order, .coupon, givesBack: true)
        case .coupon(let command): call(command.order, .coupon, givesBack: false)
        case .payment(.charge(let order, _)), .payment(.query(let order)): call(order, .payment, givesBack: false)
        case .payment(.refund(let line, _, _)): call(line, .payment, givesBack: true)
        case .issuance(.issue(let request)): call(request.order, .issuing, givesBack: false)
        case .issuance(.withdraw(let order)), .issuance(.revoke(let order)): call(order, .issuing, givesBack: true)
        case .order, .payment, .issuance, .entitlement, .overview, .audit, .notification, .legacy: nil
        }
    }

    /// The coordinator's call that something it hears is the answer to; nil if it is none.
    static func answered(by command: CoordinatorCommand) -> UInt64? {
        switch command {
        case .stockHeld(let order), .stockSoldOut(let order), .stockChecked(let order, _), .stockConfirmed(let order),
            .stockHoldGone(let order):
            call(order, .stock, givesBack: false)
        case .stockReleased(let order): call(order, .stock, givesBack: true)
        case .couponRedeemed(let order, _), .couponRefused(let order): call(order, .coupon, givesBack: false)
        case .couponReleased(let order): call(order, .coupon, givesBack: true)
        case .captured(let order, _), .declined(let order), .notCharged(let order):
            call(order, .payment, givesBack: false)
        case .refunded(let line, _): call(line, .payment, givesBack: true)
        case .issued(let line), .supplierEmpty(let line): call(line, .issuing, givesBack: false)
        case .withdrawn(let line), .issueKept(let line): call(line, .issuing, givesBack: true)
        // What fails is known where the peer turns it away.
        case .place, .pay, .issueFailed, .stockCallFailed, .couponCallFailed, .paymentCallFailed, .chargeNotSent,
            .retryNow, .refundNow, .markIssued, .handedOver:
            nil
        }
    }
}

extension Letter {
    /// What the coordinator is told when its call does not leave; nil where it asks again by itself, since nothing
    /// has changed for it.
    var whenKeptBack: CoordinatorCommand? {
        switch self {
        case .stock(.release), .coupon(.release), .payment(.query), .payment(.refund), .issuance(.withdraw),
            .issuance(.revoke):
            nil
        case .stock(let command): .stockCallFailed(command.order)
        case .coupon(let command): .couponCallFailed(command.order)
        case .payment(.charge(let order, _)): .chargeNotSent(order)
        case .issuance(.issue(let request)): .issueFailed(request.order)
        case .order, .payment, .issuance, .entitlement, .overview, .audit, .notification, .legacy: nil
        }
    }
}
