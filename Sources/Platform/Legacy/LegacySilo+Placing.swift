import Primitives

// From the click to "please pay". Every click is a sale of its own.
extension LegacySilo {
    /// A click on "place the order", or a second one on "pay": a new sale, whatever was sold under the order's
    /// number before.
    mutating func begin(
        _ purchase: Purchase, paysAtOnce: Bool, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        let order = purchase.order
        orders.grow(to: order.index + 1, filledWith: LegacyOrder())
        var record = LegacySale(purchase, channel: copies.channel(of: purchase.user), paysAtOnce: paysAtOnce)
        record.previous = orders[order.index].latest
        let sale = SaleID(index: sales.append(record))
        orders[order.index].latest = sale.number + 1
        orders[order.index].open += 1
        if isLent {
            sales[sale.index].phase = .awaitingStock
            effects.append(.holdStock(order, purchase.product, quantity: purchase.quantity))
            armCall(sale, from: now)
        } else if copies.take(purchase.product, purchase.quantity, from: record.channel, at: now) {
            effects.append(.tookUnits(order, again: orders[order.index].withUnits > 0))
            keepUnits(.copy, of: sale)
            offer(sale, at: now, into: &effects)
        } else {
            end(sale, .soldOut, into: &effects)
        }
    }

    /// An answer that names the order only: all its sales that wait for such an answer take it.
    mutating func answered(
        _ command: LegacyCommand, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        guard var sale = latestSale(of: command.order) else {
            fatalError("\(command) for an order that the old platform does not have")
        }
        while true {
            switch sales[sale.index].phase {
            case .awaitingStock: stockAnswered(sale, command, at: now, into: &effects)
            case .awaitingCoupon: couponAnswered(sale, command, at: now, into: &effects)
            case .absent, .awaitingPayment, .charging, .issuing, .listed, .done, .refunded, .closed: break
            }
            guard sales[sale.index].previous > 0 else { return }
            sale = SaleID(sales[sale.index].previous - 1)
        }
    }

    private mutating func stockAnswered(
        _ sale: SaleID, _ command: LegacyCommand, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        switch command {
        case .stockHeld:
            keepUnits(.lent, of: sale)
            offer(sale, at: now, into: &effects)
        case .stockSoldOut: end(sale, .soldOut, into: &effects)
        case .stockCallFailed: end(sale, .unavailable, into: &effects)
        case .place, .pay, .couponRedeemed, .couponRefused, .couponCallFailed, .captured, .declined,
            .chargeCallFailed, .codesArrived, .noCodes, .issueCallFailed, .resolve:
            break
        }
    }

    /// The sale has its units.
    mutating func keepUnits(_ units: LegacySale.Units, of sale: SaleID) {
        sales[sale.index].units = units
        orders[sales[sale.index].order.index].withUnits += 1
    }

    /// The buyer is asked to pay; one who has asked to pay before is taken at the word.
    private mutating func offer(
        _ sale: SaleID, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        sales[sale.index].phase = .awaitingPayment
        unpaid.append(deadline(of: sale, after: configuration.unpaidExpiry, from: now))
        if sales[sale.index].paysAtOnce {
            startPayment(sale, at: now, into: &effects)
        } else {
            effects.append(.answer(sales[sale.index].order, .placed))
        }
    }
}
