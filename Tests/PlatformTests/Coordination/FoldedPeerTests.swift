import Platform
import Primitives
import TestSupport
import Testing

/// Messages that reach the coordinator's peers when the order's page was folded long ago.
///
/// A number far away comes into use in between, so that all pages of before are folded.
@Suite struct FoldedPeerTests {
    private let order = OrderID(3), far = OrderID(60_000)
    private let amount = Money.yuan(40)

    @Test func chargeAskedForAgainLongAfterIsAnsweredAsBefore() {
        let desk = PaymentAdapterTests.Desk()
        desk.tell(.charge(order, amount))
        desk.tell(.providerCaptured(order, amount))
        desk.tell(.query(far))
        #expect(desk.tell(.providerCaptured(order, amount)) == nil)
        #expect(desk.tell(.charge(order, amount)) == .captured(order, amount))
        #expect(desk.tell(.query(order)) == .captured(order, amount))
        #expect(desk.tell(.refund(order, amount)) == .requestRefund(order, amount))
        #expect(desk.tell(.providerRefunded(order, amount)) == .refunded(order, amount))
    }

    @Test func captureThatComesLongAfterARefusalIsReported() {
        let desk = PaymentAdapterTests.Desk()
        desk.tell(.charge(order, amount))
        desk.tell(.providerDeclined(order))
        desk.tell(.query(far))
        #expect(desk.tell(.charge(order, amount)) == .declined(order))
        #expect(desk.tell(.providerCaptured(order, amount)) == .captured(order, amount))
    }

    @Test func couponOfLongAgoIsGivenBackInFull() {
        let desk = CouponBookTests.Desk()
        let first = desk.tell(.redeem(order, CouponID(0), price: .yuan(50)))
        _ = desk.tell(.release(far))
        #expect(desk.tell(.redeem(order, CouponID(0), price: .yuan(50))) == first)
        #expect(desk.tell(.release(order)) == .released(order))
        #expect(desk.book.balances[0].countUsed == 0 && desk.book.balances[0].budgetUsed == .zero)
        #expect(desk.tell(.redeem(order, CouponID(0), price: .yuan(50))) == .refused(order))
    }

    @Test func saleOfLongAgoIsConfirmedAgainAndGivenBackOnce() {
        let stock = Bench(ImmediateStock(strategy: .conditionalUpdate, initial: [10], holdTimeToLive: .minutes(20)))
        stock.send(.hold(order, ProductID(0), quantity: 3, by: UserID(1)), at: .origin)
        stock.send(.confirm(order), at: .origin)
        stock.send(.release(far), at: .origin)
        #expect(stock.send(.confirm(order), at: .origin) == [.confirmed(order)])
        for _ in 0..<2 { #expect(stock.send(.release(order), at: .origin) == [.released(order)]) }
        #expect(stock.machine.products[0].available == 10 && stock.machine.isConserved)
    }

    @Test func issueAskedForAgainLongAfterGivesTheSameCredentials() {
        let desk = IssuanceDesk()
        let first = desk.issue(3, quantity: 2, at: 1).credentials
        desk.tell(.withdraw(far), at: 2)
        #expect(first != nil)
        #expect(desk.issue(3, quantity: 2, attempt: 2, at: 900).credentials == first)
        #expect(desk.tell(.withdraw(order), at: 901).credentials == first)
        #expect(desk.engine.machine.presentation(of: order)?.tag == first?.tag)
    }

    @Test func codesThatComeLongAfterTheWithdrawalAreRevoked() {
        let desk = IssuanceDesk()
        desk.issue(3, IssuanceDesk.card)
        desk.tell(.withdraw(order))
        desk.tell(.withdraw(far))
        #expect(desk.tell(.codesArrived(order, firstCode: 5, quantity: 1), at: 900) == [.revokeCodes(order)])
        #expect(desk.issue(3, IssuanceDesk.card, attempt: 2, at: 901) == [.withdrawn(order)])
    }

    @Test func entitlementOfLongAgoIsChangedAndReadAsBefore() {
        let desk = LedgerDesk()
        desk.register(3, LedgerDesk.course)
        desk.register(far.number, LedgerDesk.course)
        #expect(desk.reading(3).state == .active)
        #expect(desk.ask(3, .use, at: 900) == [.changed(order, .use, version: 2, .active)])
        #expect(desk.reading(3).version == 2)
    }
}
