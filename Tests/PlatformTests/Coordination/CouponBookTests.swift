import Platform
import Primitives
import Testing

@Suite struct CouponBookTests {
    let order = OrderID(3)
    let tenth = CouponID(0)
    let fiveYuan = CouponID(1)

    /// A book with a tenth off (3 of them, 20 yuan in all) and five yuan off from 8 yuan (100, 12 yuan in all).
    final class Desk {
        var book = CouponBook(terms: [
            .init(discount: .permille(100), minimumPrice: .zero, count: 3, budget: .yuan(20)),
            .init(discount: .fixed(.yuan(5)), minimumPrice: .yuan(8), count: 100, budget: .yuan(12)),
        ])
        private var effects = EffectBuffer<CouponEffect>()

        func tell(_ command: CouponCommand) -> CouponEffect {
            effects.removeAll()
            book.handle(command, at: .origin, into: &effects)
            #expect(effects.count == 1)
            return effects[0]
        }
    }

    @Test func aShareOfThePriceIsTakenOff() {
        let desk = Desk()
        #expect(
            desk.tell(.redeem(order, tenth, price: Money(fen: 1_005))) == .redeemed(order, discount: Money(fen: 101)))
        #expect(desk.book.balances[0].countLeft == 2)
        #expect(desk.book.balances[0].budgetLeft == Money(fen: 1_899))
    }

    @Test func anotherKindOrDiscountUnderTheSameKeyIsRefused() {
        let desk = Desk()
        let first = desk.tell(.redeem(order, tenth, price: .yuan(50)))
        #expect(desk.tell(.redeem(order, fiveYuan, price: .yuan(50))) == .refused(order))
        #expect(desk.tell(.redeem(order, tenth, price: .yuan(60))) == .refused(order))
        #expect(desk.tell(.redeem(order, tenth, price: .yuan(50))) == first)
        #expect(desk.book.balances[0].countUsed == 1 && desk.book.balances[1].countUsed == 0)
    }

    @Test func redeemingAgainSpendsNothingMore() {
        let desk = Desk()
        let first = desk.tell(.redeem(order, tenth, price: .yuan(50)))
        #expect(desk.tell(.redeem(order, tenth, price: .yuan(50))) == first)
        #expect(desk.book.balances[0].countUsed == 1)
        #expect(desk.book.balances[0].budgetUsed == .yuan(5))
    }

    @Test func discountNeverExceedsThePrice() {
        #expect(CouponTerms(discount: .fixed(.yuan(5)), minimumPrice: .zero, count: 1, budget: .yuan(5))
            .discount(on: .yuan(3)) == .yuan(3))
    }

    @Test func priceBelowTheMinimumIsRefused() {
        let desk = Desk()
        #expect(desk.tell(.redeem(order, fiveYuan, price: Money(fen: 799))) == .refused(order))
        #expect(desk.tell(.redeem(.init(4), fiveYuan, price: .yuan(8))) == .redeemed(.init(4), discount: .yuan(5)))
    }

    @Test func usedUpCouponsAreRefusedUntilOneComesBack() {
        let desk = Desk()
        for number in UInt32(10)..<13 { _ = desk.tell(.redeem(.init(number), tenth, price: .yuan(1))) }
        #expect(desk.tell(.redeem(order, tenth, price: .yuan(1))) == .refused(order))
        #expect(desk.tell(.release(.init(10))) == .released(.init(10)))
        #expect(desk.tell(.redeem(order, tenth, price: .yuan(1))) == .refused(order), "a refusal stays")
        #expect(desk.tell(.redeem(.init(4), tenth, price: .yuan(1))) == .redeemed(.init(4), discount: Money(fen: 10)))
    }

    @Test func usedUpBudgetIsRefused() {
        let desk = Desk()
        for number in UInt32(10)..<12 { _ = desk.tell(.redeem(.init(number), fiveYuan, price: .yuan(9))) }
        #expect(desk.tell(.redeem(order, fiveYuan, price: .yuan(9))) == .refused(order), "2 yuan are left")
        #expect(desk.book.balances[1].budgetUsed == .yuan(10))
    }

    @Test func releaseGivesBackOnce() {
        let desk = Desk()
        _ = desk.tell(.redeem(order, tenth, price: .yuan(50)))
        #expect(desk.tell(.release(order)) == .released(order))
        #expect(desk.tell(.release(order)) == .released(order))
        #expect(desk.book.balances[0].countLeft == 3)
        #expect(desk.book.balances[0].budgetLeft == .yuan(20))
        #expect(desk.tell(.redeem(order, tenth, price: .yuan(50))) == .refused(order))
    }

    @Test func releaseBeforeTheRedemptionIsAFence() {
        let desk = Desk()
        #expect(desk.tell(.release(order)) == .released(order))
        #expect(desk.tell(.redeem(order, tenth, price: .yuan(50))) == .refused(order))
        #expect(desk.book.balances[0].countUsed == 0)
    }

    @Test func aKindThatDoesNotExistTraps() async {
        await #expect(processExitsWith: .failure) { _ = Desk().tell(.redeem(.init(0), .init(2), price: .yuan(1))) }
    }
}
