import Primitives
import Testing

@testable import Platform

/// Messages that reach the coordinator when the order's page was folded long ago.
@Suite struct FoldedOrderTests {
    private let order = OrderID(7)
    private let price = Purchase.samplePrice

    /// So many numbers come into use that every page of before is folded.
    private func fold(_ desk: CoordinatorDesk) {
        let far = OrderID(50_000)
        desk.place(far)
        desk.tell(.stockSoldOut(far))
        #expect(desk.coordinator.orders.foldedPages > 0)
    }

    /// An order of which nothing is owed any more, folded.
    private func issued() -> CoordinatorDesk {
        let desk = CoordinatorDesk()
        desk.capture(order)
        #expect(desk.tell(.issued(order)).contains(.settled(order, .issued)))
        fold(desk)
        return desk
    }

    private func declined() -> CoordinatorDesk {
        let desk = CoordinatorDesk()
        desk.charge(order)
        desk.tell(.declined(order))
        #expect(desk.tell(.stockReleased(order)).contains(.settled(order, .declined)))
        fold(desk)
        return desk
    }

    @Test func lateCaptureOfAFoldedOrderIsRefunded() {
        let desk = declined()
        #expect(desk.tell(.captured(order, price)) == [.refund(order, price)])
        #expect(desk.phase(order) == .returning(.declined))
        #expect(desk.tell(.refunded(order, price)) == [.notify(UserID(77), order, .refunded)])
        #expect(desk.phase(order) == .ended(.refunded))
        #expect(desk.coordinator.openOrders == 0)
    }

    @Test func refundOfALateCaptureIsRepeatedAndOldDeadlinesStayStale() {
        let desk = declined()
        desk.tell(.captured(order, price))
        #expect(desk.wait(.seconds(29)) == [])
        #expect(desk.wait(.seconds(2)) == [.refund(order, price)])
    }

    @Test func repeatedRepliesAboutAFoldedIssuedOrderChangeNothing() {
        let desk = issued()
        let late: [CoordinatorCommand] = [
            .stockHeld(order), .stockSoldOut(order), .stockConfirmed(order), .stockHoldGone(order),
            .captured(order, price), .declined(order), .notCharged(order), .refunded(order, price), .issued(order),
            .issueFailed(order), .stockCallFailed(order), .paymentCallFailed(order),
        ]
        for command in late { #expect(desk.tell(command) == []) }
        #expect(desk.phase(order) == .ended(.issued))
        #expect(desk.wait(.hours(25)) == [])
    }

    @Test func lateClicksOnAFoldedOrderAreAnsweredAsBefore() {
        let desk = issued()
        #expect(desk.tell(.place(.sample(order))) == [.answer(order, .issued)])
        #expect(desk.tell(.pay(order)) == [.answer(order, .issued)])
        let other = declined()
        #expect(other.tell(.pay(order)) == [.answer(order, .declined)])
    }

    @Test func repeatedReleaseOfAFoldedOrderIsHarmless() {
        let desk = declined()
        #expect(desk.tell(.stockReleased(order)) == [])
        #expect(desk.tell(.declined(order)) == [])
    }

    @Test func lateHoldOfAFoldedSoldOutOrderIsGivenBack() {
        let desk = CoordinatorDesk()
        desk.place(order)
        #expect(desk.tell(.stockSoldOut(order)).contains(.settled(order, .soldOut)))
        fold(desk)
        #expect(desk.tell(.stockHeld(order)) == [.releaseStock(order)])
        #expect(desk.wait(.seconds(31)) == [.releaseStock(order)])
        #expect(desk.tell(.stockReleased(order)) == [])
        #expect(desk.wait(.minutes(5)) == [])
    }

    @Test func lateRedemptionOfAFoldedOrderIsGivenBack() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: CouponID(0))
        desk.tell(.pay(order))
        desk.tell(.couponRefused(order))
        desk.tell(.stockConfirmed(order))
        desk.tell(.captured(order, price))
        desk.tell(.issued(order))
        fold(desk)
        #expect(desk.tell(.couponRefused(order)) == [])
        #expect(desk.tell(.couponCallFailed(order)) == [])
        #expect(desk.tell(.couponRedeemed(order, discount: .yuan(5))) == [.releaseCoupon(order)])
        #expect(desk.tell(.couponReleased(order)) == [])
        #expect(desk.phase(order) == .ended(.issued))
    }

    @Test func withdrawalRepeatedAboutAFoldedRefundedOrderChangesNothing() {
        let desk = CoordinatorDesk()
        desk.refund(order)
        desk.tell(.refunded(order, price))
        #expect(desk.tell(.stockReleased(order)).contains(.settled(order, .refunded)))
        fold(desk)
        for command in [.withdrawn(order), .refunded(order, price), .captured(order, price)] as [CoordinatorCommand] {
            #expect(desk.tell(command) == [])
        }
        #expect(desk.phase(order) == .ended(.refunded))
    }

    @Test func anOrderStillBeingPreparedSurvivesFolding() {
        let desk = CoordinatorDesk()
        desk.prepare(order)
        fold(desk)
        #expect(desk.wait(.seconds(30)).count == 1)
        #expect(desk.tell(.issued(order)).contains(.settled(order, .issued)))
    }
}
