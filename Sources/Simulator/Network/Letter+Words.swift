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
        case .overview(.entitle(let user, _, let product, let quantity)):
            "user \(user.number) has \(quantity) of product \(product.number)"
        case .audit(.append(let record)):
            "write: \(record.quantity) of product \(record.product.number), serial \(record.serial)"
        case .notification(let user, _, let answer): "tell user \(user.number): \(answer)"
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
        case .withdrawn: "issue withdrawn"
        case .stockCallFailed: "call to stock failed"
        case .couponCallFailed: "call to coupon failed"
        case .paymentCallFailed: "call to payment failed"
        }
    }
}

extension StockCommand {
    fileprivate var words: String {
        switch self {
        case .hold(_, let product, let quantity): "hold \(quantity) of product \(product.number)"
        case .confirm: "confirm the sale"
        case .release: "release"
        case .check(_, let product, let quantity): "are there \(quantity) of product \(product.number)?"
        case .take(_, let product, let quantity): "take \(quantity) of product \(product.number)"
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
        case .revoke: "revoke"
        case .codesArrived(_, let firstCode, let quantity): "supplier: \(quantity) codes from \(firstCode)"
        case .supplierEmpty: "supplier: no codes"
        case .auditAcknowledged: "on the audit record"
        }
    }
}
