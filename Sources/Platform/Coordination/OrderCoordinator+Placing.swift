import Primitives

// From the basket to "please pay": the units of all lines are set aside, or the buyer hears that there are none.
extension OrderCoordinator {
    /// A new order asks for its units; a known one repeats what its buyer was told, and refuses to be another.
    mutating func place(
        _ purchase: Purchase, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        let order = purchase.order
        let count = Int(purchase.lineCount)
        for line in order.index..<order.index + count where phase(of: OrderID(index: line)) != .absent {
            return isSame(purchase) ? repeatAnswer(order, into: &effects) : effects.append(.answer(order, .closed))
        }
        orders.grow(to: order.index + count, filledWith: .absent)
        openOrders += 1
        for place in 0..<count {
            let line = purchase.number(ofLine: place)
            orders[line.index] = OrderRecord(purchase, line: place)
            orders[line.index].phase = configuration.stockStrategy.checksFirst ? .checking : .holding
            askForStock(line, at: now, into: &effects)
        }
    }

    /// Whether these numbers were used for this basket. Of a settled order only the buyer and the lines are known.
    private func isSame(_ purchase: Purchase) -> Bool {
        let count = purchase.lineCount
        guard purchase.order.index + Int(count) <= orders.count else { return false }
        for place in 0..<Int(count) {
            let line = purchase[place], record = orders[purchase.order.index + place]
            let isShaped = Int(record.line) == place && record.lines == count && record.isBundle == purchase.isBundle
            guard isShaped, record.user == purchase.user else { return false }
            guard record.isSettled || record.product == line.product && record.quantity == line.quantity else {
                return false
            }
        }
        return true
    }

    /// Check-then-act: there is enough, so take it, whatever happened in between.
    mutating func stockChecked(
        _ line: OrderID, _ available: Bool, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard phase(of: line) == .checking else { return }
        guard available else { return close(order(of: line), .soldOut, at: now, into: &effects) }
        orders[line.index].phase = .holding
        orders[line.index].stockAttempt = 0
        askForStock(line, at: now, into: &effects)
    }

    /// A line's units are set aside: with those of all lines the buyer may pay, for a limited time.
    mutating func stockHeld(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        let record = orders[line.index]
        if record.phase == .ended(.soldOut), record.stock == .none {
            // A slow first attempt got units after a repeated one found none: nobody waits for them.
            return releaseStock(line, at: now, into: &effects)
        }
        guard record.phase == .holding, record.stock == .asked else { return }
        orders[line.index].stock = .held
        orders[line.index].beginCall()
        let order = order(of: line)
        guard allLines(of: order, have: .held) else { return }
        move(order, to: .awaitingPayment)
        unpaidExpiry.arm(.expireUnpaid, order, from: now)
        effects.append(.answer(order, .placed))
    }

    /// There are not enough units for a line: none of the order is sold.
    mutating func stockSoldOut(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard phase(of: line) == .holding, orders[line.index].stock == .asked else { return }
        orders[line.index].stock = .none
        close(order(of: line), .soldOut, at: now, into: &effects)
    }

    /// Sends the stock call that the line's phase stands for, and counts the attempt.
    mutating func askForStock(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        let record = orders[line.index]
        switch record.phase {
        case .checking:
            effects.append(.checkStock(line, record.product, quantity: record.quantity, by: record.user))
        case .holding:
            orders[line.index].stock = .asked
            effects.append(
                configuration.stockStrategy.checksFirst
                    ? .takeStock(line, record.product, quantity: record.quantity, by: record.user)
                    : .holdStock(line, record.product, quantity: record.quantity, by: record.user))
        case .reserving:
            orders[line.index].stock = .confirming
            effects.append(.confirmStock(line))
        case .absent, .awaitingPayment, .charging, .chargeUnknown, .issuing, .preparing, .ready, .withdrawing,
            .revoking, .refunding, .ended, .returning:
            impossible("a stock call", line)
        }
        orders[line.index].stockAttempt += 1
        awaitAnswer(line, at: now)
    }

    /// A stock call was refused outright: the next attempt follows at once, and may meet another server.
    mutating func stockCallFailed(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: line) {
        case .checking:
            repeatStockCall(line, at: now, into: &effects)
        case .holding:
            if orders[line.index].stock == .asked { repeatStockCall(line, at: now, into: &effects) }
        case .reserving:
            if orders[line.index].stock == .confirming { repeatStockCall(line, at: now, into: &effects) }
        case .absent, .awaitingPayment, .charging, .chargeUnknown, .issuing, .preparing, .ready, .withdrawing,
            .revoking, .refunding, .ended, .returning:
            break
        }
    }

    /// Asks again, or gives the whole order up when the line's attempts are used up.
    mutating func repeatStockCall(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        if orders[line.index].stockAttempt < configuration.stockAttempts {
            askForStock(line, at: now, into: &effects)
        } else {
            close(order(of: line), .unavailable, at: now, into: &effects)
        }
    }
}
