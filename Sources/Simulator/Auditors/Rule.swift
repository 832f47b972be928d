/// What is checked in every run. Identifiers with a number are those of the catalogue of invariants;
/// `LAW` ones hold for every queueing system.
enum Rule: Int, CaseIterable {
    case neverOversold, stockConserved, holdsEndOnce, noHoldLeft
    case oneCapture, issuedOrRefunded, refundWithinCapture, captureBeforeIssue, amountIsPrice
    case booksAgree
    case oneIssue, serialsUnique
    case auditComplete
    case attemptsApart, refundAfterDay
    case couponsWithinCount, chargeNeverWaits
    case settledOnce, allSettled
    case clicksAccounted, sessionsOver, jobsAccounted, littlesLaw, utilisationLaw, noLetterLeft

    /// The identifier in reports.
    var id: String {
        switch self {
        case .neverOversold: "STK-1"
        case .stockConserved: "STK-2"
        case .holdsEndOnce: "STK-3"
        case .noHoldLeft: "STK-4"
        case .oneCapture: "PAY-1"
        case .issuedOrRefunded: "PAY-2"
        case .refundWithinCapture: "PAY-3"
        case .captureBeforeIssue: "PAY-4"
        case .amountIsPrice: "PAY-6"
        case .booksAgree: "PAY-8"
        case .oneIssue: "ENT-1"
        case .serialsUnique: "ENT-2"
        case .auditComplete: "AUD-1"
        case .attemptsApart: "COO-1"
        case .refundAfterDay: "COO-2"
        case .couponsWithinCount: "CPN-1"
        case .chargeNeverWaits: "CPN-3"
        case .settledOnce: "LIF-2"
        case .allSettled: "COO-4"
        case .clicksAccounted: "LAW-clicks"
        case .sessionsOver: "LAW-sessions"
        case .jobsAccounted: "LAW-jobs"
        case .littlesLaw: "LAW-little"
        case .utilisationLaw: "LAW-utilisation"
        case .noLetterLeft: "LAW-messages"
        }
    }

    /// What must hold.
    var text: String {
        switch self {
        case .neverOversold: "units promised to buyers never exceed the stock"
        case .stockConserved: "units sold, held and available add up to the stock, and agree with the messages"
        case .holdsEndOnce: "a hold ends once: confirmed, released or expired"
        case .noHoldLeft: "no hold is left at the end"
        case .oneCapture: "the provider captured each order at most once"
        case .issuedOrRefunded: "every captured payment ended with exactly one of credential or refund"
        case .refundWithinCapture: "nothing was refunded that was not captured, or twice"
        case .captureBeforeIssue: "no credential before the provider's capture"
        case .amountIsPrice: "the captured amount is the price less the redeemed coupon"
        case .booksAgree: "the platform's payments and the provider's statement agree to the fen"
        case .oneIssue: "one issue per order, whatever was retried"
        case .serialsUnique: "no credential serial was issued twice"
        case .auditComplete: "one audit record per issued order, and none without"
        case .attemptsApart: "issuing attempts of an order are a retry interval apart"
        case .refundAfterDay: "an unissued order is not withdrawn before the give-up time is over"
        case .couponsWithinCount: "no more coupons redeemed than given out"
        case .chargeNeverWaits: "no charge waited longer for the coupon than the composition allows"
        case .settledOnce: "an order settles once"
        case .allSettled: "every order that was placed is settled at the end"
        case .clicksAccounted: "every click was answered, or given up by the shopper"
        case .sessionsOver: "every session that began has ended"
        case .jobsAccounted: "jobs offered = served + refused + swallowed + crashed, at every service"
        case .littlesLaw: "the integral of jobs in the system is the sum of their sojourn times"
        case .utilisationLaw: "the integral of busy slots is the sum of the work"
        case .noLetterLeft: "no message is left at the end"
        }
    }
}
