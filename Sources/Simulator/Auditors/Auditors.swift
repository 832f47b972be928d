import Platform
import Primitives
import Workload

/// Independent oracles over one run: they see messages and the outside parties' truth, and never ask a
/// machine how it thinks it is doing.
///
/// There is one auditor per area, each in a file of its own: what it has written down (its *notes*), what it
/// is told, and which rules it judges. They share the tally, the history and each order's dossier. What a rule
/// says, and when it applies, is in ``Rule``.
struct Auditors: ~Copyable {
    var tally = AuditTally()
    var dossiers = FoldingArray<Dossier>()
    let configuration: CoordinatorConfiguration

    var stockNotes: StockNotes
    var paymentNotes: PaymentNotes
    var couponNotes: CouponNotes
    var issuanceNotes: IssuanceNotes
    var auditNotes: AuditNotes
    var lifecycleNotes: LifecycleNotes
    var coordinationNotes = CoordinationNotes()
    var restartNotes = RestartNotes()
    var bookNotes = BookNotes()
    var idempotencyNotes = IdempotencyNotes()
    var retryNotes: RetryNotes
    var lineNotes = LineNotes()

    /// Auditors of a run of the scenario, in which these products are sold.
    init(_ scenario: Scenario, _ catalogue: Catalogue) {
        let stock = catalogue.products.map(\.stock)
        configuration = scenario.coordination
        stockNotes = StockNotes(scenario, units: stock)
        paymentNotes = PaymentNotes(scenario)
        couponNotes = CouponNotes(scenario.coupons)
        issuanceNotes = IssuanceNotes(products: stock.count)
        auditNotes = AuditNotes(scenario)
        lifecycleNotes = LifecycleNotes(scenario, catalogue)
        retryNotes = RetryNotes(scenario)
    }

    /// A message has reached its service, or would have. For the history only: what it means to an auditor is
    /// told apart.
    @inline(__always)
    mutating func saw(_ letter: Letter, _ fate: Sighting.Fate, at now: Instant) {
        tally.history.append(Sighting(at: now, letter: letter, fate: fate))
    }

    /// The coordinator hears of an order. Returns whether it is news.
    mutating func placed(_ purchase: Purchase, at now: Instant) -> Bool {
        let first = purchase.order.index
        dossiers.grow(to: first + Int(purchase.lineCount), filledWith: Dossier())
        guard !dossiers[first].facts.contains(.placed) else { return false }
        for place in 0..<Int(purchase.lineCount) { opened(purchase, line: place, at: now) }
        stockNotes.placed(purchase)
        if let coupon = purchase.coupon { dossiers[first].coupon = UInt8(coupon.number) }
        return true
    }

    /// Whether a rule has anything to look at in this run; one that has not is left out of the result.
    func applies(_ rule: Rule) -> Bool {
        switch rule.terms.occasion {
        case .everyRun: true
        case .severalLines: lineNotes.sawSeveralLines
        case .knownRefunds: lineNotes.sawRefunds
        case .retries: coordinationNotes.sawRetries
        case .withdrawals: coordinationNotes.sawWithdrawals
        case .retryBudget: configuration.retry.budget != nil && coordinationNotes.sawRetries
        case .restarts: restartNotes.foundOpen > 0
        case .leases: configuration.lease != nil
        case .userLimits: !stockNotes.limits.isEmpty
        case .segmentedStock: configuration.stockStrategy == .segmented
        case .stockInMemory: configuration.stockStrategy.decidesInMemory
        case .charges: paymentNotes.sawCharges
        case .captures: paymentNotes.sawCaptures
        case .refunds: paymentNotes.sawRefunds
        case .issues: issuanceNotes.sawIssues
        case .coupons: !couponNotes.given.isEmpty
        case .spentCoupons: couponNotes.sawSpending
        case .repeats: idempotencyNotes.sawRepeats
        case .lateRepeats: idempotencyNotes.sawLateRepeats
        case .otherPayloads: idempotencyNotes.sawOtherPayloads
        case .calmAfterTrouble: retryNotes.sawCalm
        case .boundedCouponWait:
            if case .bounded = configuration.couponCalling { true } else { false }
        }
    }

    /// Whether the order is not settled yet.
    @inline(__always)
    func isOpen(_ order: OrderID) -> Bool { !dossiers[order.index].facts.contains(.settled) }
}
