import Platform

/// Where a message's time on the way is spent.
enum LetterOrigin {
    /// From a service: one leg of the inner network, and before it this.
    case inside(LatencyPart)
    /// From a party outside: all of it there.
    case outside(LatencyPart)
}

extension Letter {
    /// Where it comes from, and what happens before it leaves.
    var origin: LetterOrigin {
        switch self {
        case .order(let command): command.origin
        case .payment(let command): command.origin
        case .issuance(let command): command.origin
        case .legacy(let command, _): command.origin
        case .coupon, .stock, .entitlement, .overview, .audit, .notification: .inside(.coordinator)
        }
    }
}

extension CoordinatorCommand {
    fileprivate var origin: LetterOrigin {
        switch self {
        case .stockHeld, .stockSoldOut, .stockChecked, .stockConfirmed, .stockHoldGone, .stockReleased:
            .inside(.store)
        // A call that fails fails at once, unless a fault keeps it.
        case .stockCallFailed, .couponCallFailed, .paymentCallFailed, .chargeNotSent, .issueFailed:
            .inside(.fault)
        case .place, .pay, .couponRedeemed, .couponRefused, .couponReleased, .captured, .declined, .notCharged,
            .refunded, .issued, .supplierEmpty, .withdrawn, .issueKept, .retryNow, .refundNow, .markIssued,
            .handedOver:
            .inside(.coordinator)
        }
    }
}

extension PaymentCommand {
    fileprivate var origin: LetterOrigin {
        switch self {
        case .charge, .query, .refund: .inside(.coordinator)
        case .providerCaptured, .providerDeclined, .providerKnowsNothing, .providerRefunded: .outside(.provider)
        }
    }
}

extension IssuanceCommand {
    fileprivate var origin: LetterOrigin {
        switch self {
        case .issue, .withdraw, .revoke, .entitlementEnded, .entitlementKept: .inside(.coordinator)
        case .codesArrived, .supplierEmpty, .supplierKnowsNothing, .codesRevoked, .revokeRefused:
            .outside(.supplier)
        }
    }
}

extension LegacyCommand {
    fileprivate var origin: LetterOrigin {
        switch self {
        case .stockHeld, .stockSoldOut, .stockCallFailed: .inside(.store)
        case .captured, .declined, .chargeCallFailed: .outside(.provider)
        case .codesArrived, .noCodes, .issueCallFailed: .outside(.supplier)
        case .place, .pay, .couponRedeemed, .couponRefused, .couponCallFailed, .resolve: .inside(.coordinator)
        }
    }
}
