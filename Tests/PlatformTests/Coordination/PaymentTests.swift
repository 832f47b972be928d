import Platform
import Primitives
import Testing

@Suite struct PaymentTests {
    let order = OrderID(2)

    @Test func payingConfirmsTheUnitsThenCharges() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order)
        #expect(desk.tell(.pay(order)) == [.confirmStock(order)])
        #expect(desk.phase(order) == .reserving)
        #expect(desk.tell(.stockConfirmed(order)) == [.charge(order, Purchase.samplePrice)])
        #expect(desk.tell(.stockConfirmed(order)).isEmpty)
        #expect(desk.phase(order) == .charging)
    }

    @Test func payingAgainChargesOnce() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order)
        desk.tell(.pay(order))
        #expect(desk.tell(.pay(order)).isEmpty)
        desk.tell(.stockConfirmed(order))
        #expect(desk.tell(.pay(order)).isEmpty)
        desk.tell(.captured(order, Purchase.samplePrice))
        #expect(desk.tell(.pay(order)).isEmpty)
        desk.tell(.issued(order))
        #expect(desk.tell(.pay(order)) == [.answer(order, .issued)])
    }

    @Test func paymentAfterExpiryIsRefused() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order)
        desk.wait(.minutes(15))
        #expect(desk.tell(.pay(order)) == [.answer(order, .closed)])
        desk.tell(.stockReleased(order))
        #expect(desk.tell(.pay(order)) == [.answer(order, .closed)])
    }

    @Test func paymentOfAnUnknownOrderIsRefused() {
        let desk = CoordinatorDesk()
        #expect(desk.tell(.pay(.init(99))) == [.answer(.init(99), .closed)])
    }

    @Test func payingBeforeTheUnitsAreHeldWaits() {
        let desk = CoordinatorDesk()
        desk.place(order)
        #expect(desk.tell(.pay(order)).isEmpty)
        #expect(desk.tell(.stockHeld(order)) == [.answer(order, .placed)])
    }

    @Test func paidOrderNeverExpires() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order)
        desk.wait(.minutes(14))
        desk.tell(.pay(order))
        desk.tell(.stockConfirmed(order))
        let effects = desk.wait(.minutes(30))
        #expect(effects.allSatisfy { $0 == .queryCharge(order) })
        #expect(!effects.isEmpty)
    }

    @Test func holdGoneAtPaymentClosesTheOrder() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order)
        desk.tell(.pay(order))
        #expect(desk.tell(.stockHoldGone(order)) == [.answer(order, .closed), .settled(order, .unpaid)])
        #expect(desk.tell(.stockHoldGone(order)).isEmpty)
    }

    @Test func holdGoneReturnsTheRedeemedCoupon() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: .init(0))
        desk.tell(.pay(order))
        desk.tell(.couponRedeemed(order, discount: .yuan(5)))
        #expect(desk.tell(.stockHoldGone(order)) == [.answer(order, .closed), .releaseCoupon(order)])
        #expect(desk.tell(.couponReleased(order)) == [.settled(order, .unpaid)])
    }

    @Test func unansweredConfirmationIsRepeatedThenEverythingIsReleased() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: .init(0))
        desk.tell(.pay(order))
        desk.tell(.couponRedeemed(order, discount: .yuan(5)))
        #expect(desk.wait(.seconds(4)) == [.confirmStock(order), .confirmStock(order)])
        #expect(
            desk.wait(.seconds(2)) == [.answer(order, .unavailable), .releaseStock(order), .releaseCoupon(order)])
        #expect(desk.tell(.stockConfirmed(order)).isEmpty, "too late")
        #expect(desk.tell(.couponReleased(order)).isEmpty)
        #expect(desk.wait(.seconds(30)) == [.releaseStock(order)])
        #expect(desk.tell(.stockReleased(order)) == [.settled(order, .unavailable)])
    }

    @Test func refusedConfirmationIsRepeatedAtOnce() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order)
        desk.tell(.pay(order))
        #expect(desk.tell(.stockCallFailed(order)) == [.confirmStock(order)])
        #expect(desk.tell(.stockConfirmed(order)) == [.charge(order, Purchase.samplePrice)])
        #expect(desk.tell(.stockCallFailed(order)).isEmpty)
    }
}

@Suite struct ChargeTests {
    let order = OrderID(2)

