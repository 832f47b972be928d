import Platform
import Primitives
import Testing

/// What a person can do about one line of several.
@Suite struct LinePersonTests {
    let order = OrderID(4), second = OrderID(5), third = OrderID(6)
    let user = UserID(74)

    private func desk(isBundle: Bool) -> CoordinatorDesk {
        let desk = CoordinatorDesk()
        desk.capture(.basket(order, yuan: [30, 20, 10], isBundle: isBundle))
        desk.tell(.issued(order))
        for line in [second, third] { desk.tell(.issueFailed(line)) }
        return desk
    }

    private func board(_ desk: CoordinatorDesk) -> [String] {
        desk.coordinator.abnormalOrders(atMost: 10).map { "\($0.order.number) \($0.cause.name)" }
    }

    @Test func eachLineThatStandsOutIsOnTheBoard() {
        let desk = desk(isBundle: false)
        #expect(board(desk) == ["5 not issued, failed", "6 not issued, failed"])
        desk.tell(.refundNow(third))
        #expect(board(desk) == ["5 not issued, failed", "6 withdrawing"])
    }

    @Test func unknownChargeIsOnTheBoardOnceForAllLines() {
        let desk = CoordinatorDesk()
        desk.tell(.place(.basket(order)))
        for line in [order, second] { desk.tell(.stockHeld(line)) }
        desk.tell(.pay(order))
        for line in [order, second] { desk.tell(.stockConfirmed(line)) }
        desk.tell(.paymentCallFailed(order))
        #expect(board(desk) == ["4 charge unknown"])
        #expect(desk.tell(.retryNow(second)) == [.acted(second, .retryNow, .chargeUnknown), .queryCharge(order)])
        desk.tell(.notCharged(order))
        for line in [order, second] { desk.tell(.stockReleased(line)) }
        desk.tell(.captured(order, .yuan(50)))
        #expect(board(desk) == ["4 returning a late capture"])
        #expect(
            desk.tell(.retryNow(second)) == [
                .acted(second, .retryNow, .returning), .refund(order, .yuan(50), of: order),
            ])
    }

    @Test func actionsOnALineOfABasketLeaveTheOthersAlone() {
        let desk = desk(isBundle: false)
        #expect(desk.tell(.refundNow(second)) == [.acted(second, .refundNow, .issueFailed), .withdrawIssue(second)])
        #expect(desk.tell(.withdrawn(second)) == [.refund(second, .yuan(20), of: order)])
        desk.tell(.markIssued(third))
        desk.tell(.withdrawn(third))
        desk.tell(.handedOver(third))
        #expect(desk.phase(order) == .ended(.issued) && desk.phase(third) == .ended(.issued))
        desk.tell(.refunded(second, .yuan(20)))
        #expect(desk.tell(.stockReleased(second)) == [.settled(order, .partlyRefunded)])
    }

    @Test func refundOfABundlesLineTakesTheWholeBack() {
        let desk = desk(isBundle: true)
        desk.tell(.refundNow(second))
        #expect(
            desk.tell(.withdrawn(second)) == [
                .refund(second, .yuan(20), of: order), .revokeIssue(order), .withdrawIssue(third),
            ])
        #expect(board(desk) == ["4 taking back", "5 refunding", "6 withdrawing"])
        #expect(desk.tell(.retryNow(order)) == [.acted(order, .retryNow, .revoking), .revokeIssue(order)])
    }

    @Test func bundlesLineThatAPersonHandsOverWaitsForTheRest() {
        let desk = desk(isBundle: true)
        desk.tell(.markIssued(second))
        #expect(desk.tell(.withdrawn(second)) == [.handOver(second, user, .init(4), quantity: 1)])
        #expect(desk.tell(.handedOver(second)).isEmpty)
        #expect(desk.phase(second) == .ready && desk.coordinator.books[.sales] == .zero)
        #expect(
            desk.tell(.issued(third)) == [
                .answer(order, .issued), .notify(user, order, .issued), .notify(user, second, .issued),
                .notify(user, third, .issued), .settled(order, .issued),
            ])
        #expect(desk.tell(.handedOver(second)).isEmpty && desk.tell(.withdrawn(second)).isEmpty)
    }

    @Test func bundlesLineInAPersonsHandIsTakenBackWhenItIsHandedOver() {
        let desk = desk(isBundle: true)
        desk.tell(.markIssued(second))
        desk.tell(.withdrawn(second))
        desk.tell(.refundNow(third))
        #expect(desk.tell(.withdrawn(third)) == [.refund(third, .yuan(10), of: order), .revokeIssue(order)])
        #expect(desk.tell(.handedOver(second)) == [.revokeIssue(second)])
        #expect(desk.tell(.withdrawn(second)) == [.refund(second, .yuan(20), of: order)])
    }
}
