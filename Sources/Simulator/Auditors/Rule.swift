/// What is checked in every run. Identifiers with a number are those of the catalogue of invariants;
/// `LAW` ones hold for every queueing system.
///
/// The order of the cases is the order in reports. What a rule says is in ``terms``.
enum Rule: Int, CaseIterable {
    // Stock.
    case neverOversold, stockConserved, holdsEndOnce, noHoldLeft, bucketsAddUp, memoryAgrees, userLimits

    // Payment and money.
    case oneCapture, issuedOrRefunded, refundWithinCapture, captureBeforeIssue, amountIsPrice
    case booksBalance, refundedHoldsNothing, booksAgree, unknownIsNotFailed, refundIsShare

    // Issuance and entitlements.
    case oneIssue, serialsUnique, unitsIssued, codesAgree, nothingAfterWithdrawal, validOnlyInTime
    case overviewIsFold, overviewIsFresh

    // The audit log.
    case auditComplete, auditChained, oneRecordPerChange, auditFolds

    // The coordination centre: retries and deadlines.
    case attemptsApart, refundAfterDay, allSettled, retriesSubside
    case deadlinesKept, paidHoldStays
    case oneDriver, activeAfterRestart, nothingRolledBack, retriesWithinBudget

    // Idempotency.
    case sameAnswer, otherPayloadRefused, keysOutliveRetries, effectOnce, changesTold

    // Coupons.
    case couponsWithinCount, couponBudgetKept, chargeNeverWaits, couponComesBack

    // Life cycles.
    case onlyListedChanges, settledOnce, versionsByOne, orderFollowsLines

    // Laws of queueing, and of the world itself.
    case clicksAccounted, sessionsOver, jobsAccounted, littlesLaw, utilisationLaw, noLetterLeft, latencyAddsUp

    /// What a rule says, and when.
    struct Terms {
        /// The identifier in reports.
        let id: String
        /// What must hold.
        let text: String
        let occasion: Occasion

        init(_ id: String, _ text: String, when occasion: Occasion = .everyRun) {
            self.id = id
            self.text = text
            self.occasion = occasion
        }
    }

    /// What a run must have for a rule to have anything to look at; see ``Auditors/applies(_:)``.
    enum Occasion {
        case everyRun
        /// A charge left.
        case charges
        /// The provider captured.
        case captures
        /// The provider paid back.
        case refunds
        /// Goods were issued.
        case issues
        /// Some order had more than one line.
        case severalLines
        /// Something was paid back of which it was known what it had cost.
        case knownRefunds
        /// An issue was asked for again.
        case retries
        /// An issue was withdrawn.
        case withdrawals
        /// The composition limits retries, and an issue was asked for again.
        case retryBudget
        /// A coordinator began from the journal and found paid orders open.
        case restarts
        /// Two coordinators take turns by a lease.
        case leases
        /// A product has a limit per user.
        case userLimits
        /// Stock is taken from several rows per product.
        case segmentedStock
        /// A store in memory decides about stock.
        case stockInMemory
        /// The scenario gives coupons out.
        case coupons
        /// A coupon was spent.
        case spentCoupons
        /// A peer was asked again for what it had answered.
        case repeats
        /// The same, after the retry horizon.
        case lateRepeats
        /// A peer was asked for something else under a known key.
        case otherPayloads
        /// Issues were asked for when a fault of the scenario was over and its recovery time, too.
        case calmAfterTrouble
        /// The composition bounds how long a charge waits for the coupon.
        case boundedCouponWait
    }

    /// The identifier in reports.
    var id: String { terms.id }

    /// What must hold.
    var text: String { terms.text }
}
