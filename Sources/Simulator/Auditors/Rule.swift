/// What is checked in every run. Identifiers with a number are those of the catalogue of invariants;
/// `LAW` ones hold for every queueing system.
///
/// The order of the cases is the order in reports. What a rule says is in ``terms``.
enum Rule: Int, CaseIterable {
    // Stock.
    case neverOversold, stockConserved, holdsEndOnce, noHoldLeft

    // Payment and money.
    case oneCapture, issuedOrRefunded, refundWithinCapture, captureBeforeIssue, amountIsPrice
    case booksAgree

    // Issuance and entitlements.
    case oneIssue, serialsUnique, unitsIssued, codesAgree, nothingAfterWithdrawal, validOnlyInTime
    case overviewIsFold, overviewIsFresh

    // The audit log.
    case auditComplete, auditChained, oneRecordPerChange, auditFolds

    // The coordination centre: retries and deadlines.
    case attemptsApart, refundAfterDay, allSettled

    // Idempotency.

    // Coupons.
    case couponsWithinCount, chargeNeverWaits

    // Life cycles.
    case onlyListedChanges, settledOnce, versionsByOne

    // Laws of queueing, and of the world itself.
    case clicksAccounted, sessionsOver, jobsAccounted, littlesLaw, utilisationLaw, noLetterLeft

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
        /// Something was issued.
        case issues
        /// An issue was asked for again.
        case retries
        /// An issue was withdrawn.
        case withdrawals
        /// The scenario gives coupons out.
        case coupons
        /// The composition bounds how long a charge waits for the coupon.
        case boundedCouponWait
    }

    /// The identifier in reports.
    var id: String { terms.id }

    /// What must hold.
    var text: String { terms.text }
}
