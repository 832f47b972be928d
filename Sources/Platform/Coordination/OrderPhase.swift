/// Where a line of an order stands in the coordinator. One byte; what else is owed is in the line's claims.
///
/// Until the capture the lines of an order move in step; after it each goes down the table on its own. Each row
/// lists what leads on, and where. What any other command does, ``reaction(to:)`` says.
///
/// | phase | on | next |
/// |---|---|---|
/// | absent | place | checking (check-then-act) or holding |
/// | checking | stockChecked(true) | holding |
/// | checking | stockChecked(false) | ended(soldOut) |
/// | checking, holding | call time-out or refusal, attempts used up | ended(unavailable) |
/// | holding | stockHeld, for the last line | awaitingPayment, *placed* |
/// | holding | stockSoldOut, for any line | ended(soldOut) |
/// | awaitingPayment | pay | reserving |
/// | awaitingPayment | unpaid for too long | ended(unpaid) |
/// | reserving | stockHoldGone | ended(unpaid), *closed* |
/// | reserving | call time-out or refusal, attempts used up | ended(unavailable) |
/// | reserving | stock confirmed for all lines, coupon answered or no longer awaited | charging |
/// | charging | call time-out or refusal | chargeUnknown |
/// | charging, chargeUnknown | captured | issuing |
/// | charging, chargeUnknown | declined | ended(declined) |
/// | charging, chargeUnknown | notCharged | ended(unavailable) |
/// | issuing, preparing, withdrawing | issued | ended(issued); in a bundle ready |
/// | issuing | issueFailed, call time-out | preparing |
/// | preparing | unissued for too long since the capture | withdrawing |
/// | ready | all lines of the bundle are ready | ended(issued) |
/// | ready | a line of the bundle is fenced off | revoking |
/// | issuing, preparing | a line of the bundle is fenced off | withdrawing |
/// | withdrawing | issued, while the bundle is taken back | revoking |
/// | withdrawing, revoking | withdrawn | refunding |
/// | refunding | refunded | ended(refunded) |
/// | ended, never paid | captured | returning |
/// | returning | refunded | ended |
public enum OrderPhase: Equatable, Sendable, BitwiseCopyable {
    /// No such order: its number was never used.
    case absent
    /// Asked whether there is enough stock (only when stock is taken by check-then-act).
    case checking
    /// Asked for the units.
    case holding
    /// The units are set aside and the buyer knows.
    case awaitingPayment
    /// The buyer pays: the hold is being made a sale and the coupon is being redeemed, both at once.
    case reserving
    /// The charge is on its way.
    case charging
    /// The charge's answer is missing. It is asked for by key until it is known; silence is no refusal.
    case chargeUnknown
    /// Paid; the first attempt to issue is on its way.
    case issuing
    /// Paid, not issued yet, and the buyer knows; issuing is retried.
    case preparing
    /// Issued, and kept back until the bundle's other lines are too.
    case ready
    /// Given up: issuing is being fenced off, so that no late success meets a refund.
    case withdrawing
    /// Issued, but the bundle has failed: it is being taken back, before anyone was given it.
    case revoking
    /// Fenced off; what was captured for the line is being paid back.
    case refunding
    /// Decided; releases may still be owed.
    case ended(LineOutcome)
    /// Closed without payment, and then a capture came after all; it is being paid back.
    case returning(LineOutcome)
}

extension OrderPhase: Hashable, CaseIterable {
    /// Every phase, those with an outcome once for each that they can have.
    public static var allCases: [Self] {
        let unpaid: [LineOutcome] = [.soldOut, .unpaid, .declined, .unavailable]
        return [
            .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .issuing,
            .preparing, .ready, .withdrawing, .revoking, .refunding,
        ] + LineOutcome.allCases.map(Self.ended) + unpaid.map(Self.returning)
    }
}
