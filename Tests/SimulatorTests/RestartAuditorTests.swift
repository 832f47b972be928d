import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Wrong histories of restarts, turns, budgets and books.
@Suite struct RestartAuditorTests {
    /// A history up to an attempt that has no answer.
    private func waiting(_ change: (inout Scenario) -> Void = { _ in }) -> OrderHistory {
        var history = OrderHistory(change: change)
        history.place(0)
        history.confirm(0)
        history.capture(0)
        history.auditors.issueAsked(OrderID(0), at: history.at(1))
        return history
    }

    @Test func rightRestartBreaksNoRule() {
        var history = waiting()
        history.auditors.restarted(at: history.at(10))
        history.issue(0, at: 12)
        history.settle(0, at: 13)
        let findings = history.close()
        #expect(findings.broken.isEmpty)
        #expect(findings[.activeAfterRestart].evaluations == 1 && findings[.nothingRolledBack].evaluations == 1)
    }

    /// B28: a restart that gives up whatever is open.
    @Test func restartThatRollsBackIsFound() {
        var history = waiting()
        history.auditors.restarted(at: history.at(10))
        history.refund(0, at: 11)
        history.settle(0, at: 12)
        #expect(history.close().broken == [.refundAfterDay, .nothingRolledBack])
    }

    @Test func restartThatReleasesSoldUnitsIsFound() {
        var history = waiting()
        history.auditors.restarted(at: history.at(10))
        history.auditors.judgeRelease(OrderID(0), at: history.at(11))
        history.issue(0, at: 40)
        history.settle(0, at: 40)
        #expect(history.close().broken == [.nothingRolledBack])
    }

    /// B32: timers in memory only.
    @Test func orderThatARestartForgetsIsFound() {
        var history = waiting()
        history.auditors.restarted(at: history.at(10))
        #expect(history.close().broken == [.issuedOrRefunded, .allSettled, .activeAfterRestart])
    }

    @Test func orderThatIsAskedForTooLateAfterARestartIsFound() {
        var history = waiting()
        history.auditors.restarted(at: history.at(10))
        history.issue(0, at: 41)
        history.settle(0, at: 41)
        #expect(history.close().broken == [.attemptsApart, .activeAfterRestart])
    }

    /// B29: no fencing.
    @Test func staleTokenThatAPortTakesIsFound() {
        var history = waiting { $0.coordination.lease = LeasePlan(length: .seconds(5), renewEvery: .seconds(1)) }
        history.auditors.granted(2, after: 1)
        history.auditors.portTook(2, at: 3, about: OrderID(0), at: history.at(3))
        history.auditors.portTook(1, at: 4, about: OrderID(0), at: history.at(3))
        history.issue(0, at: 31)
        history.settle(0, at: 31)
        history.auditors.portTook(1, at: 3, about: OrderID(0), at: history.at(3))
        let findings = history.close()
        #expect(findings.broken == [.oneDriver])
        #expect(findings[.oneDriver].failures == 1 && findings[.oneDriver].evaluations == 4)
    }

    @Test func tokenThatDoesNotRiseIsFound() {
        var history = OrderHistory()
        history.auditors.granted(2, after: 2)
        #expect(history.close().broken == [.oneDriver])
    }

    /// B31: the last attempt is made, and then nothing.
    @Test func orderThatIsDroppedAfterItsLastAttemptIsFound() {
        var history = waiting()
        for attempt in 2...2_880 as ClosedRange<UInt16> {
            history.auditors.issueAsked(OrderID(0), at: history.at(1 + 30 * Double(attempt - 1)))
        }
        #expect(history.close().broken == [.issuedOrRefunded, .allSettled])
    }

