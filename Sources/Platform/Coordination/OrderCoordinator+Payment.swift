import Primitives

// The buyer pays: the holds become sales and the coupon is redeemed, all at once, then the charge goes out.
extension OrderCoordinator {
    /// Starts the payment of a placed order; a known decision is repeated, and a closed order refused.
    mutating func pay(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard phase(of: order) == .awaitingPayment, orders[order.index].line == 0 else {
            return repeatAnswer(order, into: &effects)
        }
        for line in lines(of: order) {
            orders[line].phase = .reserving
            orders[line].stockAttempt = 0
            askForStock(OrderID(index: line), at: now, into: &effects)
        }
        askForCoupon(order, at: now, into: &effects)
    }

    /// A line's units are sold to this order: no expiry touches them any more.
    mutating func stockConfirmed(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard phase(of: line) == .reserving, orders[line.index].stock == .confirming else { return }
        orders[line.index].stock = .sold
        orders[line.index].beginCall()
        chargeWhenReady(order(of: line), at: now, into: &effects)
    }

    /// A hold ran out before the payment came: the order is closed, uncharged.
    mutating func stockHoldGone(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard phase(of: line) == .reserving else { return }
        guard orders[line.index].stock == .confirming else { impossible("stockHoldGone", line) }
        orders[line.index].stock = .none
        close(order(of: line), .unpaid, at: now, into: &effects)
    }

    /// Charges for all lines at once, when their units are sold and the coupon holds nothing up.
    mutating func chargeWhenReady(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        let record = orders[order.index]
        guard record.phase == .reserving, record.coupon != .asked, allLines(of: order, have: .sold) else { return }
        move(order, to: .charging)
        orders[order.index].stockAttempt = 0
        charge(order, at: now, into: &effects)
    }

    /// Says again what the buyer was told, if anything is decided; an order never placed is closed, and so is what
    /// names another order's line.
    @inline(__always)
    func repeatAnswer(_ order: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        let isLine = order.index < orders.count && orders[order.index].line != 0
        if let answer = isLine ? .closed : state(of: order).answer { effects.append(.answer(order, answer)) }
    }
}
