import Primitives

// The buyer pays: the coupon first, however long it takes; then charge after charge until one is answered.
extension LegacySilo {
    /// Pays the order's latest sale if it waits for that. A sale that is being paid, was paid, or hangs is not
    /// looked at: the click is a new sale, which is paid at once.
    mutating func pay(_ order: OrderID, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>) {
        guard let sale = latestSale(of: order) else { return effects.append(.answer(order, .closed)) }
        let record = sales[sale.index]
        switch record.phase {
        case .awaitingPayment: startPayment(sale, at: now, into: &effects)
        case .awaitingStock: sales[sale.index].paysAtOnce = true
        case .closed: effects.append(.answer(order, record.outcome.answer))
        case .refunded: effects.append(.answer(order, .refunded))
        case .awaitingCoupon, .charging, .issuing, .listed, .done:
            let again = Purchase(
                order: order, user: record.user, product: record.product, quantity: record.quantity, region: 0,
                coupon: record.hasCoupon ? record.coupon : nil, price: record.price)
            begin(again, paysAtOnce: true, at: now, into: &effects)
        case .absent: impossible("a payment", sale)
        }
    }

    /// Asks the coupon service and waits, or charges at once.
    mutating func startPayment(
        _ sale: SaleID, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        let record = sales[sale.index]
        guard record.hasCoupon else { return charge(sale, at: now, into: &effects) }
        sales[sale.index].phase = .awaitingCoupon
        effects.append(.redeemCoupon(record.order, record.coupon, price: record.price))
        reports.append(deadline(of: sale, after: configuration.reportAfter, from: now))
    }

    /// The coupon service has answered a sale that waits for it.
    mutating func couponAnswered(
        _ sale: SaleID, _ command: LegacyCommand, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        switch command {
        case .couponRedeemed(_, let discount):
            sales[sale.index].discount = discount
            charge(sale, at: now, into: &effects)
        case .couponRefused: charge(sale, at: now, into: &effects)
        case .couponCallFailed: end(sale, .unavailable, into: &effects)
        case .place, .pay, .stockHeld, .stockSoldOut, .stockCallFailed, .captured, .declined, .chargeCallFailed,
            .codesArrived, .noCodes, .issueCallFailed, .resolve:
            break
        }
    }

    /// One more charge, under a key of its own.
    private mutating func charge(
        _ sale: SaleID, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        sales[sale.index].phase = .charging
        sales[sale.index].attempt += 1
        let record = sales[sale.index]
        effects.append(.charge(record.order, sale, attempt: record.attempt, record.amount))
        armCall(sale, from: now)
    }

    /// Money came in. Under the key of an earlier attempt it belongs to nothing that the silo knows of.
    mutating func captured(
        _ sale: SaleID, _ attempt: UInt8, _ reference: UInt32, at now: Instant,
        into effects: inout EffectBuffer<LegacyEffect>
    ) {
        switch phase(of: sale) {
        case .charging:
            guard attempt == sales[sale.index].attempt else { return }
            let record = sales[sale.index]
            sales[sale.index].reference = reference
            sales[sale.index].attempt = 0
            effects.append(.booked(record.order, record.amount))
            switch record.units {
            case .copy: effects.append(.soldUnits(record.order))
            case .lent: effects.append(.confirmStock(record.order))
            case .none: break
            }
            issue(sale, at: now, into: &effects)
        case .issuing, .listed, .done, .refunded, .closed: break
        case .absent, .awaitingStock, .awaitingPayment, .awaitingCoupon: impossible("a capture", sale)
        }
    }

    /// The provider declines: the buyer hears so, and the units go back to the copy.
    mutating func declined(
        _ sale: SaleID, _ attempt: UInt8, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        switch phase(of: sale) {
        case .charging: if attempt == sales[sale.index].attempt { end(sale, .declined, into: &effects) }
        case .issuing, .listed, .done, .refunded, .closed: break
        case .absent, .awaitingStock, .awaitingPayment, .awaitingCoupon: impossible("a refusal", sale)
        }
    }

    /// A charge was refused outright, or its time is over: that is taken for "nothing happened".
    mutating func chargeFailed(
        _ sale: SaleID, _ attempt: UInt8, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        switch phase(of: sale) {
        case .charging:
            guard attempt == sales[sale.index].attempt else { return }
            if attempt < configuration.attempts {
                charge(sale, at: now, into: &effects)
            } else {
                list(sale, .chargeUnanswered, into: &effects)
            }
        case .issuing, .listed, .done, .refunded, .closed: break
        case .absent, .awaitingStock, .awaitingPayment, .awaitingCoupon: impossible("a failed charge", sale)
        }
    }
}
