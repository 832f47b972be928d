import Platform
import Primitives
import Testing

@Suite struct SupplierCodeTests {
    private let desk = IssuanceDesk()
    private let order = OrderID(3)
    private let request = IssuanceEffect.requestCodes(OrderID(3), IssuanceDesk.card, quantity: 2)

    private func arrive(_ firstCode: UInt64 = 40, at second: Int64 = 0) -> [IssuanceEffect] {
        desk.tell(.codesArrived(order, firstCode: firstCode, quantity: 2), at: second)
    }

    private func issue(attempt: UInt16 = 1, at second: Int64 = 0) -> [IssuanceEffect] {
        desk.issue(3, IssuanceDesk.card, quantity: 2, attempt: attempt, at: second)
    }

    @Test func codesAreAskedForAndAskedForAgainWhileOutstanding() {
        #expect(issue() == [request])
        #expect(issue(attempt: 2, at: 30) == [request])
        #expect(desk.deadline == nil)
    }

    @Test func arrivingCodesAreIssuedAndEntitled() {
        _ = issue(at: 1)
        let effects = arrive(40, at: 9)
        let now = Instant.origin + .seconds(9), serial = UInt64(40) | 1 << 63
        #expect(effects.credentials?.firstSerial == serial)
        #expect(effects.credentials?.quantity == 2)
        #expect(effects.credentials?.expiry == now + IssuanceDesk.cardLasts)
        let grant = EntitlementGrant(
            order: order, user: UserID(103), product: IssuanceDesk.card, quantity: 2, serial: serial,
            tag: effects.credentials?.tag ?? 0, instant: now)
        #expect(effects.dropFirst() == [.entitle(grant)])
        #expect(desk.engine.machine.generatedCount == 0)
    }

    @Test func codesThatArriveTwiceChangeNothing() {
        _ = issue()
        let credentials = arrive().credentials!
        #expect(arrive(at: 4) == [])
        #expect(issue(attempt: 2, at: 5) == [.issued(order, credentials)])
        #expect(arrive(at: 7) == [])
        #expect(desk.engine.machine.unusedCodes == 0)
    }

    @Test func emptySupplierFailsTheAttemptAndTheNextAsksAgain() {
        _ = issue()
        #expect(desk.tell(.supplierEmpty(order), at: 2) == [.failed(order)])
        #expect(desk.tell(.supplierEmpty(order), at: 3) == [.failed(order)])
        #expect(issue(attempt: 2, at: 30) == [request])
        #expect(arrive(at: 31).credentials != nil)
        #expect(desk.tell(.supplierEmpty(order), at: 32) == [])
    }

    @Test func codesAfterAnEmptyAnswerStillCompleteTheOrder() {
        _ = issue()
        desk.tell(.supplierEmpty(order))
        let serial = UInt64(40) | 1 << 63
        #expect(arrive().credentials?.firstSerial == serial)
    }

    @Test func codesThatArriveAfterTheWithdrawalAreRevoked() {
        _ = issue()
        #expect(desk.tell(.withdraw(order), at: 5) == [.withdrawn(order)])
        #expect(arrive(at: 6) == [.revokeCodes(order)])
        #expect(arrive(at: 7) == [])
        #expect(desk.deadline == 36)
        #expect(desk.advance(to: 36) == [.revokeCodes(order)])
        #expect(desk.tell(.codesRevoked(order), at: 37) == [])
        #expect(desk.deadline == nil && desk.engine.machine.unusedCodes == 0)
        #expect(desk.tell(.codesRevoked(order), at: 38) == [])
        #expect(desk.tell(.supplierEmpty(order), at: 39) == [])
        #expect(issue(attempt: 2, at: 40) == [.withdrawn(order)])
        #expect(desk.tell(.withdraw(order), at: 41) == [.withdrawn(order)])
    }

    @Test func codesThatCannotBeRevokedAreCounted() {
        _ = issue()
        desk.tell(.withdraw(order), at: 5)
        _ = arrive(at: 6)
        #expect(desk.tell(.revokeRefused(order), at: 7) == [])
        #expect(desk.engine.machine.unusedCodes == 2 && desk.deadline == nil)
        #expect(desk.tell(.withdraw(order), at: 10) == [.withdrawn(order)])
    }

