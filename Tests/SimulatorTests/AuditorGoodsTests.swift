import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Wrong histories of goods, retries, coupons and ends.
@Suite struct AuditorGoodsTests {
    /// A history up to the capture, to be continued.
    private func paid() -> OrderHistory {
        var history = OrderHistory()
        history.place(0)
        history.confirm(0)
        history.capture(0)
        return history
    }

    @Test func secondIssueWithAnotherCredentialIsFound() {
        var history = paid()
        history.issue(0)
        history.make(0, OrderHistory.credentials(77), at: 5)
        history.settle(0)
        #expect(history.close().broken == [.oneIssue, .sameAnswer])
    }

    @Test(arguments: [42, 1 << 63 | 42] as [UInt64]) func serialOfTwoOrdersIsFound(_ serial: UInt64) {
        var history = OrderHistory()
        for number in 0..<2 as Range<UInt32> {
            history.place(number)
            history.confirm(number)
            history.capture(number)
            history.issue(number, serial: serial)
            history.settle(number)
        }
        #expect(history.auditors.issuanceNotes.duplicateSerials == 1)
        let findings = history.close()
        #expect(findings.broken == [.serialsUnique])
        #expect(findings[.serialsUnique].failures == 1 && findings[.serialsUnique].evaluations == 2)
    }

    @Test func generatedSerialAndSuppliersCodeOfOneNumberAreTwo() {
        var history = OrderHistory()
        for (number, serial) in [(0, 42), (1, 1 << 63 | 42)] as [(UInt32, UInt64)] {
            history.place(number)
            history.confirm(number)
            history.capture(number)
            history.issue(number, serial: serial)
            history.settle(number)
        }
        #expect(history.close().broken.isEmpty)
    }

    @Test func unitsOfOneOrderOverlapTheNextOne() {
        var history = OrderHistory()
        history.sell(0)
        history.place(1)
        history.confirm(1)
        history.capture(1)
        history.auditors.issueAsked(OrderID(1), at: history.at(2))
        // Order 0 has serial 0.
        history.make(1, Credentials(firstSerial: 0, tag: 1, quantity: 2, expiry: .distantFuture), at: 2)
        history.enter(1, serial: 0)
        _ = history.auditors.goodsKnown(OrderID(1), at: history.at(2))
        history.settle(1)
        #expect(history.close().broken == [.serialsUnique, .unitsIssued])
    }

    // MARK: The coordinator's day

    @Test(arguments: [(29.999_999_999, true), (30, false), (31, true)])
    func attemptsLessOrMoreThanTheIntervalApartAreFound(_ apart: Double, _ isWrong: Bool) {
        var history = paid()
        history.auditors.issueAsked(OrderID(0), at: history.at(2))
        history.issue(0, at: 2 + apart)
        history.settle(0)
        let findings = history.close()
        #expect(findings.broken == (isWrong ? [.attemptsApart] : []))
        // Not too soon, not too late and not too often; and none is missing when the goods are there.
        #expect(findings[.attemptsApart].evaluations == 3)
    }

    @Test(arguments: [(86_399.0, true), (86_400, false), (86_430, false), (90_000, true)])
    func withdrawingBeforeOrLongAfterTheDayIsFound(_ after: Double, _ isWrong: Bool) {
        var history = paid()
        history.refund(0, at: 1 + after)
        history.settle(0)
        let findings = history.close()
        #expect(findings.broken == (isWrong ? [.refundAfterDay] : []))
        #expect(findings[.refundAfterDay].evaluations == 1)
    }

    @Test func settlingTwiceIsFound() {
        var history = OrderHistory()
        history.sell(0)
        history.settle(0)
        #expect(history.close().broken == [.settledOnce])
    }

    @Test func settledOrderMayNotBeTriedAgainWithdrawnOrCharged() {
        var history = OrderHistory()
        history.sell(0)
        history.auditors.issueAsked(OrderID(0), at: history.at(90_000))
        history.auditors.withdrawAsked(OrderID(0), at: history.at(90_000))
        history.place(1)
        history.hear(.released(OrderID(1)), at: 2)
        history.held -= 1
        history.available += 1
        history.settle(1)
        history.auditors.charged(OrderID(1), OrderHistory.price, at: history.at(4))
        let broken = history.close().broken
        #expect(broken == [.amountIsPrice, .attemptsApart, .refundAfterDay, .chargeNeverWaits])
    }

