import Primitives

// The buyer pays: the hold becomes a sale and the coupon is redeemed, both at once, then the charge goes out.
extension OrderCoordinator {
    /// Starts the payment of a placed order; a known decision is repeated, and a closed order refused.
    mutating func pay(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard phase(of: order) == .awaitingPayment else { return repeatAnswer(order, into: &effects) }
        orders[order.index].phase = .reserving
        orders[order.index].stockAttempt = 0
        askForStock(order, at: now, into: &effects)
        askForCoupon(order, at: now, into: &effects)
    }

    /// The units are sold to this order: no expiry touches them any more.
    mutating func stockConfirmed(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .reserving:
            guard orders[order.index].stock == .confirming else { return }
            orders[order.index].stock = .sold
            orders[order.index].beginCall()
            chargeWhenReady(order, at: now, into: &effects)
        case .absent, .checking, .holding, .awaitingPayment:
            impossible("stockConfirmed", order)
        case .charging, .chargeUnknown, .issuing, .preparing, .withdrawing, .refunding, .ended, .returning:
            break
        }
    }

    /// The hold ran out before the payment came: the order is closed, uncharged.
    mutating func stockHoldGone(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .reserving:
            guard orders[order.index].stock == .confirming else { impossible("stockHoldGone", order) }
            orders[order.index].stock = .none
            close(order, .unpaid, at: now, into: &effects)
        case .ended, .returning:
            break
        case .absent, .checking, .holding, .awaitingPayment, .charging, .chargeUnknown, .issuing, .preparing,
            .withdrawing, .refunding:
            impossible("stockHoldGone", order)
        }
    }

    /// Charges when the units are sold and the coupon holds nothing up.
    mutating func chargeWhenReady(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        let record = orders[order.index]
        guard record.phase == .reserving, record.stock == .sold, record.coupon != .asked else { return }
        orders[order.index].phase = .charging
        effects.append(.charge(order, record.amount))
        awaitAnswer(order, at: now)
    }

    /// Says again what the buyer was told, if anything is decided; an order never placed is closed.
    func repeatAnswer(_ order: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        switch phase(of: order) {
        case .absent: effects.append(.answer(order, .closed))
        case .awaitingPayment: effects.append(.answer(order, .placed))
        case .preparing, .withdrawing, .refunding: effects.append(.answer(order, .preparing))
        case .ended(let outcome), .returning(let outcome): effects.append(.answer(order, outcome.answer))
        case .checking, .holding, .reserving, .charging, .chargeUnknown, .issuing: break
        }
    }
}

extension OrderOutcome {
    /// What the buyer of an order with this end is told.
    @inlinable
    public var answer: OrderAnswer {
        switch self {
        case .issued: .issued
        case .refunded: .refunded
        case .soldOut: .soldOut
        case .unpaid: .closed
        case .declined: .declined
        case .unavailable: .unavailable
        }
    }
}
