import Platform
import Primitives
import Testing

@Suite struct IssuanceTests {
    private let desk = IssuanceDesk()

    @Test func generatedProductIsIssuedAndEntitledAtOnce() {
        let effects = desk.issue(4, quantity: 3, at: 60)
        let order = OrderID(4), now = Instant.origin + .seconds(60)
        let credentials = effects.credentials
        #expect(credentials?.firstSerial == 1)
        #expect(credentials?.quantity == 3)
        #expect(credentials?.expiry == now + IssuanceDesk.membershipLasts)
        let grant = EntitlementGrant(
            order: order, user: UserID(104), product: IssuanceDesk.membership, quantity: 3, serial: 1,
            tag: credentials?.tag ?? 0, instant: now)
        #expect(effects.dropFirst() == [.entitle(grant)])
    }

    @Test func issuingAgainGivesTheSameCredentialsAndNothingElse() {
        let first = desk.issue(4, quantity: 2, at: 10)
        let again = desk.issue(4, quantity: 2, attempt: 2, at: 900)
        #expect(again == Array(first.prefix(1)))
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

    @Test func serialsAndTagsAreUniqueOverManyIssues() {
        var stream = RandomStream(seed: 5, purpose: .testing)
        let orders: UInt32 = 20_000
        var bitmap = [Bool](repeating: false, count: 5 * Int(orders) + 2)
        var tags = Set<UInt64>()
        var duplicates = 0
        for order in 0..<orders {
            let quantity = UInt8(1 + stream.next(below: 5))
            guard let credentials = desk.issue(order, quantity: quantity).credentials else {
                duplicates += 1
                continue
            }
            for unit in 0..<Int(credentials.quantity) {
                let serial = Int(credentials.firstSerial) + unit
                if bitmap[serial] { duplicates += 1 }
                bitmap[serial] = true
            }
            tags.insert(credentials.tag)
        }
        #expect(duplicates == 0)
        #expect(tags.count == Int(orders))
        let issued = Int(desk.engine.machine.generatedCount)
        #expect(bitmap[1...issued].allSatisfy { $0 } && !bitmap[(issued + 1)...].contains(true))
    }

    @Test func tagIsThatOfTheSignerOverAllThatTheCredentialSays() {
        let credentials = desk.issue(6, quantity: 2).credentials
        func tag(
            serial: UInt64 = 1, order: UInt32 = 6, product: ProductID = IssuanceDesk.membership, quantity: UInt8 = 2
        ) -> UInt64 {
            IssuanceDesk.signer.tag(serial: serial, order: OrderID(order), product: product, quantity: quantity)
        }
        #expect(credentials?.tag == tag())
        let others = [tag(serial: 2), tag(order: 7), tag(product: IssuanceDesk.card), tag(quantity: 1)]
        #expect(Set(others + [tag()]).count == 5)
        let other = CredentialSigner(key: Array(1..<33))
        #expect(other.tag(serial: 1, order: OrderID(6), product: IssuanceDesk.membership, quantity: 2) != tag())
    }

    @Test func presentationIsWhatWasIssuedAndNothingBefore() {
        #expect(desk.engine.machine.presentation(of: OrderID(3)) == nil)
        let credentials = desk.issue(3, quantity: 2).credentials!
        let shown = desk.engine.machine.presentation(of: OrderID(3))
        #expect(shown?.serial == credentials.firstSerial && shown?.tag == credentials.tag)
        #expect(shown?.product == IssuanceDesk.membership && shown?.quantity == 2)
        desk.tell(.withdraw(OrderID(2)))
        #expect(desk.engine.machine.presentation(of: OrderID(2)) == nil)
    }

    @Test func shortKeyTraps() async {
        await #expect(processExitsWith: .failure) { _ = CredentialSigner(key: [1, 2, 3]) }
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
        #expect(desk.tell(.withdraw(OrderID(7)), at: 52) == [.issued(OrderID(7), credentials)])
        #expect(desk.issue(7, quantity: 2, attempt: 2, at: 60) == [.issued(OrderID(7), credentials)])
    }

    @Test func revocationBeforeAnyIssueIsAWithdrawal() {
        #expect(desk.tell(.revoke(OrderID(7))) == [.withdrawn(OrderID(7))])
        #expect(desk.issue(7, at: 30) == [.withdrawn(OrderID(7))])
        #expect(desk.engine.machine.generatedCount == 0)
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
