import Primitives

// The coupon beside the payment. A failing coupon service must not hold up paying: the charge waits
// for it for a bounded time only, and what came of an unanswered redemption is cleared up afterwards.
extension OrderCoordinator {
    /// Asks for the coupon that the buyer wants to use, unless the breaker advises against it.
    mutating func askForCoupon(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard orders[order.index].coupon == .wanted else { return }
        switch configuration.couponCalling {
        case .bounded(let wait):
            guard wait > .zero, breaker.permits(at: now) else {
                orders[order.index].coupon = .none
                return
            }
            couponWait.arm(.endCouponWait, order, from: now)
            redeemCoupon(order, into: &effects)
        case .synchronous:
            callTimeout.arm(.missCoupon, order, from: now)
            redeemCoupon(order, into: &effects)
        }
    }

    /// The coupon is spent on the order: its discount counts, unless the charge left without it.
    mutating func couponRedeemed(
        _ order: OrderID, _ discount: Money, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch orders[order.index].coupon {
        case .asked:
            noteCouponCall(success: true, at: now)
            redeemed(order, discount, at: now, into: &effects)
        case .overdue, .refused:
            redeemed(order, discount, at: now, into: &effects)
        case .none, .wanted:
            impossible("couponRedeemed", order)
        case .redeemed, .releasing, .returned:
            break
        }
    }

    /// There is no coupon for the order.
    mutating func couponRefused(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch orders[order.index].coupon {
        case .asked:
            noteCouponCall(success: true, at: now)
            orders[order.index].coupon = .refused
            chargeWhenReady(order, at: now, into: &effects)
            settleWhenDone(order, into: &effects)
        case .overdue:
            orders[order.index].coupon = .refused
            settleWhenDone(order, into: &effects)
        case .none, .wanted:
            impossible("couponRefused", order)
        case .redeemed, .refused, .releasing, .returned:
            break
        }
    }

    /// The coupon service turned the call away. Whether an earlier copy of it got through is unknown.
    mutating func couponCallFailed(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch orders[order.index].coupon {
        case .asked:
            if configuration.couponCalling != .synchronous { stopWaitingForCoupon(order, at: now, into: &effects) }
        case .none, .wanted:
            impossible("couponCallFailed", order)
        case .overdue, .redeemed, .refused, .releasing, .returned:
            break
        }
    }

    /// The charge goes on without the coupon; the redemption stays open until answered or fenced off.
    mutating func stopWaitingForCoupon(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        noteCouponCall(success: false, at: now)
        orders[order.index].coupon = .overdue
        callTimeout.arm(.missCoupon, order, from: now)
        chargeWhenReady(order, at: now, into: &effects)
    }

    /// No answer within the call time-out: ask again if the charge waits, else make sure that none is spent.
    mutating func missCoupon(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        let record = orders[order.index]
        if record.phase == .reserving, record.coupon == .asked {
            callTimeout.arm(.missCoupon, order, from: now)
            redeemCoupon(order, into: &effects)
        } else {
            releaseCoupon(order, at: now, into: &effects)
        }
    }

    /// Takes the discount off while the charge has not left; afterwards gives the coupon back.
    private mutating func redeemed(
        _ order: OrderID, _ discount: Money, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard orders[order.index].phase == .reserving else { return releaseCoupon(order, at: now, into: &effects) }
        let price = total(of: order)
        if discount < .zero || discount > price { fatalError("a discount of \(discount) on a price of \(price)") }
        share(discount, over: order)
        orders[order.index].coupon = .redeemed
        chargeWhenReady(order, at: now, into: &effects)
    }

    private mutating func redeemCoupon(_ order: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        orders[order.index].coupon = .asked
        let kind = CouponID(UInt32(orders[order.index].couponKind))
        effects.append(.redeemCoupon(order, kind, price: total(of: order)))
    }

    /// Tells the breaker how a bounded call went: once for each call that it let through.
    private mutating func noteCouponCall(success: Bool, at now: Instant) {
        if configuration.couponCalling != .synchronous { breaker.record(success: success, at: now) }
    }
}
