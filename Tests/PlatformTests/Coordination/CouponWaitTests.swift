import Platform
import Primitives
import Testing

@Suite struct CouponWaitTests {
    let order = OrderID(2)
    let coupon = CouponID(1)
    let fullCharge = CoordinatorEffect.charge(.init(2), Purchase.samplePrice)

    @Test func couponIsRedeemedWhileTheUnitsAreConfirmed() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: coupon)
        #expect(
            desk.tell(.pay(order)) == [
                .confirmStock(order), .redeemCoupon(order, coupon, price: Purchase.samplePrice),
            ])
        #expect(desk.tell(.couponRedeemed(order, discount: .yuan(20))).isEmpty)
        #expect(desk.tell(.couponRedeemed(order, discount: .yuan(20))).isEmpty, "twice is once")
        #expect(desk.tell(.stockConfirmed(order)) == [.charge(order, .yuan(30))])
    }

    @Test func chargeWaitsAtMost150MillisecondsForTheCoupon() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: coupon)
        desk.tell(.pay(order))
        #expect(desk.tell(.stockConfirmed(order)).isEmpty)
        #expect(desk.wait(.milliseconds(150) - .nanoseconds(1)).isEmpty)
        #expect(desk.wait(.nanoseconds(1)) == [fullCharge])
    }

    @Test func couponWaitIsTakenFromTheConfiguration() {
        let desk = CoordinatorDesk { $0.couponCalling = .bounded(wait: .milliseconds(40)) }
        desk.placeAndHold(order, coupon: coupon)
        desk.tell(.pay(order))
        desk.tell(.stockConfirmed(order))
        #expect(desk.wait(.milliseconds(40)) == [fullCharge])
    }

    @Test func couponCountsAsLongAsTheChargeHasNotLeft() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: coupon)
        desk.tell(.pay(order))
        #expect(desk.wait(.milliseconds(400)).isEmpty, "the units are not confirmed")
        desk.tell(.couponRedeemed(order, discount: .yuan(20)))
        #expect(desk.tell(.stockConfirmed(order)) == [.charge(order, .yuan(30))])
    }

    @Test func refusedCouponIsChargedInFull() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: coupon)
        desk.tell(.pay(order))
        desk.tell(.stockConfirmed(order))
        #expect(desk.tell(.couponRefused(order)) == [fullCharge])
    }

    @Test func failedCouponCallIsNotWaitedFor() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: coupon)
        desk.tell(.pay(order))
        desk.tell(.stockConfirmed(order))
        #expect(desk.tell(.couponCallFailed(order)) == [fullCharge])
    }

    @Test func lateRedemptionIsReleased() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: coupon)
        desk.tell(.pay(order))
        desk.tell(.stockConfirmed(order))
        desk.wait(.milliseconds(150))
        #expect(desk.tell(.couponRedeemed(order, discount: .yuan(20))) == [.releaseCoupon(order)])
        #expect(desk.tell(.couponRedeemed(order, discount: .yuan(20))).isEmpty)
        desk.tell(.captured(order, Purchase.samplePrice))
        #expect(
            desk.tell(.issued(order)) == [.answer(order, .issued), .notify(.init(72), order, .issued)],
            "not settled: the coupon is still owed")
        #expect(desk.wait(.seconds(30)) == [.releaseCoupon(order)])
        #expect(desk.tell(.couponReleased(order)) == [.settled(order, .issued)])
        #expect(desk.wait(.hours(1)).isEmpty)
    }

    @Test func unansweredRedemptionIsFencedOffAfterTheCallTimeout() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: coupon)
        desk.tell(.pay(order))
        desk.tell(.stockConfirmed(order))
        desk.wait(.milliseconds(150))
        desk.tell(.captured(order, Purchase.samplePrice))
        desk.tell(.issued(order))
        #expect(desk.wait(.seconds(2)) == [.releaseCoupon(order)])
        #expect(desk.tell(.couponRedeemed(order, discount: .yuan(20))).isEmpty)
        #expect(desk.tell(.couponReleased(order)) == [.settled(order, .issued)])
    }

    @Test func lateRefusalOwesNothing() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: coupon)
        desk.tell(.pay(order))
        desk.tell(.stockConfirmed(order))
        desk.wait(.milliseconds(150))
        desk.tell(.captured(order, Purchase.samplePrice))
        desk.tell(.issued(order))
        #expect(desk.tell(.couponRefused(order)) == [.settled(order, .issued)])
    }

    @Test func unansweredRedemptionOfAClosedOrderIsReleased() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: coupon)
        desk.tell(.pay(order))
        #expect(desk.tell(.stockHoldGone(order)) == [.answer(order, .closed)])
        #expect(desk.tell(.couponRedeemed(order, discount: .yuan(20))) == [.releaseCoupon(order)])
        #expect(desk.tell(.couponReleased(order)) == [.settled(order, .unpaid)])
    }

    @Test func openBreakerSkipsTheCoupon() {
        let desk = CoordinatorDesk {
            $0.couponBreaker.minimumCalls = 4
            $0.couponBreaker.windowCalls = 4
        }
        for number in UInt32(10)..<14 {
            desk.placeAndHold(.init(number), coupon: coupon)
            desk.tell(.pay(.init(number)))
            desk.tell(.couponCallFailed(.init(number)))
        }
        desk.placeAndHold(order, coupon: coupon)
        #expect(desk.tell(.pay(order)) == [.confirmStock(order)])
        #expect(desk.tell(.stockConfirmed(order)) == [fullCharge])
    }

    @Test func breakerTriesTheCouponAgainAfterAWhile() {
        let desk = CoordinatorDesk {
            $0.couponBreaker.minimumCalls = 4
            $0.couponBreaker.windowCalls = 4
        }
        for number in UInt32(10)..<14 {
            desk.placeAndHold(.init(number), coupon: coupon)
            desk.tell(.pay(.init(number)))
            desk.wait(.milliseconds(150))
        }
        desk.wait(.seconds(5))
        desk.placeAndHold(order, coupon: coupon)
        #expect(desk.tell(.pay(order)).contains(.redeemCoupon(order, coupon, price: Purchase.samplePrice)))
    }

    @Test func withoutAnyWaitTheCouponIsNotCalled() {
        let desk = CoordinatorDesk { $0.couponCalling = .bounded(wait: .zero) }
        desk.placeAndHold(order, coupon: coupon)
        #expect(desk.tell(.pay(order)) == [.confirmStock(order)])
    }

    @Test func synchronousCouponBlocksTheCharge() {
        let desk = CoordinatorDesk { $0.couponCalling = .synchronous }
        desk.placeAndHold(order, coupon: coupon)
        desk.tell(.pay(order))
        desk.tell(.stockConfirmed(order))
        let redeem = CoordinatorEffect.redeemCoupon(order, coupon, price: Purchase.samplePrice)
        #expect(desk.wait(.minutes(1)) == Array(repeating: redeem, count: 30))
        #expect(desk.tell(.couponCallFailed(order)).isEmpty)
        #expect(desk.wait(.hours(1)).count == 1_800)
        #expect(desk.tell(.couponRedeemed(order, discount: .yuan(1))) == [.charge(order, .yuan(49))])
        #expect(desk.wait(.seconds(1)).isEmpty)
    }

    @Test func synchronousCouponOfAClosedOrderIsReleased() {
        let desk = CoordinatorDesk { $0.couponCalling = .synchronous }
        desk.placeAndHold(order, coupon: coupon)
        desk.tell(.pay(order))
        desk.tell(.stockHoldGone(order))
        #expect(desk.wait(.seconds(2)) == [.releaseCoupon(order)])
        #expect(desk.tell(.couponReleased(order)) == [.settled(order, .unpaid)])
    }
}
