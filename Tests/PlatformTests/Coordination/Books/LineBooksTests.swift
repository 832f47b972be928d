import Platform
import Primitives
import Testing

/// The books of orders of several lines: one capture, and each line's end with its share, to the fen.
@Suite struct LineBooksTests {
    let order = OrderID(4), second = OrderID(5), third = OrderID(6)

    private func desk(isBundle: Bool) -> CoordinatorDesk {
        let desk = CoordinatorDesk { $0.giveUpAfter = .minutes(1) }
        // 10 yuan off 60 by price: 5.00, 3.33 and 1.67.
        desk.capture(.basket(order, yuan: [30, 20, 10], coupon: .init(0), isBundle: isBundle), discount: .yuan(10))
        return desk
    }

    private func balances(_ desk: CoordinatorDesk) -> [Account: Int64] {
        var fen: [Account: Int64] = [:]
        for account in Account.allCases where desk.coordinator.books[account] != .zero {
            fen[account] = desk.coordinator.books[account].fen
        }
        return fen
    }

    @Test func captureIsPostedOnceWithItsFee() {
        #expect(
            balances(desk(isBundle: false)) == [.providerClearing: 4_970, .deferredRevenue: -5_000, .providerFees: 30])
    }

    @Test func linesAreEarnedAndPaidBackByTheirShares() {
        let desk = desk(isBundle: false)
        desk.tell(.issued(order))
        #expect(balances(desk)[.sales] == -3_000 && balances(desk)[.couponCost] == 500)
        desk.tell(.issued(third))
        #expect(balances(desk)[.sales] == -4_000 && balances(desk)[.couponCost] == 667)
        desk.tell(.issueFailed(second))
        desk.wait(.minutes(1))
        desk.tell(.withdrawn(second))
        #expect(balances(desk)[.refundsPayable] == -1_667 && balances(desk)[.deferredRevenue] == nil)
        desk.tell(.refunded(second, Money(fen: 1_667)))
        #expect(
            balances(desk) == [.providerClearing: 3_303, .sales: -4_000, .couponCost: 667, .providerFees: 30])
        #expect(desk.coordinator.books.trialBalance == .zero)
    }

    @Test func bundleIsEarnedWhenAllOfItIsThere() {
        let desk = desk(isBundle: true)
        for line in [order, second] { desk.tell(.issued(line)) }
        #expect(balances(desk)[.sales] == nil && balances(desk)[.deferredRevenue] == -5_000)
        desk.tell(.issued(third))
        #expect(
            balances(desk) == [.providerClearing: 4_970, .sales: -6_000, .couponCost: 1_000, .providerFees: 30])
    }

    @Test func bundleThatFailsIsNeverEarned() {
        let desk = desk(isBundle: true)
        for line in [order, second] { desk.tell(.issued(line)) }
        desk.tell(.issueFailed(third))
        desk.wait(.minutes(1))
        for line in [third, second, order] { desk.tell(.withdrawn(line)) }
        for (line, fen) in [(order, 2_500), (second, 1_667), (third, 833)] as [(OrderID, Int64)] {
            desk.tell(.refunded(line, Money(fen: fen)))
        }
        #expect(balances(desk) == [.providerClearing: -30, .providerFees: 30])
    }

    @Test func lateCaptureOfABasketGoesBackInOnePosting() {
        let desk = CoordinatorDesk()
        desk.tell(.place(.basket(order)))
        for line in [order, second] { desk.tell(.stockHeld(line)) }
        desk.tell(.pay(order))
        for line in [order, second] { desk.tell(.stockConfirmed(line)) }
        desk.tell(.declined(order))
        desk.tell(.captured(order, .yuan(50)))
        #expect(balances(desk) == [.providerClearing: 4_970, .refundsPayable: -5_000, .providerFees: 30])
        desk.tell(.refunded(order, .yuan(50)))
        #expect(balances(desk) == [.providerClearing: -30, .providerFees: 30])
    }
}