    @Test func dossierOfLongAgoIsJudgedAsBefore() {
        var history = OrderHistory()
        history.sell(0)
        history.place(60_000)
        history.hear(.released(OrderID(60_000)), at: 2)
        history.held -= 1
        history.available += 1
        history.settle(60_000)
        let again = OrderHistory.credentials(0)
        history.make(0, again, at: 50)
        history.make(0, OrderHistory.credentials(9), at: 51)
        #expect(history.auditors.goodsKnown(OrderID(0), at: history.at(51)) == false)
        history.settle(0, at: 52)
        let findings = history.close()
        #expect(findings.broken == [.oneIssue, .sameAnswer, .settledOnce])
        #expect(findings[.oneIssue].failures == 1 && findings[.oneIssue].evaluations == 3)
    }

    @Test func orderThatIsNeverSettledIsFound() {
        var history = paid()
        history.issue(0)
        #expect(history.close().broken == [.allSettled])
    }

    // MARK: Coupons

    /// An order that gets a coupon and uses it.
    private func buy(_ number: UInt32, _ history: inout OrderHistory) {
        history.place(number)
        history.confirm(number)
        history.spend(number)
        // A repeated answer spends nothing.
        history.spend(number)
        history.capture(number, .yuan(9))
        history.issue(number)
        history.settle(number)
    }

    @Test func moreCouponsThanWereGivenOutAreFound() {
        var history = OrderHistory()
        for number in 0..<3 as Range<UInt32> { buy(number, &history) }
        let findings = history.close()
        #expect(findings.broken == [.couponsWithinCount])
        #expect(findings[.couponsWithinCount].failures == 1 && findings[.couponsWithinCount].evaluations == 3)
    }

    @Test func couponThatWasGivenBackMayBeUsedAgain() {
        var history = OrderHistory()
        history.place(0)
        history.spend(0)
        history.auditors.coupon(.released(OrderID(0)), heard: false, at: history.at(2))
        history.hear(.released(OrderID(0)), at: 2)
        history.held -= 1
        history.available += 1
        history.settle(0)
        for number in 1..<3 as Range<UInt32> { buy(number, &history) }
        #expect(history.close().broken.isEmpty)
    }

    /// The charge may wait 150 ms for the coupon, or until the hold is confirmed, whichever is later.
    @Test(arguments: [(1.15, false), (1.151, true), (1.0, false)])
    func chargeThatWaitsTooLongIsFound(_ second: Double, _ isWrong: Bool) {
        var history = OrderHistory()
        history.place(0)
        history.confirm(0, at: 1)
        history.capture(0, at: second)
        history.issue(0)
        history.settle(0)
        let findings = history.close()
        #expect(findings.broken == (isWrong ? [.chargeNeverWaits] : []))
        #expect(findings[.chargeNeverWaits].evaluations == 1)
    }

    @Test func secondClickOnPayBuysNoMoreTime() {
        var history = OrderHistory()
        history.place(0)
        history.confirm(0, at: 1)
        history.auditors.payBegins(OrderID(0), at: history.at(4))
        history.capture(0, at: 4.1)
        history.issue(0, at: 5)
        history.settle(0)
        #expect(history.close().broken == [.chargeNeverWaits])
    }

    // MARK: The tally

    @Test func everyRuleHasAnIdentifierOfItsOwnAndAText() {
        #expect(Set(Rule.allCases.map(\.id)).count == Rule.allCases.count)
        #expect(Set(Rule.allCases.map(\.text)).count == Rule.allCases.count)
    }

    @Test func checkThatEvaluatedNothingHasFailed() {
        let result = CheckResult(id: "x", rule: "x", evaluations: 0, failures: 0, firstFailure: "")
        #expect(!result.passed)
        var run = RunResult()
        run.checks = [result]
        #expect(run.verdict == .invariantBroken && run.verdict.exitCode == 107)
    }

    @Test func firstFailureIsKeptInWords() {
        var tally = AuditTally()
        tally.expect(.littlesLaw, false, "first")
        tally.expect(.littlesLaw, false, "second")
        tally.expect(.littlesLaw, true, "none")
        let result = tally.results { $0 == .littlesLaw }
        #expect(result.count == 1)
        #expect(result[0].firstFailure == "first")
        #expect(result[0].failures == 2 && result[0].evaluations == 3)
    }
}
