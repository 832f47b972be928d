import Primitives

// The end of an order that keeps nothing: the buyer's answer, then the units and the coupon back, and
// when both are acknowledged the order is settled.
extension OrderCoordinator {
    /// Ends an order without goods, answers its buyer, and starts giving back what it may have.
    mutating func close(
        _ order: OrderID, _ outcome: OrderOutcome, at now: Instant,
        into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[order.index].phase = .ended(outcome)
        orders[order.index].beginCall()
        effects.append(.answer(order, outcome.answer))
        switch orders[order.index].stock {
        case .asked, .held, .confirming, .sold: releaseStock(order, at: now, into: &effects)
        case .none, .releasing, .returned: break
        }
        switch orders[order.index].coupon {
        case .redeemed: releaseCoupon(order, at: now, into: &effects)
        case .wanted: orders[order.index].coupon = .none
        // An unanswered redemption is released when its answer comes or its deadline passes.
        case .asked, .overdue, .none, .refused, .releasing, .returned: break
        }
        settleWhenDone(order, into: &effects)
    }

    /// Gives the units back, and again each retry interval until acknowledged.
    mutating func releaseStock(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[order.index].stock = .releasing
        effects.append(.releaseStock(order))
        retryInterval.arm(.repeatStockRelease, order, from: now)
    }

    /// Gives the coupon back, and again each retry interval until acknowledged.
    mutating func releaseCoupon(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[order.index].coupon = .releasing
        effects.append(.releaseCoupon(order))
        retryInterval.arm(.repeatCouponRelease, order, from: now)
    }

    /// The units are back on the shelf.
    mutating func stockReleased(_ order: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        guard phase(of: order) != .absent else { impossible("stockReleased", order) }
        switch orders[order.index].stock {
        case .releasing:
            orders[order.index].stock = .returned
            settleWhenDone(order, into: &effects)
        case .returned:
            break
        case .none, .asked, .held, .confirming, .sold:
            impossible("stockReleased", order)
        }
    }

    /// The coupon is back, or was never spent and never will be.
    mutating func couponReleased(_ order: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        switch couponClaim(order, "couponReleased") {
        case .releasing:
            orders[order.index].coupon = .returned
            settleWhenDone(order, into: &effects)
        case .returned:
            break
        case .none, .wanted, .asked, .overdue, .redeemed, .refused:
            impossible("couponReleased", order)
        }
    }

    /// Puts the order's end on record, once, when nothing is owed to anyone any more.
    mutating func settleWhenDone(_ order: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        let record = orders[order.index]
        guard case .ended(let outcome) = record.phase, !record.isSettled, record.stock != .releasing else { return }
        switch record.coupon {
        case .asked, .overdue, .releasing: return
        case .none, .wanted, .redeemed, .refused, .returned: break
        }
        orders[order.index].settle()
        openOrders -= 1
        effects.append(.settled(order, outcome))
    }
}
