extension Rule {
    /// What the rule says.
    var terms: Terms {
        switch self {
        // Stock.
        case .neverOversold: Terms("STK-1", "units promised to buyers, or issued, never exceed the stock")
        case .stockConserved:
            Terms("STK-2", "units sold, held and available add up to the stock, and agree with the messages")
        case .holdsEndOnce: Terms("STK-3", "a hold ends once: confirmed, released or expired")
        case .noHoldLeft:
            Terms(
                "STK-4",
                "no hold outlives its time or is left at the end, and sold out is said only when there were too few")
        case .bucketsAddUp:
            Terms(
                "STK-5",
                "the rows of a product add up to what is available, none is below zero, and none lends in two steps",
                when: .segmentedStock)
        case .memoryAgrees:
            Terms(
                "STK-6",
                "the memory would never give away more than is available, and agrees with the ledger at the end",
                when: .stockInMemory)
        case .userLimits:
            Terms("STK-7", "no user has more units of a product than one user may", when: .userLimits)

        // Payment and money.
        case .oneCapture: Terms("PAY-1", "the provider captured each order at most once, under whatever key")
        case .issuedOrRefunded:
            Terms("PAY-2", "every captured payment ended in time with exactly one of credential or refund")
        case .refundWithinCapture: Terms("PAY-3", "nothing was refunded that was not captured, or twice, or too much")
        case .captureBeforeIssue: Terms("PAY-4", "no credential before the provider's capture")
        case .amountIsPrice:
            Terms("PAY-6", "what is charged, captured and told is the price less the redeemed coupon, to the fen")
        case .refundedHoldsNothing:
            Terms("PAY-7", "no order is refunded and holds a credential", when: .captures)
        case .booksBalance:
            Terms("PAY-5", "debits equal credits, and every account is what the messages say")
        case .booksAgree: Terms("PAY-8", "the platform's payments and the provider's statement agree to the fen")
        case .unknownIsNotFailed:
            Terms("PAY-9", "no charge is taken for failed unless the provider said so or is fenced off", when: .charges)
        case .refundIsShare:
            Terms(
                "PAY-6b", "what is refunded is the price less the coupon, for one of several lines its share of it",
                when: .knownRefunds)

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
            Terms("ENT-8", "a record shows within 30 s, after a fault within as long again as it lasted", when: .issues)

        // The audit log.
        case .auditComplete: Terms("AUD-1", "one audit record per issued order, and none without")
        case .auditChained:
            Terms(
                "AUD-2",
                "audit records are numbered without a gap, each number is one record's, and all hash to the log's head")
        case .oneRecordPerChange:
            Terms(
                "AUD-3", "every change of an entitlement has one audit record, and in the order of versions",
                when: .issues)
        case .auditFolds:
            Terms("AUD-4", "the audit log applied from the start gives the ledger's entries", when: .issues)

        // The coordination centre: retries and deadlines.
        case .attemptsApart:
            Terms(
                "COO-1", "issuing attempts of an order are as far apart as the retry policy says, no more, no less",
                when: .retries)
        case .refundAfterDay:
            Terms(
                "COO-2", "an unissued order is withdrawn and refunded when the give-up time is over, not before",
                when: .withdrawals)
        case .allSettled: Terms("COO-4", "every order that was placed is settled at the end")
        case .retriesSubside:
            Terms(
                "COO-6", "retries are as few as before within four retry intervals and a minute of a fault's end",
                when: .calmAfterTrouble)
        case .deadlinesKept:
            Terms("TIM-1", "no deadline's effect comes early, and none is missing", when: .charges)
        case .paidHoldStays: Terms("TIM-2", "a paid order's hold never expires", when: .issues)

        case .oneDriver:
            Terms(
                "COO-3", "tokens rise with every grant, and no port takes one below the highest it has taken",
                when: .leases)
        case .activeAfterRestart:
            Terms(
                "COO-4-restart", "after a restart every paid order that is open is asked for again in time",
                when: .restarts)
        case .nothingRolledBack:
            Terms(
                "COO-5", "after a restart nothing is withdrawn or released that was not due anyway", when: .restarts)
        case .retriesWithinBudget: Terms("COO-6-budget", "retries keep within their budget", when: .retryBudget)

        // Idempotency.
        case .sameAnswer: Terms("IDM-1", "asked again, a peer answers as before", when: .repeats)
        case .otherPayloadRefused:
            Terms("IDM-2", "another payload under a known key is refused", when: .otherPayloads)
        case .keysOutliveRetries:
            Terms("IDM-3", "a peer knows its keys for longer than anybody retries", when: .lateRepeats)
        case .effectOnce:
            Terms(
                "IDM-4",
                "what is delivered again takes effect once, and no record is acknowledged before it is delivered",
                when: .issues)
        case .changesTold:
            Terms("IDM-5", "every capture, refund and issue has been told to those who must know", when: .captures)

        // Coupons.
        case .couponsWithinCount:
            Terms(
                "CPN-1", "no more coupons spent than given out, and none after it was given back", when: .spentCoupons)
        case .couponBudgetKept:
            Terms("CPN-2", "coupons left and spent, and their worth, add up to what was given out", when: .coupons)
        case .chargeNeverWaits:
            Terms(
                "CPN-3", "no charge waited longer for the coupon than the composition allows",
                when: .boundedCouponWait)
        case .couponComesBack:
            Terms(
                "CPN-4", "a coupon stays with an order that keeps its goods, and is given back if not",
                when: .spentCoupons)

        // Life cycles.
        case .onlyListedChanges:
            Terms("LIF-1", "an entitlement changes only as the table of its life allows", when: .issues)
        case .settledOnce: Terms("LIF-2", "an order settles once, and an entitlement that has ended stays as it is")
        case .versionsByOne:
            Terms("LIF-3", "every change raises an entitlement's version by one", when: .issues)
        case .orderFollowsLines:
            Terms("LIF-4", "an order's end is a function of its lines' ends", when: .severalLines)

        // Laws of queueing, and of the world itself.
        case .clicksAccounted: Terms("LAW-clicks", "every click was answered, or given up by the shopper")
        case .sessionsOver: Terms("LAW-sessions", "every session that began has ended")
        case .jobsAccounted:
            Terms("LAW-jobs", "jobs offered = served + turned away + swallowed + crashed, at every service")
        case .littlesLaw:
            Terms("LAW-little", "the integral of jobs in the system is the sum of their sojourn times")
        case .utilisationLaw: Terms("LAW-utilisation", "the integral of busy slots is the sum of the work")
        case .noLetterLeft: Terms("LAW-messages", "no message is left at the end")
        }
    }
}
