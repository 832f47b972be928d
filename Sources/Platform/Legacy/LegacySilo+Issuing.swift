import Primitives

// Paid: codes are asked for until some come. All kinds sell codes bought from suppliers.
extension LegacySilo {
    /// One more issue, under a key of its own.
    mutating func issue(_ sale: SaleID, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>) {
        sales[sale.index].phase = .issuing
        sales[sale.index].attempt += 1
        let record = sales[sale.index]
        effects.append(
            .issue(record.order, sale, attempt: record.attempt, record.product, quantity: record.quantity))
        armCall(sale, from: now)
    }

    /// Codes are codes, whichever attempt asked for them; those that come too often go to the buyer all the same.
    mutating func codesArrived(_ sale: SaleID, into effects: inout EffectBuffer<LegacyEffect>) {
        switch phase(of: sale) {
        case .issuing:
            let record = sales[sale.index]
            sales[sale.index].phase = .done
            effects.append(.delivered(record.user, record.order, record.product, quantity: record.quantity))
            effects.append(.answer(record.order, .issued))
            leave(record.order, into: &effects)
        case .listed, .done, .refunded, .closed: break
        case .absent, .awaitingStock, .awaitingPayment, .awaitingCoupon, .charging: impossible("codes", sale)
        }
    }

    /// The supplier has none: a person must look.
    mutating func noCodes(_ sale: SaleID, _ attempt: UInt8, into effects: inout EffectBuffer<LegacyEffect>) {
        switch phase(of: sale) {
        case .issuing: if attempt == sales[sale.index].attempt { list(sale, .notIssued, into: &effects) }
        case .listed, .done, .refunded, .closed: break
        case .absent, .awaitingStock, .awaitingPayment, .awaitingCoupon, .charging: impossible("no codes", sale)
        }
    }

    /// An issue was refused outright, or its time is over: that is taken for "nothing happened".
    mutating func issueFailed(
        _ sale: SaleID, _ attempt: UInt8, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        switch phase(of: sale) {
        case .issuing:
            guard attempt == sales[sale.index].attempt else { return }
            if attempt < configuration.attempts {
                issue(sale, at: now, into: &effects)
            } else {
                list(sale, .notIssued, into: &effects)
            }
        case .listed, .done, .refunded, .closed: break
        case .absent, .awaitingStock, .awaitingPayment, .awaitingCoupon, .charging: impossible("a failed issue", sale)
        }
    }
}
