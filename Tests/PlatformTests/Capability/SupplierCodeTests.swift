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

    private func issue(attempt: UInt16 = 1, nonce: UInt64 = 77, at second: Int64 = 0) -> [IssuanceEffect] {
        desk.issue(3, IssuanceDesk.card, quantity: 2, attempt: attempt, nonce: nonce, at: second)
    }

    @Test func codesAreAskedForAndAskedForAgainWhileOutstanding() {
        #expect(issue() == [request])
        #expect(issue(attempt: 2, at: 30) == [request])
        #expect(desk.deadline == nil)
    }

    @Test func arrivingCodesAreIssuedAuditedAndEntitled() {
        _ = issue(at: 1)
        let effects = arrive(40, at: 9)
        let now = Instant.origin + .seconds(9), serial = UInt64(40) | 1 << 63
        #expect(effects.credentials?.firstSerial == serial)
        #expect(effects.credentials?.quantity == 2)
        #expect(effects.credentials?.expiry == now + IssuanceDesk.cardLasts)
        let record = AuditRecord(
            order: order, user: UserID(103), product: IssuanceDesk.card, quantity: 2, serial: serial, instant: now)
        #expect(
            effects.dropFirst() == [
                .audit(record), .entitle(UserID(103), order, IssuanceDesk.card, quantity: 2),
            ])
        #expect(desk.engine.machine.generatedCount == 0)
    }

    @Test func secretComesFromTheFirstRequestsNonce() {
        let twin = IssuanceDesk()
        _ = issue(nonce: 1)
        _ = issue(attempt: 2, nonce: 2)
        twin.issue(3, IssuanceDesk.card, quantity: 2, nonce: 1)
        let expected = twin.tell(.codesArrived(order, firstCode: 40, quantity: 2)).credentials
        #expect(arrive().credentials == expected)
    }

    @Test func codesThatArriveTwiceChangeNothing() {
        _ = issue()
        let credentials = arrive().credentials!
        #expect(arrive(at: 4) == [])
        #expect(issue(attempt: 2, at: 5) == [.issued(order, credentials)])
        desk.tell(.auditAcknowledged(order), at: 6)
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

    @Test func codesThatArriveAfterTheWithdrawalStayUnused() {
        _ = issue()
        #expect(desk.tell(.withdraw(order), at: 5) == [.withdrawn(order)])
        #expect(arrive(at: 6) == [])
        #expect(arrive(at: 7) == [])
        #expect(desk.engine.machine.unusedCodes == 2)
        #expect(desk.tell(.supplierEmpty(order), at: 8) == [])
        #expect(issue(attempt: 2, at: 9) == [.withdrawn(order)])
        #expect(desk.tell(.withdraw(order), at: 10) == [.withdrawn(order)])
        #expect(desk.deadline == nil)
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
