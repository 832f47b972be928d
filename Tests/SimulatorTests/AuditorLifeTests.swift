import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Wrong histories of entitlements, their records, and what users see of them.
@Suite struct AuditorLifeTests {
    /// A history of an order whose goods are about to be issued.
    private func paid() -> OrderHistory {
        var history = OrderHistory()
        history.place(0)
        history.confirm(0)
        history.capture(0)
        return history
    }

    /// The same with the goods issued, by the engine's word alone.
    private func issued(quantity: UInt8 = 1, expiry: Instant = .distantFuture) -> OrderHistory {
        var history = paid()
        history.auditors.issueAsked(OrderID(0), at: history.at(2))
        history.make(0, Credentials(firstSerial: 0, tag: 1, quantity: quantity, expiry: expiry), at: 2)
        _ = history.auditors.goodsKnown(OrderID(0), at: history.at(2))
        return history
    }

    // MARK: Issuance

    @Test func moreUnitsThanWereBoughtAreFound() {
        var history = issued(quantity: 2)
        history.enter(0)
        history.settle(0)
        #expect(history.close().broken == [.unitsIssued])
    }

    @Test func entitlementThatEndsAtItsIssueIsFound() {
        var history = issued(expiry: .origin + .seconds(2))
        history.enter(0)
        history.settle(0)
        #expect(history.close().broken == [.validOnlyInTime])
    }

    @Test func issueAfterTheWithdrawalIsFound() {
        var history = paid()
        history.withdraw(0)
        history.issue(0)
        history.settle(0)
        #expect(history.close().broken == [.nothingAfterWithdrawal, .sameAnswer])
    }

    @Test(arguments: [CodePool.State.none, .barred, .revoked]) func issuedOrderWithoutCodesIsFound(
        _ state: CodePool.State
    ) {
        var history = OrderHistory()
        history.sell(0)
        history.codes[0] = state
        #expect(history.close().broken == [.codesAgree])
    }

    @Test(arguments: [CodePool.State.handedOut, .activated]) func codesThatAreOutForARefundedOrderAreFound(
        _ state: CodePool.State
    ) {
        var history = paid()
        history.withdraw(0)
        history.refund(0, at: 86_401)
        history.settle(0)
        history.codes[0] = state
        #expect(history.close().broken == [.codesAgree])
    }

    @Test func codesOfIssuedOrdersAndNoOthersAreRight() {
        var history = OrderHistory()
        history.sell(0)
        history.codes[0] = .activated
        history.place(1, hold: false)
        history.settle(1)
        history.codes[1] = .revoked
        #expect(history.close().broken.isEmpty)
    }

    // MARK: Validity

    /// The product lasts for ten seconds from its issue at second 2; the auditor knows it to the second.
    @Test(arguments: [
        (EntitlementVerdict.valid, 5.0, false), (.valid, 12, false), (.valid, 14, true), (.expired, 14, false),
    ])
    func entitlementThatIsCalledValidAfterItsEndIsFound(
        _ verdict: EntitlementVerdict, _ second: Double, _ isWrong: Bool
    ) {
        var history = OrderHistory()
        history.sell(0)
        history.auditors.answered(OrderID(0), verdict, at: history.at(second))
        #expect(history.close().broken == (isWrong ? [.validOnlyInTime] : []))
    }

    @Test func whatIsSuspendedOrWasNeverIssuedIsNotValid() {
        var history = OrderHistory()
        history.sell(0)
        history.change(0, .suspend, .suspended, at: 3)
        history.audit(0, .suspend, at: 3)
        history.auditors.answered(OrderID(0), .valid, at: history.at(4))
        history.auditors.answered(OrderID(1), .valid, at: history.at(4))
        let findings = history.close()
        #expect(findings.broken == [.validOnlyInTime] && findings[.validOnlyInTime].failures == 2)
    }

    // MARK: Lives

    @Test(arguments: [
        (LifecycleOperation.use, EntitlementState.usedUp, true), (.renew, .active, true), (.resume, .active, false),
        (.expire, .active, false), (.activate, .active, false), (.suspend, .revoked, false),
    ])
    func changeThatTheTableDoesNotListIsFound(
        _ operation: LifecycleOperation, _ state: EntitlementState, _ isListed: Bool
    ) {
        var history = OrderHistory()
        history.sell(0)
        history.change(0, operation, state, at: 3)
        history.audit(0, operation, at: 3)
        if !state.isLive { history.overview = 0 }
        #expect(history.close().broken == (isListed ? [] : [.onlyListedChanges]))
    }

    @Test func changeAfterAFinalStateIsFound() {
        var history = OrderHistory()
        history.sell(0)
        for (operation, state) in [(LifecycleOperation.revoke, EntitlementState.revoked), (.renew, .active)] {
            history.change(0, operation, state, at: 3)
            history.audit(0, operation, at: 3)
        }
        #expect(history.close().broken == [.onlyListedChanges, .settledOnce])
    }

