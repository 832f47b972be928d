import Primitives

// From the basket to "please pay": the units are set aside, or the buyer hears that there are none.
extension OrderCoordinator {
    /// A new order asks for its units; a known one repeats what its buyer was told.
    mutating func place(
        _ purchase: Purchase, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        let order = purchase.order
        guard phase(of: order) == .absent else { return repeatAnswer(order, into: &effects) }
        orders.grow(to: order.index + 1, filledWith: .absent)
        orders[order.index] = OrderRecord(purchase)
        openOrders += 1
        orders[order.index].phase = configuration.stockStrategy.checksFirst ? .checking : .holding
        askForStock(order, at: now, into: &effects)
    }

    /// Check-then-act: there is enough, so take it, whatever happened in between.
    mutating func stockChecked(
        _ order: OrderID, _ available: Bool, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .checking where available:
            orders[order.index].phase = .holding
            orders[order.index].stockAttempt = 0
            askForStock(order, at: now, into: &effects)
        case .checking:
            close(order, .soldOut, at: now, into: &effects)
        case .absent:
            impossible("stockChecked", order)
        case .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .issuing, .preparing, .withdrawing,
            .refunding, .ended, .returning:
            break
        }
    }

    /// The units are set aside: the buyer may pay, for a limited time.
    mutating func stockHeld(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .holding:
            orders[order.index].phase = .awaitingPayment
            orders[order.index].stock = .held
            orders[order.index].beginCall()
            unpaidExpiry.arm(.expireUnpaid, order, from: now)
            effects.append(.answer(order, .placed))
        case .ended(.soldOut):
            // A slow first attempt got units after a repeated one found none: nobody waits for them.
            if orders[order.index].stock == .none { releaseStock(order, at: now, into: &effects) }
        case .absent, .checking:
            impossible("stockHeld", order)
        case .awaitingPayment, .reserving, .charging, .chargeUnknown, .issuing, .preparing, .withdrawing, .refunding,
            .ended, .returning:
            break
        }
    }

    /// There are not enough units.
    mutating func stockSoldOut(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .holding:
            orders[order.index].stock = .none
            close(order, .soldOut, at: now, into: &effects)
        case .awaitingPayment, .reserving, .ended, .returning:
            // A doubled call that came when the hold had run out; the confirmation will tell.
            break
        case .absent, .checking, .charging, .chargeUnknown, .issuing, .preparing, .withdrawing, .refunding:
            impossible("stockSoldOut", order)
        }
    }

    /// Sends the stock call that the order's phase stands for, and counts the attempt.
    mutating func askForStock(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        let record = orders[order.index]
        switch record.phase {
        case .checking:
            effects.append(.checkStock(order, record.product, quantity: record.quantity, by: record.user))
        case .holding:
            orders[order.index].stock = .asked
            effects.append(
                configuration.stockStrategy.checksFirst
                    ? .takeStock(order, record.product, quantity: record.quantity, by: record.user)
                    : .holdStock(order, record.product, quantity: record.quantity, by: record.user))
        case .reserving:
            orders[order.index].stock = .confirming
            effects.append(.confirmStock(order))
        case .absent, .awaitingPayment, .charging, .chargeUnknown, .issuing, .preparing, .withdrawing, .refunding,
            .ended, .returning:
            impossible("a stock call", order)
        }
        orders[order.index].stockAttempt += 1
        awaitAnswer(order, at: now)
    }

    /// A stock call was refused outright: the next attempt follows at once, and may meet another server.
    mutating func stockCallFailed(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .checking, .holding:
            repeatStockCall(order, at: now, into: &effects)
        case .reserving:
            if orders[order.index].stock == .confirming { repeatStockCall(order, at: now, into: &effects) }
        case .absent:
            impossible("stockCallFailed", order)
        case .awaitingPayment, .charging, .chargeUnknown, .issuing, .preparing, .withdrawing, .refunding, .ended,
            .returning:
            break
        }
    }

    /// Asks again, or gives the order up when the attempts are used up.
    mutating func repeatStockCall(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        if orders[order.index].stockAttempt < configuration.stockAttempts {
            askForStock(order, at: now, into: &effects)
        } else {
            close(order, .unavailable, at: now, into: &effects)
        }
    }
}
