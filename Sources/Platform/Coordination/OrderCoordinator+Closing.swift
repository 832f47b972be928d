import Primitives

// The end of an order that keeps nothing: the buyer's answer, then the units and the coupon back, and
// when both are acknowledged the order is settled.
extension OrderCoordinator {
    /// Ends an unpaid order, all lines of it, answers its buyer, and starts giving back what it may have.
    mutating func close(
        _ order: OrderID, _ outcome: LineOutcome, at now: Instant,
        into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        for line in lines(of: order) {
            orders[line].phase = .ended(outcome)
            orders[line].beginCall()
        }
        effects.append(.answer(order, OrderOutcome(outcome).answer))
        for line in lines(of: order) { giveBackUnits(of: OrderID(index: line), at: now, into: &effects) }
        giveBackCoupon(of: order, at: now, into: &effects)
        settleWhenDone(order, into: &effects)
    }

    /// Starts giving back the units that a line may have.
    mutating func giveBackUnits(
        of line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch orders[line.index].stock {
        case .asked, .held, .confirming, .sold: releaseStock(line, at: now, into: &effects)
        case .none, .releasing, .returned: break
        }
    }

    /// Starts giving back the coupon that an order may have.
    mutating func giveBackCoupon(
        of order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch orders[order.index].coupon {
        case .redeemed: releaseCoupon(order, at: now, into: &effects)
        case .wanted: orders[order.index].coupon = .none
        // An unanswered redemption is released when its answer comes or its deadline passes.
        case .asked, .overdue, .none, .refused, .releasing, .returned: break
        }
    }

    /// Gives the units back, and again each retry interval until acknowledged.
    mutating func releaseStock(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[line.index].stock = .releasing
        effects.append(.releaseStock(line))
        retryInterval.arm(.repeatStockRelease, line, from: now)
    }

    /// Gives the coupon back, and again each retry interval until acknowledged.
    mutating func releaseCoupon(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[order.index].coupon = .releasing
        effects.append(.releaseCoupon(order))
        retryInterval.arm(.repeatCouponRelease, order, from: now)
    }

    /// A line's units are back on the shelf.
    mutating func stockReleased(_ line: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        switch orders[line.index].stock {
        case .releasing:
            orders[line.index].stock = .returned
            settleWhenDone(line, into: &effects)
        case .returned:
            break
        case .none, .asked, .held, .confirming, .sold:
            impossible("stockReleased", line)
        }
    }

    /// The coupon is back, or was never spent and never will be.
    mutating func couponReleased(_ order: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        switch orders[order.index].coupon {
        case .releasing:
            orders[order.index].coupon = .returned
            settleWhenDone(order, into: &effects)
        case .returned:
            break
        case .none, .wanted, .asked, .overdue, .redeemed, .refused:
            impossible("couponReleased", order)
        }
    }

    /// Tells the buyer's page how the order has ended, when the last of its lines has.
    mutating func answerWhenEnded(_ line: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        if case .ended(let outcome) = state(of: line) { effects.append(.answer(order(of: line), outcome.answer)) }
    }

    /// Puts the order's end on record, once, when all its lines have ended and nothing is owed to anyone any more.
    ///
    /// - Parameter line: any line of the order.
    mutating func settleWhenDone(_ line: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        let order = order(of: line)
        guard !orders[order.index].isSettled, case .ended(let outcome) = state(of: order) else { return }
        for line in lines(of: order) where orders[line].stock == .releasing { return }
        switch orders[order.index].coupon {
        case .asked, .overdue, .releasing: return
        case .none, .wanted, .redeemed, .refused, .returned: break
        }
        for line in lines(of: order) { orders[line].settle() }
        openOrders -= 1
        effects.append(.settled(order, outcome))
    }
}
