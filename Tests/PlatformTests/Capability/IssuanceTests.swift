import Platform
import Primitives
import Testing

@Suite struct IssuanceTests {
    private let desk = IssuanceDesk()

    @Test func generatedProductIsIssuedAuditedAndEntitledAtOnce() {
        let effects = desk.issue(4, quantity: 3, at: 60)
        let order = OrderID(4), user = UserID(104), now = Instant.origin + .seconds(60)
        let credentials = effects.credentials
        #expect(credentials?.firstSerial == 1)
        #expect(credentials?.quantity == 3)
        #expect(credentials?.expiry == now + IssuanceDesk.membershipLasts)
        let record = AuditRecord(
            order: order, user: user, product: IssuanceDesk.membership, quantity: 3, serial: 1, instant: now)
        #expect(
            effects.dropFirst() == [
                .audit(record), .entitle(user, order, IssuanceDesk.membership, quantity: 3),
            ])
    }

    @Test func issuingAgainGivesTheSameCredentialsAndNothingElse() {
        let first = desk.issue(4, quantity: 2, nonce: 1, at: 10)
        let again = desk.issue(4, quantity: 2, attempt: 2, nonce: 2, at: 900)
        #expect(again == Array(first.prefix(1)))
        desk.tell(.auditAcknowledged(OrderID(4)), at: 901)
        #expect(desk.issue(4, quantity: 2, attempt: 3, nonce: 3, at: 902) == Array(first.prefix(1)))
        #expect(desk.engine.machine.generatedCount == 2)
    }

    @Test func serialsRunOnWithoutGaps() {
        #expect(desk.issue(0, quantity: 5).credentials?.firstSerial == 1)
        #expect(desk.issue(9, quantity: 2).credentials?.firstSerial == 6)
        desk.issue(1, IssuanceDesk.card)
        desk.tell(.withdraw(OrderID(2)))
        #expect(desk.issue(3).credentials?.firstSerial == 8)
        #expect(desk.engine.machine.generatedCount == 8)
    }

    @Test func serialsAndSecretsAreUniqueOverManyIssues() {
        var stream = RandomStream(seed: 5, purpose: .testing)
        let orders: UInt32 = 100_000
        var bitmap = [Bool](repeating: false, count: 5 * Int(orders) + 2)
        var secrets = Set<UInt64>()
        var duplicates = 0
        for order in 0..<orders {
            let quantity = UInt8(1 + stream.next(below: 5))
            guard let credentials = desk.issue(order, quantity: quantity, nonce: stream.next()).credentials else {
                duplicates += 1
                continue
            }
            for unit in 0..<Int(credentials.quantity) {
                let serial = Int(credentials.firstSerial) + unit
                if bitmap[serial] { duplicates += 1 }
                bitmap[serial] = true
            }
            secrets.insert(credentials.secret)
            desk.tell(.auditAcknowledged(OrderID(order)))
        }
        #expect(duplicates == 0)
        #expect(secrets.count == Int(orders))
        let issued = Int(desk.engine.machine.generatedCount)
        #expect(bitmap[1...issued].allSatisfy { $0 } && !bitmap[(issued + 1)...].contains(true))
    }

    @Test func secretDependsOnNonceAndSerial() {
        let twin = IssuanceDesk(), other = IssuanceDesk()
        let secret = desk.issue(0, nonce: 1).credentials?.secret
        #expect(twin.issue(0, nonce: 1).credentials?.secret == secret)
        #expect(other.issue(0, nonce: 2).credentials?.secret != secret)
        #expect(desk.issue(1, nonce: 1).credentials?.secret != secret)
    }

    @Test func withdrawalBeforeAnyIssueKeepsItFromEverHappening() {
        #expect(desk.tell(.withdraw(OrderID(7))) == [.withdrawn(OrderID(7))])
        #expect(desk.issue(7, at: 30) == [.withdrawn(OrderID(7))])
        #expect(desk.issue(7, attempt: 2, at: 60) == [.withdrawn(OrderID(7))])
        #expect(desk.tell(.withdraw(OrderID(7)), at: 90) == [.withdrawn(OrderID(7))])
        #expect(desk.engine.machine.generatedCount == 0)
        #expect(desk.deadline == nil)
    }

    @Test func withdrawalAfterTheIssueFindsTheCredentials() {
        let credentials = desk.issue(7, quantity: 2, at: 5).credentials!
        #expect(desk.tell(.withdraw(OrderID(7)), at: 50) == [.issued(OrderID(7), credentials)])
        desk.tell(.auditAcknowledged(OrderID(7)), at: 51)
        #expect(desk.tell(.withdraw(OrderID(7)), at: 52) == [.issued(OrderID(7), credentials)])
        #expect(desk.issue(7, quantity: 2, attempt: 2, at: 60) == [.issued(OrderID(7), credentials)])
    }

    @Test func revocationTakesBackWhatWasIssuedAndIsAFence() {
        desk.issue(7, at: 5)
        #expect(desk.tell(.revoke(OrderID(7)), at: 50) == [.withdrawn(OrderID(7))])
        #expect(desk.tell(.revoke(OrderID(7)), at: 51) == [.withdrawn(OrderID(7))])
        #expect(desk.issue(7, attempt: 2, at: 60) == [.withdrawn(OrderID(7))])
        #expect(desk.tell(.withdraw(OrderID(7)), at: 61) == [.withdrawn(OrderID(7))])
        #expect(desk.deadline != nil, "the issue goes on record all the same")
        desk.tell(.auditAcknowledged(OrderID(7)), at: 62)
        #expect(desk.deadline == nil)
        desk.tell(.auditAcknowledged(OrderID(7)), at: 63)
    }

    @Test func revocationBeforeAnyIssueIsAWithdrawal() {
        #expect(desk.tell(.revoke(OrderID(7))) == [.withdrawn(OrderID(7))])
        #expect(desk.issue(7, at: 30) == [.withdrawn(OrderID(7))])
        #expect(desk.engine.machine.generatedCount == 0)
    }

    @Test func revocationOfWhatIsOnRecordStays() {
        desk.issue(7, at: 5)
        desk.tell(.auditAcknowledged(OrderID(7)), at: 6)
        #expect(desk.tell(.revoke(OrderID(7)), at: 50) == [.withdrawn(OrderID(7))])
        #expect(desk.deadline == nil)
    }

    @Test func otherRequestUnderTheSameOrderTraps() async {
        await #expect(processExitsWith: .failure) {
            let desk = IssuanceDesk()
            desk.issue(1, quantity: 1)
            desk.issue(1, quantity: 2)
        }
        await #expect(processExitsWith: .failure) {
            let desk = IssuanceDesk()
            desk.issue(1, IssuanceDesk.card)
            desk.issue(1, IssuanceDesk.membership)
        }
    }

    @Test func impossibleRequestTraps() async {
        await #expect(processExitsWith: .failure) { IssuanceDesk().issue(1, quantity: 0) }
        await #expect(processExitsWith: .failure) { IssuanceDesk().issue(1, ProductID(2)) }
    }
}