    @Test func declinedChargeReleasesUnitsAndCoupon() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: .init(0))
        desk.tell(.pay(order))
        desk.tell(.couponRedeemed(order, discount: .yuan(5)))
        #expect(desk.tell(.stockConfirmed(order)) == [.charge(order, .yuan(45))])
        #expect(desk.tell(.declined(order)) == [.answer(order, .declined), .releaseStock(order), .releaseCoupon(order)])
        #expect(desk.tell(.declined(order)).isEmpty)
        #expect(desk.tell(.stockReleased(order)).isEmpty)
        #expect(desk.tell(.couponReleased(order)) == [.settled(order, .declined)])
    }

    @Test func unknownChargeIsQueriedNotFailed() {
        let desk = CoordinatorDesk()
        desk.charge(order)
        #expect(desk.wait(.seconds(2) - .nanoseconds(1)).isEmpty)
        #expect(desk.wait(.nanoseconds(1)) == [.queryCharge(order)])
        #expect(desk.phase(order) == .chargeUnknown)
        #expect(desk.coordinator.unknownCharges == 1)
        let aDay = desk.wait(.hours(24))
        #expect(aDay == Array(repeating: .queryCharge(order), count: 43_200), "silence never ends it")
        #expect(desk.tell(.captured(order, Purchase.samplePrice)).count == 1)
        #expect(desk.phase(order) == .issuing)
        #expect(desk.coordinator.unknownCharges == 0)
    }

    @Test func unknownChargeMayTurnOutDeclined() {
        let desk = CoordinatorDesk()
        desk.charge(order)
        desk.wait(.seconds(2))
        #expect(desk.tell(.declined(order)) == [.answer(order, .declined), .releaseStock(order)])
    }

    @Test func chargeThatNeverHappenedClosesTheOrder() {
        let desk = CoordinatorDesk()
        desk.charge(order)
        desk.wait(.seconds(2))
        #expect(desk.tell(.notCharged(order)) == [.answer(order, .unavailable), .releaseStock(order)])
        #expect(desk.coordinator.unknownCharges == 0)
        #expect(desk.tell(.notCharged(order)).isEmpty)
        #expect(desk.tell(.stockReleased(order)) == [.settled(order, .unavailable)])
    }

    @Test func refusedChargeIsQueriedAtOnceAndThenInItsOwnTime() {
        let desk = CoordinatorDesk()
        desk.charge(order)
        #expect(desk.tell(.paymentCallFailed(order)) == [.queryCharge(order)])
        #expect(desk.tell(.paymentCallFailed(order)).isEmpty)
        #expect(desk.wait(.seconds(2)) == [.queryCharge(order)])
    }

    @Test func captureForAClosedOrderIsRefunded() {
        let desk = CoordinatorDesk()
        desk.charge(order)
        desk.tell(.declined(order))
        #expect(desk.tell(.captured(order, Purchase.samplePrice)) == [.refund(order, Purchase.samplePrice)])
        #expect(desk.phase(order) == .returning(.declined))
        #expect(desk.tell(.captured(order, Purchase.samplePrice)).isEmpty)
        #expect(desk.tell(.stockReleased(order)).isEmpty, "the money is still owed")
        #expect(desk.wait(.seconds(30)) == [.refund(order, Purchase.samplePrice)])
        #expect(
            desk.tell(.refunded(order, Purchase.samplePrice)) == [
                .notify(.init(72), order, .refunded), .settled(order, .refunded),
            ])
    }

    @Test func captureForASettledOrderIsRefundedWithoutSettlingTwice() {
        let desk = CoordinatorDesk()
        desk.charge(order)
        desk.wait(.seconds(2))
        desk.tell(.notCharged(order))
        desk.tell(.stockReleased(order))
        #expect(desk.tell(.captured(order, Purchase.samplePrice)) == [.refund(order, Purchase.samplePrice)])
        #expect(desk.tell(.refunded(order, Purchase.samplePrice)) == [.notify(.init(72), order, .refunded)])
        #expect(desk.phase(order) == .ended(.refunded))
        let books = desk.coordinator.books
        #expect(desk.tell(.captured(order, Purchase.samplePrice)).isEmpty, "a late copy of the same")
        #expect(desk.coordinator.books == books)
        #expect(desk.wait(.hours(1)).isEmpty)
    }

    // MARK: A charge that did not leave

    @Test func chargeThatDidNotLeaveIsTriedAgainAndThenTheOrderIsClosed() {
        let desk = CoordinatorDesk { $0.stockAttempts = 3 }
        desk.charge(order)
        for _ in 0..<2 {
            #expect(desk.tell(.chargeNotSent(order)).isEmpty)
            #expect(desk.phase(order) == .charging && desk.coordinator.unknownCharges == 0)
            // Not before the call time-out of two seconds, and then once.
            #expect(desk.wait(.milliseconds(1_999)).isEmpty)
            #expect(desk.wait(.milliseconds(1)) == [.charge(order, Purchase.samplePrice)])
        }
        #expect(desk.tell(.chargeNotSent(order)) == [.answer(order, .unavailable), .releaseStock(order)])
        #expect(desk.phase(order) == .ended(.unavailable))
        #expect(desk.tell(.stockReleased(order)) == [.settled(order, .unavailable)])
    }

    @Test func chargeThatLeftAtTheSecondAttemptIsAwaitedLikeAnyOther() {
        let desk = CoordinatorDesk()
        desk.charge(order)
        desk.tell(.chargeNotSent(order))
        #expect(desk.wait(.seconds(2)) == [.charge(order, Purchase.samplePrice)])
        // Its answer is missing for a call time-out: now it is unknown.
        #expect(desk.wait(.seconds(2)) == [.queryCharge(order)])
        #expect(desk.phase(order) == .chargeUnknown && desk.coordinator.unknownCharges == 1)
    }
}
