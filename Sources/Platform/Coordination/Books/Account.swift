/// The accounts of the books. Assets and costs grow by debits (positive), debts and income by credits (negative).
public enum Account: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    /// Asset: what the payment provider has captured for the platform and not paid back.
    case providerClearing
    /// Debt: paid by buyers, goods not issued yet.
    case deferredRevenue
    /// Income: goods issued, at their price before coupons.
    case sales
    /// Cost: what coupons took off goods that were issued.
    case couponCost
    /// Cost: what the provider keeps of every capture.
    case providerFees
    /// Debt: captured for orders that are closed, to be paid back.
    case refundsPayable

    /// The name in reports.
    public var name: String {
        switch self {
        case .providerClearing: "provider clearing"
        case .deferredRevenue: "deferred revenue"
        case .sales: "sales"
        case .couponCost: "coupon cost"
        case .providerFees: "provider fees"
        case .refundsPayable: "refunds payable"
        }
    }
}
