import Platform
import Primitives

// What a message says, in words, for an order's history.
extension Letter {
    /// What the message says, without the order's number and where it goes.
    var words: String {
        switch self {
        case .order(let command): command.words
        case .coupon(let command): command.words
        case .stock(let command): command.words
        case .payment(let command): command.words
        case .issuance(let command): command.words
        case .entitlement(let command): command.words
        case .overview(.apply(let numbered)): "apply record \(numbered.sequence): \(numbered.record.words)"
        case .overview(.report(let last, _)): "are all up to record \(last) there?"
        case .audit(.append(let record, _)): "write: \(record.words)"
        case .audit(.consumed(let last, _)): "the overview has all up to record \(last)"
        case .audit(.resend(let first, let count, _)): "the overview misses \(count) from record \(first) on"
        case .notification(let user, _, let answer): "tell user \(user.number): \(answer)"
        case .legacy(let command, _): command.words
        }
    }
}

extension CoordinatorCommand {
    fileprivate var words: String {
        switch self {
        case .place(let purchase):
            "place: \(purchase.quantity) of product \(purchase.product.number)"
                + (purchase.lineCount > 1 ? " and \(purchase.lineCount - 1) more lines" : "")
                + (purchase.isBundle ? ", a bundle," : "") + " for \(purchase.price) yuan"
                + (purchase.coupon.map { " with coupon \($0.number)" } ?? "")
        case .pay: "pay"
        case .stockHeld: "stock held"
        case .stockSoldOut: "sold out"
        case .stockChecked(_, let available): available ? "stock is there" : "stock is not there"
        case .stockConfirmed: "sale confirmed"
        case .stockHoldGone: "hold gone"
        case .stockReleased: "stock released"
        case .couponRedeemed(_, let discount): "coupon redeemed for \(discount) yuan"
        case .couponRefused: "coupon refused"
        case .couponReleased: "coupon released"
        case .captured(_, let amount): "captured \(amount) yuan"
        case .declined: "declined"
        case .notCharged: "not charged"
        case .refunded(_, let amount): "refunded \(amount) yuan"
        case .issued: "issued"
        case .issueFailed: "issue failed"
        case .supplierEmpty: "issue failed: the supplier has no codes"
        case .withdrawn: "issue withdrawn"
        case .issueKept: "issue not taken back: in use"
        case .stockCallFailed: "call to stock failed"
        case .couponCallFailed: "call to coupon failed"
        case .paymentCallFailed: "call to payment failed"
        case .chargeNotSent: "charge not sent"
        case .retryNow: "a person: retry now"
        case .refundNow: "a person: refund now"
        case .markIssued: "a person: I hand the goods over"
        case .handedOver: "a person: the goods are handed over"
        }
    }
}

extension StockCommand {
    fileprivate var words: String {
        switch self {
        case .hold(_, let product, let quantity, _): "hold \(quantity) of product \(product.number)"
        case .confirm: "confirm the sale"
        case .release: "release"
        case .check(_, let product, let quantity, _): "are there \(quantity) of product \(product.number)?"
        case .take(_, let product, let quantity, _): "take \(quantity) of product \(product.number)"
        }
    }
}

extension CouponCommand {
    fileprivate var words: String {
        switch self {
        case .redeem(_, let coupon, let price): "redeem coupon \(coupon.number) on \(price) yuan"
        case .release: "release"
        }
    }
}

extension PaymentCommand {
    fileprivate var words: String {
        switch self {
        case .charge(_, let amount): "charge \(amount) yuan"
        case .query: "what became of the charge?"
        case .refund(_, let amount, let order): "refund \(amount) yuan of order \(order.number)"
        case .providerCaptured(_, let amount): "provider: captured \(amount) yuan"
        case .providerDeclined: "provider: declined"
        case .providerKnowsNothing: "provider: no such charge"
        case .providerRefunded(_, let amount): "provider: refunded \(amount) yuan"
        }
    }
}

extension IssuanceCommand {
    fileprivate var words: String {
        switch self {
        case .issue(let request):
            "issue \(request.quantity) of product \(request.product.number), attempt \(request.attempt)"
        case .withdraw: "withdraw"
        case .codesArrived(_, let firstCode, let quantity): "supplier: \(quantity) codes from \(firstCode)"
        case .supplierEmpty: "supplier: no codes"
        case .revoke: "take back"
        case .supplierKnowsNothing: "supplier: has given none, and will not"
        case .codesRevoked: "supplier: codes taken back"
        case .revokeRefused: "supplier: does not take the codes back"
        case .entitlementEnded: "entitlement ended"
        case .entitlementKept: "entitlement is in use"
        }
    }
}

extension LegacyCommand {
    fileprivate var words: String {
        switch self {
        case .place(let purchase):
            "old platform: place: \(purchase.quantity) of product \(purchase.product.number) "
                + "for \(purchase.price) yuan" + (purchase.coupon.map { " with coupon \($0.number)" } ?? "")
        case .pay: "old platform: pay"
        case .stockHeld: "lent stock held"
        case .stockSoldOut: "lent stock sold out"
        case .stockCallFailed: "call to stock failed"
        case .couponRedeemed(_, let discount): "coupon redeemed for \(discount) yuan"
        case .couponRefused: "coupon refused"
        case .couponCallFailed: "call to coupon failed"
        case .captured(_, let sale, let attempt, let reference):
            "provider: captured, payment \(reference), for attempt \(attempt) of sale \(sale.number)"
        case .declined(_, let sale, let attempt): "provider: declined attempt \(attempt) of sale \(sale.number)"
        case .chargeCallFailed(_, let sale, let attempt): "charge \(attempt) of sale \(sale.number) failed"
        case .codesArrived(_, let sale, let attempt): "codes for attempt \(attempt) of sale \(sale.number)"
        case .noCodes(_, let sale, let attempt): "no codes for attempt \(attempt) of sale \(sale.number)"
        case .issueCallFailed(_, let sale, let attempt): "issue \(attempt) of sale \(sale.number) failed"
        case .resolve: "a person puts the order right"
        }
    }
}
extension EntitlementCommand {
    fileprivate var words: String {
        switch self {
        case .register(let grant): "enter \(grant.quantity) of product \(grant.product.number)"
        case .change(let request): "\(request.operation) from version \(request.version)"
        case .withdraw: "end unless in use"
        case .auditAcknowledged: "on the audit record"
        case .auditBusy: "the audit log is busy"
        }
    }
}

extension AuditRecord {
    fileprivate var words: String {
        "\(operation) of \(quantity) of product \(productNumber), version \(version), \(state), "
            + "for user \(user.number), by \(origin.actor) for \(origin.cause)"
    }
}
