import Primitives

/// Double-entry books in whole fen: every posting debits and credits the same amount.
///
/// Posted in the same step in which an order changes, so that books and orders never disagree. One balance per
/// account; debits count positive, credits negative, and all balances together are zero at all times.
/// 56 bytes; O(1) per posting.
public struct Books: Equatable, Sendable, BitwiseCopyable {
    private var providerClearing = Money.zero
    private var deferredRevenue = Money.zero
    private var sales = Money.zero
    private var couponCost = Money.zero
    private var providerFees = Money.zero
    private var refundsPayable = Money.zero
    /// How many postings there are.
    public private(set) var postings = 0

    /// Books in which nothing is posted.
    public init() {}

    /// The balance of one account: debits less credits.
    public subscript(account: Account) -> Money {
        switch account {
        case .providerClearing: providerClearing
        case .deferredRevenue: deferredRevenue
        case .sales: sales
        case .couponCost: couponCost
        case .providerFees: providerFees
        case .refundsPayable: refundsPayable
        }
    }

    /// The sum of all balances: zero, or a posting was one-sided.
    public var trialBalance: Money { Account.allCases.reduce(.zero) { $0 + self[$1] } }

    /// Moves an amount from one account to another. Traps on a negative amount.
    public mutating func post(_ amount: Money, debit: Account, credit: Account) {
        if amount < .zero { fatalError("\(amount) yuan from \(credit) to \(debit)") }
        add(amount, to: debit)
        add(-amount, to: credit)
        postings += 1
    }

    private mutating func add(_ amount: Money, to account: Account) {
        switch account {
        case .providerClearing: providerClearing += amount
        case .deferredRevenue: deferredRevenue += amount
        case .sales: sales += amount
        case .couponCost: couponCost += amount
        case .providerFees: providerFees += amount
        case .refundsPayable: refundsPayable += amount
        }
    }
}

// The postings of an order's life.
extension Books {
    /// Captured: the provider has the money, less its fee, and the goods are owed.
    mutating func postCapture(_ amount: Money, fee: Money) {
        post(amount, debit: .providerClearing, credit: .deferredRevenue)
        if fee > .zero { post(fee, debit: .providerFees, credit: .providerClearing) }
    }

    /// Issued: the promise is kept, and the price less the coupon is earned.
    mutating func postIssue(_ amount: Money, discount: Money) {
        post(amount, debit: .deferredRevenue, credit: .sales)
        if discount > .zero { post(discount, debit: .couponCost, credit: .sales) }
    }

    /// Given up: what was owed in goods is owed in money.
    mutating func postGivenUp(_ amount: Money) {
        post(amount, debit: .deferredRevenue, credit: .refundsPayable)
    }

    /// Captured for an order that was closed already: owed in money at once.
    mutating func postLateCapture(_ amount: Money, fee: Money) {
        post(amount, debit: .providerClearing, credit: .refundsPayable)
        if fee > .zero { post(fee, debit: .providerFees, credit: .providerClearing) }
    }

    /// Paid back by the provider; its fee stays with it.
    mutating func postRefund(_ amount: Money) {
        post(amount, debit: .refundsPayable, credit: .providerClearing)
    }
}
