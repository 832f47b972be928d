import Platform
import Primitives
import Testing

/// Orders of several lines: all of it is sold or nothing, and after the payment each line has its own end.
@Suite struct BasketTests {
    let order = OrderID(4), second = OrderID(5), third = OrderID(6)
    let user = UserID(74)

    private var basket: Purchase { .basket(order, yuan: [30, 20, 10]) }
    private func all(_ effect: (OrderID) -> CoordinatorEffect) -> [CoordinatorEffect] {
        [order, second, third].map(effect)
    }

    @Test func purchaseIsSmallAndKnowsItsLines() {
        #expect(MemoryLayout<PurchaseLine>.size <= 8)
        #expect(MemoryLayout<Purchase>.size == 76)
        #expect(basket.price == .yuan(60) && basket.lineCount == 3)
        #expect(basket.number(ofLine: 2) == third && basket[2].product == .init(5))
        #expect(basket == .basket(order, yuan: [30, 20, 10]) && basket != .basket(order, yuan: [30, 20, 11]))
    }

    @Test func allLinesAreHeldBeforeTheBuyerMayPay() {
        let desk = CoordinatorDesk()
        #expect(
            desk.tell(.place(basket)) == [
                .holdStock(order, .init(3), quantity: 1, by: user), .holdStock(second, .init(4), quantity: 1, by: user),
                .holdStock(third, .init(5), quantity: 1, by: user),
            ])
        #expect(desk.tell(.stockHeld(third)).isEmpty)
        #expect(desk.tell(.stockHeld(third)).isEmpty)
        #expect(desk.tell(.pay(order)).isEmpty)
        #expect(desk.tell(.stockHeld(order)).isEmpty)
        #expect(desk.tell(.stockHeld(second)) == [.answer(order, .placed)])
        #expect(desk.tell(.place(basket)) == [.answer(order, .placed)])
    }

    @Test func oneSoldOutLineGivesAllOthersBack() {
        let desk = CoordinatorDesk()
        desk.tell(.place(basket))
        desk.tell(.stockHeld(order))
        #expect(
            desk.tell(.stockSoldOut(second)) == [
                .answer(order, .soldOut), .releaseStock(order), .releaseStock(third),
            ])
        #expect(desk.tell(.stockHeld(third)).isEmpty, "a late answer; its units are on their way back")
        #expect(desk.tell(.stockReleased(third)).isEmpty)
        #expect(desk.tell(.stockReleased(order)) == [.settled(order, .soldOut)])
        #expect(desk.wait(.hours(30)).isEmpty)
        #expect(desk.coordinator.openOrders == 0)
    }

    @Test func lineThatCanNotBeReachedClosesTheWholeOrder() {
        let desk = CoordinatorDesk { $0.stockAttempts = 1 }
        desk.tell(.place(basket))
        desk.tell(.stockHeld(order))
        #expect(desk.tell(.stockCallFailed(third)) == [.answer(order, .unavailable)] + all { .releaseStock($0) })
    }

    @Test func onlyTheLineWithoutAnAnswerIsAskedForAgain() {
        let desk = CoordinatorDesk()
        desk.tell(.place(basket))
        desk.tell(.stockHeld(order))
        desk.tell(.stockHeld(third))
        #expect(desk.wait(.seconds(2)) == [.holdStock(second, .init(4), quantity: 1, by: user)])
        #expect(desk.tell(.stockCallFailed(third)).isEmpty, "a doubled call")
    }

    @Test func unpaidOrderReturnsAllLines() {
        let desk = CoordinatorDesk()
        desk.tell(.place(basket))
        for line in [order, second, third] { desk.tell(.stockHeld(line)) }
        #expect(desk.wait(.minutes(15)) == [.answer(order, .closed)] + all { .releaseStock($0) })
    }

    @Test func chargeIsOneAndWaitsForAllLinesAndTheCoupon() {
        let desk = CoordinatorDesk()
        desk.tell(.place(.basket(order, yuan: [30, 20, 10], coupon: .init(0))))
        for line in [order, second, third] { desk.tell(.stockHeld(line)) }
        let redeem = CoordinatorEffect.redeemCoupon(order, .init(0), price: .yuan(60))
        #expect(desk.tell(.pay(order)) == all { .confirmStock($0) } + [redeem])
        #expect(desk.tell(.stockConfirmed(order)).isEmpty)
        #expect(desk.tell(.couponRedeemed(order, discount: .yuan(10))).isEmpty)
        #expect(desk.tell(.stockConfirmed(third)).isEmpty)
        #expect(desk.tell(.stockConfirmed(second)) == [.charge(order, .yuan(50))])
        #expect(desk.wait(.seconds(2)) == [.queryCharge(order)])
        #expect(desk.tell(.captured(order, .yuan(50))).count == 3)
    }

    @Test func oneHoldGoneClosesTheOrderUncharged() {
        let desk = CoordinatorDesk()
        desk.tell(.place(basket))
        for line in [order, second, third] { desk.tell(.stockHeld(line)) }
        desk.tell(.pay(order))
        desk.tell(.stockConfirmed(order))
        #expect(
            desk.tell(.stockHoldGone(second)) == [.answer(order, .closed), .releaseStock(order), .releaseStock(third)])
    }

    @Test func declinedChargeGivesAllLinesBack() {
        let desk = CoordinatorDesk()
        desk.tell(.place(basket))
        for line in [order, second, third] { desk.tell(.stockHeld(line)) }
        desk.tell(.pay(order))
        for line in [order, second, third] { desk.tell(.stockConfirmed(line)) }
        #expect(desk.tell(.declined(order)) == [.answer(order, .declined)] + all { .releaseStock($0) })
    }

    @Test func pageIsAnsweredWhenTheLastLineIsIssued() {
        let desk = CoordinatorDesk()
        desk.capture(basket)
        #expect(desk.tell(.issued(second)) == [.notify(user, second, .issued)])
        #expect(desk.tell(.pay(order)).isEmpty)
        #expect(desk.tell(.issued(order)) == [.notify(user, order, .issued)])
        #expect(
            desk.tell(.issued(third)) == [
                .answer(order, .issued), .notify(user, third, .issued), .settled(order, .issued),
            ])
        #expect(desk.wait(.hours(48)).isEmpty)
    }

    @Test func oneLineIsPreparedAndRetriedAlone() {
        let desk = CoordinatorDesk()
        desk.capture(basket)
        desk.tell(.issued(order))
        desk.tell(.issued(third))
        #expect(desk.tell(.issueFailed(second)) == [.answer(order, .preparing), .notify(user, second, .preparing)])
        #expect(desk.coordinator.preparingOrders == 1)
        #expect(desk.wait(.seconds(30)) == [.issue(second, user, .init(4), quantity: 1, attempt: 2)])
        #expect(
            desk.tell(.issued(second)) == [
                .answer(order, .issued), .notify(user, second, .issued), .settled(order, .issued),
            ])
    }

    @Test func lineThatCanNotBeIssuedIsRefundedAloneAndTheOthersStand() {
        let desk = CoordinatorDesk()
        desk.capture(basket)
        desk.tell(.issued(order))
        desk.tell(.issued(third))
        desk.tell(.issueFailed(second))
        #expect(desk.wait(.hours(24)).suffix(1) == [.withdrawIssue(second)])
        #expect(desk.tell(.withdrawn(second)) == [.refund(second, .yuan(20), of: order)])
        #expect(desk.wait(.seconds(30)) == [.refund(second, .yuan(20), of: order)])
        #expect(
            desk.tell(.refunded(second, .yuan(20))) == [
                .notify(user, second, .refunded), .answer(order, .partlyRefunded), .releaseStock(second),
            ])
        #expect(desk.tell(.pay(order)) == [.answer(order, .partlyRefunded)])
        #expect(desk.tell(.stockReleased(second)) == [.settled(order, .partlyRefunded)])
        #expect(desk.wait(.hours(48)).isEmpty)
    }

    @Test func refundOfALineIsItsPriceLessItsShareOfTheCoupon() {
        let desk = CoordinatorDesk()
        desk.capture(.basket(order, yuan: [10, 10, 10], coupon: .init(0)), discount: Money(fen: 1_000))
        desk.tell(.issued(third))
        desk.wait(.hours(24))
        #expect(desk.tell(.withdrawn(order)) == [.refund(order, Money(fen: 666), of: order)])
        #expect(desk.tell(.withdrawn(second)) == [.refund(second, Money(fen: 667), of: order)])
        desk.tell(.refunded(order, Money(fen: 666)))
        let last = desk.tell(.refunded(second, Money(fen: 667)))
        #expect(!last.contains(.releaseCoupon(order)), "some of the order was had with it")
    }

    @Test func couponComesBackWhenNothingWasIssued() {
        let desk = CoordinatorDesk()
        desk.capture(.basket(order, yuan: [30, 20], coupon: .init(0)), discount: .yuan(10))
        desk.wait(.hours(24))
        desk.tell(.withdrawn(order))
        desk.tell(.withdrawn(second))
        #expect(!desk.tell(.refunded(order, .yuan(24))).contains(.releaseCoupon(order)))
        #expect(
            desk.tell(.refunded(second, .yuan(16))) == [
                .notify(user, second, .refunded), .answer(order, .refunded), .releaseStock(second),
                .releaseCoupon(order),
            ])
        desk.tell(.stockReleased(order))
        desk.tell(.stockReleased(second))
        #expect(desk.tell(.couponReleased(order)) == [.settled(order, .refunded)])
    }

    @Test func captureAfterTheEndGoesBackInOnePiece() {
        let desk = CoordinatorDesk()
        desk.tell(.place(basket))
        for line in [order, second, third] { desk.tell(.stockHeld(line)) }
        desk.tell(.pay(order))
        for line in [order, second, third] { desk.tell(.stockConfirmed(line)) }
        desk.tell(.notCharged(order))
        #expect(desk.tell(.captured(order, .yuan(60))) == [.refund(order, .yuan(60), of: order)])
        #expect(desk.tell(.refunded(order, .yuan(60))) == all { .notify(user, $0, .refunded) })
        for line in [order, second] { #expect(desk.tell(.stockReleased(line)).isEmpty) }
        #expect(desk.tell(.stockReleased(third)) == [.settled(order, .refunded)])
    }

    @Test func numbersOfAnotherOrdersLinesAreClosed() {
        let desk = CoordinatorDesk()
        desk.tell(.place(basket))
        #expect(desk.tell(.pay(second)) == [.answer(second, .closed)])
        #expect(desk.tell(.place(.sample(third))) == [.answer(third, .closed)])
        let before = OrderID(3)
        #expect(desk.tell(.place(.basket(before))) == [.answer(before, .closed)], "its second number is taken")
        #expect(desk.phase(before) == .absent)
    }

    @Test func eightLinesFitAndANinthTraps() async {
        let desk = CoordinatorDesk()
        #expect(desk.capture(.basket(.init(0), yuan: [1, 2, 3, 4, 5, 6, 7, 8])).count == 8)
        await #expect(processExitsWith: .failure) {
            _ = Purchase.basket(.init(0), yuan: [1, 2, 3, 4, 5, 6, 7, 8, 9])
        }
    }

    @Test func otherBasketUnderAKnownNumberIsRefused() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order)
        #expect(desk.tell(.place(.sample(order))) == [.answer(order, .placed)], "the same basket once more")
        #expect(desk.tell(.place(.sample(order, quantity: 3))) == [.answer(order, .closed)])
        #expect(desk.tell(.place(.basket(order))) == [.answer(order, .closed)])
        #expect(desk.phase(order) == .awaitingPayment)
    }
}
