import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// A wrong history breaks the rule that it breaks, no other, and a right one none.
@Suite struct AuditorTests {
    /// Everything that may happen to orders when all goes well or is put right.
    @Test func rightHistoryBreaksNoRule() {
        var history = OrderHistory(stock: 8)
        history.sell(0)
        // With a coupon.
        history.place(1)
        history.confirm(1)
        history.auditors.coupon(.redeemed(OrderID(1), discount: .yuan(1)), heard: false, at: history.at(1))
        history.auditors.coupon(.redeemed(OrderID(1), discount: .yuan(1)), heard: true, at: history.at(1))
        history.capture(1, .yuan(9))
        history.issue(1)
        history.settle(1)
        // Issued at the second attempt, with messages repeated on the way.
        history.place(2)
        history.hear(.held(OrderID(2)), at: 0.5)
        history.confirm(2)
        history.hear(.confirmed(OrderID(2)), at: 2)
        history.capture(2)
        history.auditors.issueAsked(OrderID(2), at: history.at(2))
        history.issue(2, at: 32)
        history.make(2, OrderHistory.credentials(20), at: 33)
        history.audit(2, again: true)
        history.settle(2)
        // Refunded after the day.
        history.place(3)
        history.confirm(3)
        history.capture(3)
        for attempt in 0..<2_880 { history.auditors.issueAsked(OrderID(3), at: history.at(2 + 30 * Double(attempt))) }
        history.refund(3, at: 86_401)
        history.settle(3)
        // Expired unpaid, and too late to pay.
        history.place(4)
        history.hear(.expired(OrderID(4)), at: 1_200)
        history.hear(.holdGone(OrderID(4)), at: 1_201)
        history.held -= 1
        history.available += 1
        history.settle(4)
        // Sold out.
        history.place(5, hold: false)
        history.hear(.soldOut(OrderID(5)), at: 1)
        history.settle(5)
        // A basket of which a line is refunded.
        history.sellBasket(6, refunded: [1])
        let findings = history.close()
        #expect(findings.broken.isEmpty)
        let ofTheWorld: Set<Rule> = [
            .clicksAccounted, .sessionsOver, .jobsAccounted, .littlesLaw, .utilisationLaw, .noLetterLeft,
            .latencyAddsUp,
            // Of what this history has not: books, turns, restarts, a budget.
            .booksBalance, .oneDriver, .activeAfterRestart, .nothingRolledBack, .retriesWithinBudget,
            // Those of some stock strategies only; see StockAuditorTests.
            .bucketsAddUp, .memoryAgrees, .userLimits,
        ]
        let ofTheTape: Set<Rule> = [.otherPayloadRefused, .keysOutliveRetries, .retriesSubside, .couponBudgetKept]
        for rule in Rule.allCases where !ofTheWorld.union(ofTheTape).contains(rule) {
            #expect(findings[rule].passed, "\(rule)")
        }
    }

    // MARK: Stock

    @Test func promisingMoreThanTheStockIsOversold() {
        var history = OrderHistory(stock: 1)
        history.sell(0)
        history.sell(1)
        #expect(history.auditors.oversoldUnits == 1)
        let findings = history.close()
        #expect(findings.broken == [.neverOversold])
        // One promise too many, and one unit issued too many.
        #expect(findings[.neverOversold].failures == 2 && findings[.neverOversold].evaluations == 3)
    }

    @Test func ledgerThatLosesAUnitIsFound() {
        var history = OrderHistory()
        history.sell(0)
        history.available -= 1
        #expect(history.close().broken == [.stockConserved])
    }

    @Test func ledgerThatDisagreesWithTheMessagesIsFound() {
        var history = OrderHistory()
        history.sell(0)
        // The sum is right, but nobody was told of this sale.
        history.available -= 1
        history.sold += 1
        #expect(history.close().broken == [.stockConserved])
    }

    @Test func holdThatEndsTwiceIsFound() {
        var expiredAfterSale = OrderHistory()
        expiredAfterSale.sell(0)
        expiredAfterSale.hear(.expired(OrderID(0)), at: 60)
        expiredAfterSale.sold -= 1
        expiredAfterSale.available += 1
        #expect(expiredAfterSale.close().broken == [.holdsEndOnce, .paidHoldStays])

        var soldAfterRelease = OrderHistory()
        soldAfterRelease.place(0)
        soldAfterRelease.hear(.released(OrderID(0)), at: 1)
        soldAfterRelease.hear(.confirmed(OrderID(0)), at: 2)
        soldAfterRelease.held -= 1
        soldAfterRelease.available += 1
        soldAfterRelease.settle(0)
        #expect(soldAfterRelease.close().broken == [.holdsEndOnce])
    }

