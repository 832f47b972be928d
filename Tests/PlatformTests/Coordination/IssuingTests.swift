import Platform
import Primitives
import Testing

@Suite struct IssuingTests {
    let order = OrderID(2)
    let user = UserID(72)

    func attempt(_ number: UInt16) -> CoordinatorEffect {
        .issue(order, user, .init(3), quantity: 2, attempt: number)
    }

    @Test func paidOrderIsIssuedAtOnce() {
        let desk = CoordinatorDesk()
        desk.charge(order)
        #expect(desk.tell(.captured(order, Purchase.samplePrice)) == [attempt(1)])
        #expect(
            desk.tell(.issued(order)) == [
                .answer(order, .issued), .notify(user, order, .issued), .settled(order, .issued),
            ])
        #expect(desk.tell(.issued(order)).isEmpty)
        #expect(desk.tell(.captured(order, Purchase.samplePrice)).isEmpty)
        #expect(desk.wait(.hours(48)).isEmpty)
        #expect(desk.coordinator.openOrders == 0)
        #expect(desk.coordinator.nextDeadline == .distantFuture)
    }

    @Test func failedIssueLeadsToPreparing() {
        let desk = CoordinatorDesk()
        desk.capture(order)
        let captureInstant = desk.now
        #expect(desk.tell(.issueFailed(order)) == [.answer(order, .preparing), .notify(user, order, .preparing)])
        #expect(desk.tell(.issueFailed(order)).isEmpty)
        #expect(desk.tell(.pay(order)) == [.answer(order, .preparing)])
        #expect(desk.coordinator.preparingOrders == 1)
        #expect(desk.coordinator.oldestPreparing == captureInstant)
        desk.tell(.issued(order))
        #expect(desk.coordinator.preparingOrders == 0)
        #expect(desk.coordinator.oldestPreparing == nil)
    }

    @Test func lostIssueReplyLeadsToPreparingAndRetryAfterThirtySeconds() {
        let desk = CoordinatorDesk()
        desk.capture(order)
        #expect(desk.wait(.seconds(2)) == [.answer(order, .preparing), .notify(user, order, .preparing)])
        #expect(desk.wait(.milliseconds(27_999)).isEmpty, "29.999 s after the attempt")
        #expect(desk.wait(.milliseconds(1)) == [attempt(2)])
        #expect(desk.wait(.milliseconds(29_999)).isEmpty)
        #expect(desk.wait(.milliseconds(1)) == [attempt(3)])
        #expect(
            desk.tell(.issued(order)) == [
                .answer(order, .issued), .notify(user, order, .issued), .settled(order, .issued),
            ])
        #expect(desk.wait(.hours(48)).isEmpty)
    }

    @Test func retryIsCountedFromThePreviousAttemptNotItsFailure() {
        let desk = CoordinatorDesk()
        desk.capture(order)
        desk.wait(.seconds(1))
        desk.tell(.issueFailed(order))
        #expect(desk.wait(.seconds(29)) == [attempt(2)])
        desk.wait(.seconds(20))
        desk.tell(.issueFailed(order))
        #expect(desk.wait(.seconds(10)) == [attempt(3)])
    }

    @Test func retryIntervalIsTakenFromTheConfiguration() {
        let desk = CoordinatorDesk { $0.retryInterval = .seconds(7) }
        desk.prepare(order)
        #expect(desk.wait(.milliseconds(6_999)).isEmpty)
        #expect(desk.wait(.milliseconds(1)) == [attempt(2)])
    }

    @Test func retryCloserThanTheCallTimeoutTellsTheBuyerFirst() {
        let desk = CoordinatorDesk { $0.retryInterval = .seconds(1) }
        desk.capture(order)
        #expect(
            desk.wait(.seconds(1)) == [.answer(order, .preparing), .notify(user, order, .preparing), attempt(2)])
        #expect(desk.wait(.seconds(1)) == [attempt(3)])
    }

    @Test func eachOrderCountsItsOwnThirtySeconds() {
        let desk = CoordinatorDesk()
        desk.prepare(order)
        desk.wait(.seconds(10))
        desk.prepare(.init(3))
        #expect(desk.wait(.seconds(20)) == [attempt(2)])
        #expect(desk.wait(.seconds(10)) == [.issue(.init(3), .init(73), .init(3), quantity: 2, attempt: 2)])
    }

    @Test func oldestPreparingIsTheEarliestCaptureEvenIfItFailedLater() {
        let desk = CoordinatorDesk()
        desk.capture(order)
        let first = desk.now
        desk.wait(.seconds(1))
        desk.capture(.init(3))
        desk.tell(.issueFailed(.init(3)))
        #expect(desk.coordinator.oldestPreparing == first + .seconds(1))
        desk.tell(.issueFailed(order))
        #expect(desk.coordinator.oldestPreparing == first)
        desk.tell(.issued(order))
        #expect(desk.coordinator.oldestPreparing == first + .seconds(1))
    }
}

