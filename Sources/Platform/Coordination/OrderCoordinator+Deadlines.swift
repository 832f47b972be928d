import Primitives

// One ring of deadlines per constant delay, a heap for the others; whether a deadline still counts is read off its
// order.
extension OrderCoordinator {
    /// Fires due deadlines, earliest first, as far as the buffer has room.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>) {
        pass(to: now)
        while effects.hasRoom(for: Self.mostEffects), nextDeadline <= now, nextDeadline != .distantFuture {
            fire(takeEarliest(), at: now, into: &effects)
            findNextDeadline()
        }
    }

    /// Sets ``nextDeadline`` to the earliest deadline that still counts, dropping stale ones before it.
    mutating func findNextDeadline() {
        if mayHaveStaleGiveUps { dropStaleGiveUps() }
        while true {
            let (ring, head) = earliest
            if head == .distantFuture || counts(first(ring)) {
                nextDeadline = head
                return
            }
            _ = take(ring)
        }
    }

    /// Orders seldom wait for a day: without this, those that are long over would pile up, and ``oldestPreparing``
    /// would be one of them. Only when one has left preparation is there anything to drop.
    private mutating func dropStaleGiveUps() {
        mayHaveStaleGiveUps = false
        while giveUpAfter.head != .distantFuture, !counts(giveUpAfter.first) { _ = giveUpAfter.removeFirst() }
    }

    /// Awaits the answer to the main line's latest call; earlier calls no longer count.
    mutating func awaitAnswer(_ order: OrderID, at now: Instant) {
        orders[order.index].beginCall()
        callTimeout.arm(.missAnswer, order, epoch: orders[order.index].epoch, from: now)
    }

    /// Whether a deadline's order still waits for what the deadline is about.
    func counts(_ deadline: Deadline) -> Bool {
        let record = orders[deadline.order.index]
        switch deadline.duty {
        case .endCouponWait: return record.coupon == .asked
        case .missAnswer: return record.epoch == deadline.epoch && record.phase != .preparing
        case .missCoupon: return record.coupon == .asked || record.coupon == .overdue
        case .repeatCall, .repeatCharge, .retryWithinBudget: return record.epoch == deadline.epoch
        case .repeatStockRelease: return record.stock == .releasing
        case .repeatCouponRelease: return record.coupon == .releasing
        case .expireUnpaid: return record.phase == .awaitingPayment
        case .giveUp: return record.phase == .preparing
        }
    }

    private mutating func fire(
        _ deadline: Deadline, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        let order = deadline.order
        persist(order, into: &effects)
        switch deadline.duty {
        case .endCouponWait: stopWaitingForCoupon(order, at: now, into: &effects)
        case .missAnswer: missAnswer(order, at: now, into: &effects)
        case .missCoupon: missCoupon(order, at: now, into: &effects)
        case .repeatCall: repeatCall(order, at: now, into: &effects)
        case .repeatCharge: charge(order, at: now, into: &effects)
        case .retryWithinBudget: retryWithinBudget(order, at: now, into: &effects)
        case .repeatStockRelease: releaseStock(order, at: now, into: &effects)
        case .repeatCouponRelease: releaseCoupon(order, at: now, into: &effects)
        case .expireUnpaid: close(order, .unpaid, at: now, into: &effects)
        case .giveUp: giveUp(order, at: now, into: &effects)
        }
    }

    /// The main line's call was not answered in time.
    private mutating func missAnswer(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .checking, .holding, .reserving: repeatStockCall(order, at: now, into: &effects)
        case .charging, .chargeUnknown: queryCharge(order, at: now, into: &effects)
        case .issuing: prepare(order, into: &effects)
        case .absent, .awaitingPayment, .preparing, .ready, .withdrawing, .revoking, .refunding, .ended, .returning:
            impossible("a call time-out", order)
        }
    }

    /// A retry interval has passed since the main line's latest call.
    private mutating func repeatCall(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .issuing:
            if missesSweep(order, at: now) { return }
            // Retries closer together than the call time-out: the buyer is told at the first of them.
            prepare(order, into: &effects)
            retry(order, at: now, into: &effects)
        case .preparing: retry(order, at: now, into: &effects)
        case .withdrawing: withdrawAgain(order, at: now, into: &effects)
        case .revoking: revokeAgain(order, at: now, into: &effects)
        case .refunding, .returning: refundAgain(order, at: now, into: &effects)
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .ready, .ended:
            impossible("a retry", order)
        }
    }
}

// Which ring is next. Ties go to the ring named first: at the end of the day the order is given up,
// not tried once more.
extension OrderCoordinator {
    private enum RingName { case giveUpAfter, couponWait, unpaidExpiry, callTimeout, retryInterval, scheduled, budget }

    private var earliest: (ring: RingName, head: Instant) {
        var ring = RingName.giveUpAfter
        var head = giveUpAfter.head
        if couponWait.head < head { (ring, head) = (.couponWait, couponWait.head) }
        if unpaidExpiry.head < head { (ring, head) = (.unpaidExpiry, unpaidExpiry.head) }
        if callTimeout.head < head { (ring, head) = (.callTimeout, callTimeout.head) }
        if retryInterval.head < head { (ring, head) = (.retryInterval, retryInterval.head) }
        if scheduled.head < head { (ring, head) = (.scheduled, scheduled.head) }
        if nextToken < head { (ring, head) = (.budget, nextToken) }
        return (ring, head)
    }

    private func first(_ ring: RingName) -> Deadline {
        switch ring {
        case .giveUpAfter: giveUpAfter.first
        case .couponWait: couponWait.first
        case .unpaidExpiry: unpaidExpiry.first
        case .callTimeout: callTimeout.first
        case .retryInterval: retryInterval.first
        case .scheduled: scheduled.first
        case .budget: waitingRetries[0]
        }
    }

    private mutating func take(_ ring: RingName) -> Deadline {
        switch ring {
        case .giveUpAfter: return giveUpAfter.removeFirst()
        case .couponWait: return couponWait.removeFirst()
        case .unpaidExpiry: return unpaidExpiry.removeFirst()
        case .callTimeout: return callTimeout.removeFirst()
        case .retryInterval: return retryInterval.removeFirst()
        case .scheduled: return scheduled.removeFirst()
        case .budget: return takeWaitingRetry()
        }
    }

    private mutating func takeEarliest() -> Deadline { take(earliest.ring) }

    private mutating func takeWaitingRetry() -> Deadline {
        guard let deadline = waitingRetries.popFirst() else { fatalError("no retry waits for the budget") }
        findNextToken()
        return deadline
    }
}
