import Primitives

extension CoordinatorCommand {
    /// What is said, without about whom: the columns of the coordinator's transition table.
    public enum Kind: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
        case place, pay
        case stockHeld, stockSoldOut, stockChecked, stockConfirmed, stockHoldGone, stockReleased
        case couponRedeemed, couponRefused, couponReleased
        case captured, declined, notCharged, refunded
        case issued, issueFailed, supplierEmpty, withdrawn, issueKept
        case stockCallFailed, couponCallFailed, paymentCallFailed, chargeNotSent
        case retryNow, refundNow, markIssued, handedOver

        /// Whether it is about the order as a whole, and so names its first line; the others are about one line.
        var concernsWholeOrder: Bool {
            switch self {
            case .place, .pay, .couponRedeemed, .couponRefused, .couponReleased, .couponCallFailed, .captured,
                .declined, .notCharged, .chargeNotSent:
                true
            case .stockHeld, .stockSoldOut, .stockChecked, .stockConfirmed, .stockHoldGone, .stockReleased, .refunded,
                .issued, .issueFailed, .supplierEmpty, .withdrawn, .issueKept, .stockCallFailed, .paymentCallFailed,
                .retryNow, .refundNow, .markIssued, .handedOver:
                false
            }
        }
    }

    /// The kind of the command.
    public var kind: Kind {
        switch self {
        case .place: .place
        case .pay: .pay
        case .stockHeld: .stockHeld
        case .stockSoldOut: .stockSoldOut
        case .stockChecked: .stockChecked
        case .stockConfirmed: .stockConfirmed
        case .stockHoldGone: .stockHoldGone
        case .stockReleased: .stockReleased
        case .couponRedeemed: .couponRedeemed
        case .couponRefused: .couponRefused
        case .couponReleased: .couponReleased
        case .captured: .captured
        case .declined: .declined
        case .notCharged: .notCharged
        case .refunded: .refunded
        case .issued: .issued
        case .issueFailed: .issueFailed
        case .supplierEmpty: .supplierEmpty
        case .withdrawn: .withdrawn
        case .issueKept: .issueKept
        case .stockCallFailed: .stockCallFailed
        case .couponCallFailed: .couponCallFailed
        case .paymentCallFailed: .paymentCallFailed
        case .chargeNotSent: .chargeNotSent
        case .retryNow: .retryNow
        case .refundNow: .refundNow
        case .markIssued: .markIssued
        case .handedOver: .handedOver
        }
    }

    /// The order or the line that the command is about.
    public var order: OrderID {
        switch self {
        case .place(let purchase): purchase.order
        case .pay(let order), .stockHeld(let order), .stockSoldOut(let order), .stockChecked(let order, _),
            .stockConfirmed(let order), .stockHoldGone(let order), .stockReleased(let order),
            .couponRedeemed(let order, _), .couponRefused(let order), .couponReleased(let order),
            .captured(let order, _), .declined(let order), .notCharged(let order), .refunded(let order, _),
            .issued(let order), .issueFailed(let order), .supplierEmpty(let order), .withdrawn(let order),
            .issueKept(let order), .stockCallFailed(let order), .couponCallFailed(let order),
            .paymentCallFailed(let order), .chargeNotSent(let order), .retryNow(let order), .refundNow(let order),
            .markIssued(let order), .handedOver(let order):
            order
        }
    }
}