    @Test func supplierThatIsAskedBeforeTheWithdrawalMayStillDeliver() {
        let desk = IssuanceDesk(asksBeforeWithdrawal: true)
        desk.issue(3, IssuanceDesk.card, quantity: 2)
        #expect(desk.tell(.withdraw(order), at: 5) == [.queryCodes(order)])
        #expect(desk.tell(.withdraw(order), at: 35) == [.queryCodes(order)])
        #expect(desk.issue(3, IssuanceDesk.card, quantity: 2, attempt: 2, at: 36) == [])
        #expect(desk.tell(.codesArrived(order, firstCode: 9, quantity: 2), at: 37).credentials != nil)
    }

    @Test func supplierThatKnowsNothingLetsTheOrderBeWithdrawn() {
        let desk = IssuanceDesk(asksBeforeWithdrawal: true)
        desk.issue(3, IssuanceDesk.card, quantity: 2)
        desk.tell(.withdraw(order), at: 5)
        #expect(desk.tell(.supplierKnowsNothing(order), at: 6) == [.withdrawn(order)])
        #expect(desk.issue(3, IssuanceDesk.card, quantity: 2, attempt: 2, at: 36) == [.withdrawn(order)])
    }

    @Test func issuedCodesThatNobodyUsedAreTakenBack() {
        _ = issue()
        _ = arrive(at: 1)
        #expect(desk.tell(.revoke(order), at: 2) == [.endEntitlement(order)])
        #expect(desk.tell(.revoke(order), at: 3) == [.endEntitlement(order)])
        #expect(desk.tell(.entitlementEnded(order), at: 4) == [.revokeCodes(order)])
        #expect(desk.tell(.entitlementEnded(order), at: 5) == [])
        #expect(desk.tell(.codesRevoked(order), at: 6) == [.withdrawn(order)])
        #expect(desk.tell(.revoke(order), at: 7) == [.withdrawn(order)])
        #expect(desk.deadline == nil)
    }

    @Test func issuedCodesThatAreInUseStay() {
        _ = issue()
        let credentials = arrive(at: 1).credentials!
        desk.tell(.revoke(order), at: 2)
        #expect(desk.tell(.entitlementKept(order), at: 3) == [.kept(order)])
        #expect(desk.tell(.entitlementKept(order), at: 4) == [])
        #expect(desk.tell(.revoke(order), at: 5) == [.endEntitlement(order)], "its answer was lost")
        #expect(desk.tell(.entitlementKept(order), at: 6) == [.kept(order)])
        #expect(desk.issue(3, IssuanceDesk.card, quantity: 2, attempt: 2, at: 7) == [.issued(order, credentials)])
    }

    @Test func generatedCredentialsAreTakenBackWithoutTheSupplier() {
        desk.issue(4)
        #expect(desk.tell(.revoke(OrderID(4))) == [.endEntitlement(OrderID(4))])
        #expect(desk.tell(.entitlementEnded(OrderID(4))) == [.withdrawn(OrderID(4))])
        #expect(desk.issue(4, attempt: 2) == [.withdrawn(OrderID(4))])
    }

    @Test func withdrawalAfterAnEmptyAnswerIsFinal() {
        _ = issue()
        desk.tell(.supplierEmpty(order))
        #expect(desk.tell(.withdraw(order)) == [.withdrawn(order)])
        #expect(issue(attempt: 2) == [.withdrawn(order)])
    }

    @Test func codesNobodyAskedForTrap() async {
        await #expect(processExitsWith: .failure) {
            IssuanceDesk().tell(.codesArrived(OrderID(3), firstCode: 1, quantity: 1))
        }
        await #expect(processExitsWith: .failure) { IssuanceDesk().tell(.supplierEmpty(OrderID(3))) }
    }

    @Test func wrongNumberOfCodesTraps() async {
        await #expect(processExitsWith: .failure) {
            let desk = IssuanceDesk()
            desk.issue(3, IssuanceDesk.card, quantity: 2)
            desk.tell(.codesArrived(OrderID(3), firstCode: 1, quantity: 1))
        }
    }
}