    /// B33: retries that keep to no budget.
    @Test func retriesAboveTheBudgetAreFound() {
        var history = OrderHistory {
            $0.coordination.retry.budget = RetryBudget(perSecond: 1, burst: 2)
        }
        for number in 0..<3 as Range<UInt32> {
            history.place(number)
            history.confirm(number)
            history.capture(number)
            history.auditors.issueAsked(OrderID(number), at: history.at(1))
        }
        for number in 0..<3 as Range<UInt32> {
            history.auditors.issueAsked(OrderID(number), at: history.at(40))
            history.make(number, OrderHistory.credentials(UInt64(number) * 10), at: 40)
            history.enter(number, at: 40)
            _ = history.auditors.goodsKnown(OrderID(number), at: history.at(40))
            history.settle(number, at: 41)
        }
        let findings = history.close()
        #expect(findings.broken == [.retriesWithinBudget])
        #expect(findings[.retriesWithinBudget].failures == 1 && findings[.retriesWithinBudget].evaluations == 3)
    }

    // MARK: Persons

    @Test func personMayAskSoonerAndGiveUpSooner() {
        var history = waiting()
        history.auditors.acted(OrderID(0), .retryNow)
        history.auditors.issueAsked(OrderID(0), at: history.at(3))
        history.auditors.acted(OrderID(0), .refundNow)
        history.refund(0, at: 5)
        history.settle(0, at: 6)
        #expect(history.close().broken.isEmpty)
    }

    @Test func personsLeaveIsForOneAttempt() {
        var history = waiting()
        history.auditors.acted(OrderID(0), .retryNow)
        history.auditors.issueAsked(OrderID(0), at: history.at(3))
        history.issue(0, at: 5)
        history.settle(0, at: 6)
        #expect(history.close().broken == [.attemptsApart])
    }

    @Test func handedOverGoodsAreGoods() {
        var history = waiting()
        history.auditors.acted(OrderID(0), .markIssued)
        history.auditors.withdrawAsked(OrderID(0), at: history.at(2))
        let isNews = history.auditors.handedOver(OrderID(0), at: history.at(2))
        let again = history.auditors.handedOver(OrderID(0), at: history.at(2))
        #expect(isNews && !again)
        let isKnown = history.auditors.heard(.handedOver(OrderID(0)), at: history.at(2))
        let knownAgain = history.auditors.heard(.handedOver(OrderID(0)), at: history.at(2))
        #expect(isKnown && !knownAgain)
        history.settle(0, at: 3)
        #expect(history.close().broken.isEmpty)
    }

    // MARK: Books

    /// The books that a coordinator would have after one order was captured and issued.
    private func books(_ change: (inout Books) -> Void = { _ in }) -> Books {
        var books = Books()
        books.post(.yuan(10), debit: .providerClearing, credit: .deferredRevenue)
        books.post(Money(fen: 6), debit: .providerFees, credit: .providerClearing)
        books.post(.yuan(10), debit: .deferredRevenue, credit: .sales)
        change(&books)
        return books
    }

    @Test func booksThatSayWhatTheMessagesSayAreRight() {
        var history = OrderHistory()
        history.sell(0)
        history.auditors.judge(books())
        let findings = history.close()
        #expect(findings.broken.isEmpty && findings[.booksBalance].evaluations == 2)
    }

    @Test func postingTooMuchOrToTheWrongAccountIsFound() {
        let wrong: [(inout Books) -> Void] = [
            { $0.post(Money(fen: 1), debit: .deferredRevenue, credit: .sales) },
            { $0.post(Money(fen: 1), debit: .providerClearing, credit: .sales) },
            { $0.post(Money(fen: 6), debit: .providerClearing, credit: .providerFees) },
            { $0.post(.yuan(10), debit: .providerClearing, credit: .deferredRevenue) },
            { $0.post(.yuan(1), debit: .couponCost, credit: .sales) },
        ]
        for change in wrong {
            var history = OrderHistory()
            history.sell(0)
            history.auditors.judge(books(change))
            #expect(history.close().broken == [.booksBalance])
        }
    }
}
