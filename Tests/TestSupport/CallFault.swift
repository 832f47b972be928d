import Platform

/// The calls between services that a test can disturb.
public enum Call: Hashable, Sendable, CaseIterable {
    /// Holding, checking and taking stock.
    case takeStock
    case confirmStock, releaseStock
    case redeemCoupon, releaseCoupon
    case charge, queryCharge, refund
    case issue, withdrawIssue, revokeIssue
    /// From the payment adapter to the provider.
    case provider
    /// From the issuing service to the code supplier.
    case supplier
    /// From the issuing service to the audit log.
    case audit
}

/// What goes wrong with a call.
public enum CallFault: Equatable, Sendable {
    /// It never arrives.
    case loseCall
    /// It takes effect, but its answer never arrives.
    case loseReply
    /// The peer refuses it outright, and the caller is told. Only for calls of the coordinator to stock,
    /// coupons and payment, and for an issue, which is then told as failed; elsewhere as `loseCall`.
    case refuse
}

extension CoordinatorEffect {
    /// The call that the effect makes; nil for answers, notifications and facts.
    var call: Call? {
        switch self {
        case .holdStock, .checkStock, .takeStock: .takeStock
        case .confirmStock: .confirmStock
        case .releaseStock: .releaseStock
        case .redeemCoupon: .redeemCoupon
        case .releaseCoupon: .releaseCoupon
        case .charge: .charge
        case .queryCharge: .queryCharge
        case .refund: .refund
        case .issue: .issue
        case .withdrawIssue: .withdrawIssue
        case .revokeIssue: .revokeIssue
        case .answer, .notify, .settled: nil
        }
    }
}