    @Test(arguments: [1, 3] as [UInt16]) func versionThatIsNotTheNextIsFound(_ version: UInt16) {
        var history = OrderHistory()
        history.sell(0)
        history.change(0, .use, .active, version: version, at: 3)
        history.audit(0, .use, at: 3)
        // A record of that version is out of order as well, or a second one of the version before.
        let second: [Rule] = version == 1 ? [.sameAnswer, .effectOnce] : []
        #expect(history.close().broken == [.oneRecordPerChange] + second + [.versionsByOne])
    }

    // MARK: Records

    @Test func issueWithoutARecordIsFound() {
        var history = issued()
        history.change(0, .issue, .active)
        history.settle(0)
        #expect(history.close().broken == [.auditComplete, .oneRecordPerChange, .auditFolds, .changesTold])
    }

    @Test func recordThatIsDroppedIsFound() {
        var history = OrderHistory()
        history.sell(0)
        history.change(0, .suspend, .suspended, at: 3)
        #expect(history.close().broken == [.oneRecordPerChange, .auditFolds])
    }

    @Test func secondRecordOfOneChangeIsFound() {
        var history = OrderHistory()
        history.sell(0)
        history.audit(0)
        #expect(history.close().broken == [.auditComplete, .oneRecordPerChange, .sameAnswer, .effectOnce])
    }

    @Test func recordOfNoIssueIsFound() {
        var history = OrderHistory()
        history.place(0, hold: false)
        history.audit(0)
        history.overview = Auditors.share(of: UserID(1), units: 1)
        history.settle(0)
        #expect(history.close().broken == [.auditComplete, .oneRecordPerChange, .auditFolds])
    }

    @Test func recordWithAnotherCredentialIsFound() {
        var history = issued()
        history.enter(0, serial: 99)
        history.settle(0)
        #expect(history.close().broken == [.auditComplete])
    }

    @Test func recordPublishedAgainIsNoSecondOne() {
        var history = OrderHistory()
        history.sell(0)
        history.audit(0, again: true)
        #expect(history.close().broken.isEmpty)
    }

    @Test func gapInTheNumbersIsFound() {
        var history = OrderHistory()
        history.sell(0)
        history.sequence += 1
        history.sell(1)
        #expect(history.close().broken == [.overviewIsFold, .auditChained])
    }

    @Test func logThatWasRewrittenIsFound() {
        var history = OrderHistory()
        history.sell(0)
        history.chain = SHA256()
        #expect(history.close().broken == [.auditChained])
    }

    @Test func ledgerThatDisagreesWithTheRecordsIsFound() {
        var history = OrderHistory()
        history.sell(0)
        history.entries[0] = OrderHistory.entry(.revoked, version: 1)
        #expect(history.close().broken == [.auditFolds])
    }

    // MARK: The overview

    @Test func overviewThatShowsTooManyOrTooFewIsFound() {
        for units in [0, 2] {
            var history = OrderHistory()
            history.sell(0)
            history.overview = Auditors.share(of: UserID(1), units: units)
            #expect(history.close().broken == [.overviewIsFold])
        }
        var other = OrderHistory()
        other.sell(0)
        other.overview = Auditors.share(of: UserID(2), units: 1)
        #expect(other.close().broken == [.overviewIsFold])
    }

    @Test func overviewThatStopsBeforeTheLastRecordIsFound() {
        var history = OrderHistory()
        history.sell(0)
        history.change(0, .use, .active, at: 3)
        history.audit(0, .use, at: 3, shownAfter: nil)
        history.sequence -= 1
        #expect(history.close().broken == [.overviewIsFold])
    }

    @Test(arguments: [(30.0, false), (30.001, true)]) func recordThatShowsTooLateIsFound(
        _ delay: Double, _ isWrong: Bool
    ) {
        var history = OrderHistory()
        history.sell(0)
        history.change(0, .use, .active, at: 3)
        history.audit(0, .use, at: 3, shownAfter: delay)
        #expect(history.close().broken == (isWrong ? [.overviewIsFresh] : []))
    }

    @Test(arguments: [(Fault.Kind.outage, false), (.lostReplies(permille: 1), true)])
    func recordMayShowLateAfterAnOutageAndNotAfterALostReply(_ kind: Fault.Kind, _ isWrong: Bool) {
        let fault = Fault(
            name: "f", kind: kind, service: .audit, from: .origin + .seconds(10), until: .origin + .seconds(600))
        var history = OrderHistory(faults: [fault])
        history.sell(0)
        history.change(0, .use, .active, at: 20)
        history.audit(0, .use, at: 20, shownAfter: 605)
        #expect(history.close().broken == (isWrong ? [.overviewIsFresh] : []))
    }
}
