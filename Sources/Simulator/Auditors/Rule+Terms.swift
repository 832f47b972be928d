extension Rule {
    /// What the rule says.
    var terms: Terms {
        switch self {
        // Stock.
        case .neverOversold: Terms("STK-1", "units promised to buyers never exceed the stock")
        case .stockConserved:
            Terms("STK-2", "units sold, held and available add up to the stock, and agree with the messages")
        case .holdsEndOnce: Terms("STK-3", "a hold ends once: confirmed, released or expired")
        case .noHoldLeft: Terms("STK-4", "no hold is left at the end")

        // Payment and money.
        case .oneCapture: Terms("PAY-1", "the provider captured each order at most once")
        case .issuedOrRefunded:
            Terms("PAY-2", "every captured payment ended with exactly one of credential or refund")
        case .refundWithinCapture: Terms("PAY-3", "nothing was refunded that was not captured, or twice")
        case .captureBeforeIssue: Terms("PAY-4", "no credential before the provider's capture")
        case .amountIsPrice: Terms("PAY-6", "the captured amount is the price less the redeemed coupon")
        case .booksAgree: Terms("PAY-8", "the platform's payments and the provider's statement agree to the fen")

        // Issuance and entitlements.
        case .oneIssue: Terms("ENT-1", "one issue per order, whatever was retried")
        case .serialsUnique: Terms("ENT-2", "no credential serial was issued twice")
        case .unitsIssued: Terms("ENT-3", "as many units are issued as were bought", when: .issues)
        case .codesAgree:
            Terms("ENT-4", "the supplier's codes are out for the orders that are issued, and for no other")
        case .nothingAfterWithdrawal:
            Terms("ENT-5", "nothing is issued after the issuing service has given it up", when: .issues)
        case .validOnlyInTime:
            Terms("ENT-6", "an entitlement ends after its issue, and is called valid only in its time", when: .issues)
        case .overviewIsFold: Terms("ENT-7", "what users see is the audit log applied in its order, and all of it")
        case .overviewIsFresh:
            Terms("ENT-8", "a record shows within 30 s, or within 30 s of the end of a fault", when: .issues)

        // The audit log.
        case .auditComplete: Terms("AUD-1", "one audit record per issued order, and none without")
        case .auditChained:
            Terms("AUD-2", "audit records are numbered without a gap, and hash to the head of the log's chain")
        case .oneRecordPerChange:
            Terms(
                "AUD-3", "every change of an entitlement has one audit record, and in the order of versions",
                when: .issues)
        case .auditFolds:
            Terms("AUD-4", "the audit log applied from the start gives the ledger's entries", when: .issues)

        // The coordination centre: retries and deadlines.
        case .attemptsApart:
            Terms("COO-1", "issuing attempts of an order are a retry interval apart", when: .retries)
        case .refundAfterDay:
            Terms("COO-2", "an unissued order is not withdrawn before the give-up time is over", when: .withdrawals)
        case .allSettled: Terms("COO-4", "every order that was placed is settled at the end")

        // Idempotency.

        // Coupons.
        case .couponsWithinCount: Terms("CPN-1", "no more coupons redeemed than given out", when: .coupons)
        case .chargeNeverWaits:
            Terms(
                "CPN-3", "no charge waited longer for the coupon than the composition allows",
                when: .boundedCouponWait)

        // Life cycles.
        case .onlyListedChanges:
            Terms("LIF-1", "an entitlement changes only as the table of its life allows", when: .issues)
        case .settledOnce: Terms("LIF-2", "an order settles once, and an entitlement that has ended stays as it is")
        case .versionsByOne:
            Terms("LIF-3", "every change raises an entitlement's version by one", when: .issues)

        // Laws of queueing, and of the world itself.
        case .clicksAccounted: Terms("LAW-clicks", "every click was answered, or given up by the shopper")
        case .sessionsOver: Terms("LAW-sessions", "every session that began has ended")
        case .jobsAccounted:
            Terms("LAW-jobs", "jobs offered = served + refused + swallowed + crashed, at every service")
        case .littlesLaw:
            Terms("LAW-little", "the integral of jobs in the system is the sum of their sojourn times")
        case .utilisationLaw: Terms("LAW-utilisation", "the integral of busy slots is the sum of the work")
        case .noLetterLeft: Terms("LAW-messages", "no message is left at the end")
        }
    }
}