@Suite struct RefundTests {
    let order = OrderID(2)
    let user = UserID(72)

    @Test func aDayWithoutGoodsIsWithdrawnAfterExactly2880Attempts() {
        let desk = CoordinatorDesk()
        desk.prepare(order)
        let aDay = desk.wait(.hours(24) - .nanoseconds(1))
        #expect(aDay.count == 2_879, "and the first attempt at the capture")
        #expect(desk.wait(.nanoseconds(1)) == [.withdrawIssue(order)])
        #expect(desk.coordinator.preparingOrders == 0)
        #expect(desk.wait(.seconds(30)) == [.withdrawIssue(order)])
    }

    @Test func giveUpAfterADayRefundsExactlyOnce() {
        let desk = CoordinatorDesk()
        desk.withdraw(order)
        #expect(desk.tell(.withdrawn(order)) == [.refund(order, Purchase.samplePrice)])
        #expect(desk.tell(.withdrawn(order)).isEmpty)
        #expect(desk.tell(.issueFailed(order)).isEmpty)
        #expect(
            desk.tell(.refunded(order, Purchase.samplePrice)) == [
                .notify(user, order, .refunded), .answer(order, .refunded), .releaseStock(order),
            ])
        #expect(desk.tell(.refunded(order, Purchase.samplePrice)).isEmpty)
        #expect(desk.tell(.stockReleased(order)) == [.settled(order, .refunded)])
        #expect(desk.wait(.hours(48)).isEmpty)
        #expect(desk.coordinator.openOrders == 0)
    }

    @Test func refundIsRepeatedUntilItIsAcknowledged() {
        let desk = CoordinatorDesk()
        desk.refund(order)
        #expect(desk.tell(.paymentCallFailed(order)).isEmpty)
        #expect(desk.wait(.minutes(1)) == Array(repeating: .refund(order, Purchase.samplePrice), count: 2))
    }

    @Test func refundReturnsTheCoupon() {
        let desk = CoordinatorDesk()
        desk.placeAndHold(order, coupon: .init(0))
        desk.tell(.pay(order))
        desk.tell(.stockConfirmed(order))
        desk.tell(.couponRedeemed(order, discount: .yuan(10)))
        desk.tell(.captured(order, .yuan(40)))
        desk.wait(.hours(24))
        #expect(desk.tell(.withdrawn(order)) == [.refund(order, .yuan(40))])
        #expect(
            desk.tell(.refunded(order, .yuan(40))).suffix(2) == [.releaseStock(order), .releaseCoupon(order)])
        desk.tell(.couponReleased(order))
        #expect(desk.tell(.stockReleased(order)) == [.settled(order, .refunded)])
    }

    @Test func lateSuccessAtTheFenceCompletesInsteadOfRefunding() {
        let desk = CoordinatorDesk()
        desk.withdraw(order)
        #expect(desk.tell(.issueFailed(order)).isEmpty)
        #expect(
            desk.tell(.issued(order)) == [
                .answer(order, .issued), .notify(user, order, .issued), .settled(order, .issued),
            ])
        #expect(desk.wait(.hours(48)).isEmpty)
    }

    @Test func giveUpIsCountedFromTheCaptureAndTakenFromTheConfiguration() {
        let desk = CoordinatorDesk { $0.giveUpAfter = .seconds(45) }
        desk.capture(order)
        desk.wait(.seconds(44))
        #expect(desk.phase(order) == .preparing)
        #expect(desk.wait(.seconds(1)) == [.withdrawIssue(order)])
    }

    @Test func oneLateAdvanceGivesUpWithoutAFurtherAttempt() {
        let desk = CoordinatorDesk()
        var effects = EffectBuffer<CoordinatorEffect>()
        desk.prepare(order)
        desk.coordinator.advance(to: .origin + .hours(24), into: &effects)
        #expect(effects[0] == .issue(order, user, .init(3), quantity: 2, attempt: 2))
        #expect(effects[1] == .withdrawIssue(order))
        #expect(effects.count == 2)
    }
}
