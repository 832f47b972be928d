import Primitives

// One ring of deadlines per constant delay; whether a deadline still counts is read off its sale.
extension LegacySilo {
    /// The most effects that one deadline can have.
    private static var effectsPerDeadline: Int { 6 }

    /// Fires due deadlines, as far as the buffer has room.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<LegacyEffect>) {
        while nextDeadline <= now, nextDeadline != .distantFuture, effects.hasRoom(for: Self.effectsPerDeadline) {
            if let first = calls.first, first.instant == nextDeadline {
                _ = calls.popFirst()
                missAnswer(first, at: now, into: &effects)
            } else if let first = unpaid.first, first.instant == nextDeadline {
                _ = unpaid.popFirst()
                end(first.sale, .unpaid, into: &effects)
            } else if let first = reports.popFirst() {
                list(first.sale, .couponUnanswered, into: &effects)
            }
            findNextDeadline()
        }
    }

    /// A call has had its time: it is taken for a failure.
    private mutating func missAnswer(
        _ deadline: SaleDeadline, at now: Instant, into effects: inout EffectBuffer<LegacyEffect>
    ) {
        switch deadline.phase {
        case .awaitingStock: end(deadline.sale, .unavailable, into: &effects)
        case .charging: chargeFailed(deadline.sale, deadline.attempt, at: now, into: &effects)
        case .issuing: issueFailed(deadline.sale, deadline.attempt, at: now, into: &effects)
        case .absent, .awaitingPayment, .awaitingCoupon, .listed, .done, .refunded, .closed:
            impossible("a call's time-out", deadline.sale)
        }
    }

    /// The call that the sale waits for has so long.
    mutating func armCall(_ sale: SaleID, from now: Instant) {
        calls.append(deadline(of: sale, after: configuration.callTimeout, from: now))
    }

    /// A deadline for the sale as it stands.
    @inline(__always)
    func deadline(of sale: SaleID, after delay: TimeSpan, from now: Instant) -> SaleDeadline {
        let record = sales[sale.index]
        return SaleDeadline(instant: now + delay, sale: sale, phase: record.phase, attempt: record.attempt)
    }

    /// Whether a deadline's sale still stands as it did.
    func counts(_ deadline: SaleDeadline) -> Bool {
        let record = sales[deadline.sale.index]
        return record.phase == deadline.phase && record.attempt == deadline.attempt
    }
}
