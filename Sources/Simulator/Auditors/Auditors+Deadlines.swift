import Platform
import Primitives

// Deadlines, as far as messages show them: TIM rules. What has come too early is seen when it comes; what has not
// come, by what comes instead.
extension Auditors {
    /// Since when a deadline can have been kept: since it was set, or since the coordinator is there again.
    @inline(__always)
    func since(_ mark: Instant) -> Instant { max(mark, coordinationNotes.restart) }

    /// The stock service has answered; what that makes of the order is not noted yet.
    mutating func judgeHoldTime(_ effect: StockEffect, at now: Instant) {
        switch effect {
        case .held(let order):
            if !dossiers[order.index].facts.hasAny(.promised, .paying) { dossiers[order.index].mark = now }
        case .expired(let order):
            let dossier = dossiers[order.index]
            tally.expect(
                .paidHoldStays, !dossier.facts.hasAny(.confirmed, .taken), order: order, at: now)
            let isPaying = dossiers[self.order(of: order).index].facts.contains(.paying)
            guard isOpen(order), dossier.facts.contains(.promised), !isPaying else { return }
            let lived = now - dossier.mark
            tally.expect(
                .deadlinesKept, lived == stockNotes.holdTime, order: order, at: now,
                because: "its hold ran out after", lived)
        case .soldOut, .checked, .confirmed, .holdGone, .released: break
        }
    }

    /// The coordinator closes an order that the buyer has not begun to pay.
    mutating func judgeUnpaid(_ order: OrderID, at now: Instant) {
        guard order.index < dossiers.count, isOpen(order) else { return }
        let dossier = dossiers[order.index]
        guard dossier.facts.contains(.promised), !dossier.facts.contains(.paying) else { return }
        let waited = now - dossier.mark
        tally.expect(
            .deadlinesKept, waited >= configuration.unpaidExpiry, order: order, at: now,
            because: "it was closed unpaid after", waited)
    }

    /// The coordinator asks what became of a charge: when its answer is overdue, or the call was turned away.
    mutating func chargeQueried(_ order: OrderID, at now: Instant) {
        let dossier = dossiers[order.index]
        guard isOpen(order), dossier.facts.contains(.charged) else { return }
        let waited = now - dossier.mark
        let isDue = waited >= configuration.callTimeout || dossier.facts.contains(.callFailed)
        tally.expect(
            .deadlinesKept, isDue && now - since(dossier.mark) <= configuration.callTimeout, order: order, at: now,
            because: "its charge was queried after", waited)
        dossiers[order.index].mark = now
        dossiers[order.index].facts.remove(.callFailed)
    }

    /// The coordinator hears of a charge's outcome: no query is missing since the last one.
    mutating func judgeOutcomeTime(_ order: OrderID, at now: Instant) {
        let dossier = dossiers[order.index]
        guard isOpen(order), dossier.facts.contains(.charged), !dossier.facts.contains(.outcomeHeard) else { return }
        let waited = now - since(dossier.mark)
        tally.expect(
            .deadlinesKept, waited <= configuration.callTimeout, order: order, at: now,
            because: "nobody asked what became of its charge for", waited)
    }

    /// A paid order that keeps its goods has kept its units.
    mutating func closePaidHold(_ order: OrderID, _ charge: PaymentProvider.Charge, at now: Instant) {
        let facts = dossiers[order.index].facts
        guard facts.contains(.issued), charge.refunds == 0 else { return }
        tally.expect(.paidHoldStays, facts.contains(.promised), order: order, at: now,
            because: "its units are gone")
    }
}