    @Test func holdThatIsDeniedWhileItStandsIsFound() {
        var history = OrderHistory()
        history.place(0)
        history.hear(.holdGone(OrderID(0)), at: 1)
        history.hear(.released(OrderID(0)), at: 2)
        history.held -= 1
        history.available += 1
        history.settle(0)
        #expect(history.close().broken == [.holdsEndOnce])
    }

    @Test func holdThatIsLeftIsFound() {
        var history = OrderHistory()
        history.place(0)
        history.settle(0)
        #expect(history.close().broken == [.noHoldLeft])
    }

    @Test func lastUnitIsContestedWhenOthersWaitForAnAnswer() {
        var alone = OrderHistory(stock: 1)
        alone.sell(0)
        #expect(alone.auditors.contestedLastUnits == 0)
        #expect(alone.auditors.stockNotes.lastUnits[0]?.rivals == 0)

        var crowded = OrderHistory(stock: 2)
        crowded.buyers[0] = 4
        crowded.sell(0)
        #expect(crowded.auditors.stockNotes.lastUnits[0] == nil)
        crowded.sell(1)
        #expect(crowded.auditors.contestedLastUnits == 1)
        #expect(crowded.auditors.stockNotes.lastUnits[0]?.rivals == 3)
    }

    // MARK: Money

    @Test func secondCaptureIsFound() {
        var history = OrderHistory()
        history.sell(0)
        history.provider(0) { $0.captures = 2 }
        #expect(history.close().broken == [.oneCapture])
    }

    @Test func capturedButNeitherIssuedNorRefundedIsFound() {
        var history = OrderHistory()
        history.place(0)
        history.confirm(0)
        history.capture(0)
        history.settle(0)
        #expect(history.close().broken == [.issuedOrRefunded])
    }

    @Test func issuedAndRefundedIsFound() {
        var history = OrderHistory()
        history.place(0)
        history.confirm(0)
        history.capture(0)
        history.issue(0)
        history.refund(0, at: 86_401)
        history.settle(0)
        #expect(history.close().broken == [.issuedOrRefunded])
    }

    @Test func refundTwiceOrWithoutACaptureIsFound() {
        var twice = OrderHistory()
        twice.place(0)
        twice.confirm(0)
        twice.capture(0)
        twice.refund(0, at: 86_401)
        twice.provider(0) { $0.refunds = 2 }
        twice.settle(0)
        #expect(twice.close().broken == [.refundWithinCapture])

        var gift = OrderHistory()
        gift.sell(0)
        gift.place(1, hold: false)
        gift.settle(1)
        gift.provider(1) { $0.refunds = 1 }
        #expect(gift.close().broken == [.refundWithinCapture])
    }

    @Test func credentialBeforeTheCaptureIsFound() {
        var history = OrderHistory()
        history.place(0)
        history.confirm(0)
        history.issue(0, captured: false)
        history.capture(0)
        history.settle(0)
        #expect(history.close().broken == [.captureBeforeIssue])
    }

    @Test(arguments: [900, 1_100, 0]) func amountOtherThanThePriceIsFound(_ fen: Int64) {
        var history = OrderHistory()
        history.place(0)
        history.confirm(0)
        history.capture(0, Money(fen: fen))
        history.issue(0)
        history.settle(0)
        #expect(history.close().broken == [.amountIsPrice])
    }

    @Test func couponThatWasRedeemedMustBeTakenOff() {
        var history = OrderHistory()
        history.place(0)
        history.confirm(0)
        history.auditors.coupon(.redeemed(OrderID(0), discount: .yuan(1)), heard: true, at: history.at(1))
        history.capture(0)
        history.issue(0)
        history.settle(0)
        // Nor has the coupon service spent any.
        #expect(history.close().broken == [.amountIsPrice, .couponComesBack])
    }

    @Test func captureOfWhichThePlatformNeverHeardIsFound() {
        var history = OrderHistory()
        history.sell(0)
        history.place(1)
        history.confirm(1)
        history.auditors.charged(OrderID(1), OrderHistory.price, at: history.at(1))
        history.provider(1) { $0 = .init(state: .captured, amount: 1_000, captures: 1) }
        history.issue(1)
        history.settle(1)
        // It gives the order up as uncharged, too.
        #expect(history.close().broken == [.booksAgree, .unknownIsNotFailed, .changesTold])
    }
}
