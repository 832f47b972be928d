/// Where an order stands in the coordinator. One byte; what else is owed is in the order's claims.
///
/// The main line goes down this table; each row lists what leads on, and where. Anything not listed
/// is a repeated or stale reply and changes nothing, or can't happen and traps.
///
/// | phase | on | next |
/// |---|---|---|
/// | absent | place | checking (check-then-act) or holding |
/// | checking | stockChecked(true) | holding |
/// | checking | stockChecked(false) | ended(soldOut) |
/// | checking, holding | call time-out or refusal, attempts used up | ended(unavailable) |
/// | holding | stockHeld | awaitingPayment, *placed* |
/// | holding | stockSoldOut | ended(soldOut) |
/// | awaitingPayment | pay | reserving |
/// | awaitingPayment | unpaid for too long | ended(unpaid) |
/// | reserving | stockHoldGone | ended(unpaid), *closed* |
/// | reserving | call time-out or refusal, attempts used up | ended(unavailable) |
/// | reserving | stock confirmed, coupon answered or no longer awaited | charging |
/// | charging | call time-out or refusal | chargeUnknown |
/// | charging, chargeUnknown | captured | issuing |
/// | charging, chargeUnknown | declined | ended(declined) |
/// | charging, chargeUnknown | notCharged | ended(unavailable) |
/// | issuing | issued | ended(issued) |
/// | issuing | issueFailed, call time-out | preparing |
/// | preparing | issued | ended(issued) |
/// | preparing | unissued for too long since the capture | withdrawing |
/// | withdrawing | issued | ended(issued) |
/// | withdrawing | withdrawn | refunding |
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
    /// Given up: issuing is being fenced off, so that no late success meets a refund.
    case withdrawing
    /// Fenced off; the captured amount is being paid back.
    case refunding
    /// Decided; releases may still be owed.
    case ended(OrderOutcome)
    /// Closed without payment, and then a capture came after all; it is being paid back.
    case returning(OrderOutcome)
}
