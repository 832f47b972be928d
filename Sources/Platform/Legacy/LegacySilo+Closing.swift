import Primitives

// How sales end: by themselves, or by a person's hand.
extension LegacySilo {
    /// Ends a sale that was not paid: the buyer is told, and the units go back to where they came from.
    mutating func end(_ sale: SaleID, _ outcome: OrderOutcome, into effects: inout EffectBuffer<LegacyEffect>) {
        let order = sales[sale.index].order
        sales[sale.index].phase = .closed
        sales[sale.index].outcome = outcome
        effects.append(.answer(order, outcome.answer))
        giveUnits(of: sale, into: &effects)
        leave(order, into: &effects)
    }

    /// The silo knows no further: the page shows an error, and a person must look.
    mutating func list(_ sale: SaleID, _ cause: ManualCause, into effects: inout EffectBuffer<LegacyEffect>) {
        let order = sales[sale.index].order
        sales[sale.index].phase = .listed
        effects.append(.answer(order, .unavailable))
        effects.append(.listed(order, cause))
    }

    /// A person goes through all sales of the order and the provider's statement: what was paid for and not
    /// served, or served twice, is paid back. As long as a sale is under way the order is put back on the list.
    mutating func resolve(_ order: OrderID, into effects: inout EffectBuffer<LegacyEffect>) {
        guard let latest = latestSale(of: order) else {
            fatalError("a person looks for order \(order.number), which the old platform does not have")
        }
        var kept: UInt32 = 0
        var next = latest.number + 1
        while next > 0 {
            let record = sales[Int(next) - 1]
            guard record.phase.isOver || record.phase == .listed else {
                return effects.append(.listed(order, .complaint))
            }
            // The first sale that was served is the one that counts.
            if record.phase == .done { kept = next }
            next = record.previous
        }
        next = latest.number + 1
        while next > 0 {
            if next != kept { putRight(SaleID(next - 1), into: &effects) }
            next = sales[Int(next) - 1].previous
        }
        effects.append(.payBackAllBut(order, kept == 0 ? .zero : sales[Int(kept) - 1].amount))
        settleWhenOver(order, into: &effects)
    }

    /// A sale that must not stand: paid back if a payment is booked for it, else closed.
    private mutating func putRight(_ sale: SaleID, into effects: inout EffectBuffer<LegacyEffect>) {
        let record = sales[sale.index]
        switch record.phase {
        case .listed, .done:
            if record.reference > 0 {
                sales[sale.index].phase = .refunded
                effects.append(.paidBack(record.order, record.amount))
            } else {
                sales[sale.index].phase = .closed
                sales[sale.index].outcome = .unavailable
            }
            giveUnits(of: sale, into: &effects)
            if record.phase == .listed { orders[record.order.index].open -= 1 }
        case .refunded, .closed: break
        case .absent, .awaitingStock, .awaitingPayment, .awaitingCoupon, .charging, .issuing:
            impossible("a person's hand", sale)
        }
    }

    /// Puts a sale's units back. The core's ledger knows the order only: it is told when no sale keeps any.
    private mutating func giveUnits(of sale: SaleID, into effects: inout EffectBuffer<LegacyEffect>) {
        let record = sales[sale.index]
        guard record.units != .none else { return }
        sales[sale.index].units = .none
        orders[record.order.index].withUnits -= 1
        let others = orders[record.order.index].withUnits > 0
        switch record.units {
        case .copy:
            copies.giveBack(record.product, record.quantity, to: record.channel)
            effects.append(.gaveUnits(record.order, again: others))
        case .lent: if !others { effects.append(.releaseStock(record.order)) }
        case .none: break
        }
    }

    /// One sale of the order is over.
    mutating func leave(_ order: OrderID, into effects: inout EffectBuffer<LegacyEffect>) {
        orders[order.index].open -= 1
        settleWhenOver(order, into: &effects)
    }

    /// Puts the order's end on record, once: the best that became of any of its sales.
    private mutating func settleWhenOver(_ order: OrderID, into effects: inout EffectBuffer<LegacyEffect>) {
        guard orders[order.index].open == 0, !orders[order.index].isSettled else { return }
        orders[order.index].isSettled = true
        var outcome = sales[Int(orders[order.index].latest) - 1].outcome
        var next = orders[order.index].latest
        while next > 0 {
            let record = sales[Int(next) - 1]
            if record.phase == .done { outcome = .issued }
            if record.phase == .refunded, outcome != .issued { outcome = .refunded }
            next = record.previous
        }
        effects.append(.settled(order, outcome))
    }
}
