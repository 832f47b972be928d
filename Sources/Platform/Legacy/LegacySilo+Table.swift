/// The kinds of thing that can happen to a sale: the rows of the published table.
public enum LegacyCommandKind: UInt8, Hashable, Sendable, CaseIterable {
    case place, pay
    case stockHeld, stockSoldOut, stockCallFailed
    case couponRedeemed, couponRefused, couponCallFailed
    case captured, declined, chargeCallFailed
    case codesArrived, noCodes, issueCallFailed
    case resolve
    /// Deadlines: no answer in time, not paid in time, still waiting for the coupon when the report is made.
    case callTimeout, unpaidExpiry, report
}

extension LegacySilo {
    /// What becomes of a sale when something happens about it: the table of the life of a sale.
    ///
    /// Answers are those to the sale's latest attempt; answers to earlier attempts leave it as it is. A click on
    /// "place the order" never touches a sale: it makes another, as does a click on "pay" in the five phases
    /// where the table says that the sale stays. A person's hand on a sale that is done is on the second of two.
    ///
    /// | | happens |
    /// | --- | --- |
    /// | `awaitingStock` | held: `awaitingPayment` (or on to the payment); sold out, failed, time-out: `closed` |
    /// | `awaitingPayment` | pay: `awaitingCoupon` or `charging`; expiry: `closed` |
    /// | `awaitingCoupon` | redeemed, refused: `charging`; failed: `closed`; report: `listed` |
    /// | `charging` | captured: `issuing`; declined: `closed`; failed, time-out: `charging` again or `listed` |
    /// | `issuing` | codes: `done`; none: `listed`; failed, time-out: `issuing` again or `listed` |
    /// | `listed` | a person: `refunded` or `closed` |
    /// | `done` | a person: `refunded` |
    public static func reaction(in phase: SalePhase, to kind: LegacyCommandKind) -> Reaction<SalePhase> {
        switch kind {
        case .place: phase == .absent ? .moves([.awaitingPayment, .awaitingStock, .closed]) : .stays
        case .pay: pay(in: phase)
        case .stockHeld, .stockSoldOut, .stockCallFailed, .couponRedeemed, .couponRefused, .couponCallFailed:
            answered(kind, in: phase)
        case .captured, .declined, .chargeCallFailed: charged(kind, in: phase)
        case .codesArrived, .noCodes, .issueCallFailed: supplied(kind, in: phase)
        case .resolve: resolved(in: phase)
        case .callTimeout: timedOut(in: phase)
        case .unpaidExpiry: phase == .awaitingPayment ? .moves([.closed]) : .stays
        case .report: phase == .awaitingCoupon ? .moves([.listed]) : .stays
        }
    }

    private static func pay(in phase: SalePhase) -> Reaction<SalePhase> {
        switch phase {
        case .awaitingPayment: .moves([.awaitingCoupon, .charging])
        case .absent, .closed, .refunded: .refuses
        case .awaitingStock, .awaitingCoupon, .charging, .issuing, .listed, .done: .stays
        }
    }

    private static func answered(_ kind: LegacyCommandKind, in phase: SalePhase) -> Reaction<SalePhase> {
        switch (phase, kind) {
        case (.absent, _): .impossible
        case (.awaitingStock, .stockHeld): .moves([.awaitingPayment, .awaitingCoupon, .charging])
        case (.awaitingStock, .stockSoldOut), (.awaitingStock, .stockCallFailed): .moves([.closed])
        case (.awaitingCoupon, .couponRedeemed), (.awaitingCoupon, .couponRefused): .moves([.charging])
        case (.awaitingCoupon, .couponCallFailed): .moves([.closed])
        case (.awaitingStock, _), (.awaitingCoupon, _), (.awaitingPayment, _), (.charging, _), (.issuing, _),
            (.listed, _), (.done, _), (.refunded, _), (.closed, _):
            .stays
        }
    }

    private static func charged(_ kind: LegacyCommandKind, in phase: SalePhase) -> Reaction<SalePhase> {
        switch phase {
        case .charging:
            kind == .captured
                ? .moves([.issuing]) : kind == .declined ? .moves([.closed]) : .moves([.charging, .listed])
        case .issuing, .listed, .done, .refunded, .closed: .stays
        case .absent, .awaitingStock, .awaitingPayment, .awaitingCoupon: .impossible
        }
    }

    private static func supplied(_ kind: LegacyCommandKind, in phase: SalePhase) -> Reaction<SalePhase> {
        switch phase {
        case .issuing:
            kind == .codesArrived
                ? .moves([.done]) : kind == .noCodes ? .moves([.listed]) : .moves([.issuing, .listed])
        case .listed, .done, .refunded, .closed: .stays
        case .absent, .awaitingStock, .awaitingPayment, .awaitingCoupon, .charging: .impossible
        }
    }

    private static func resolved(in phase: SalePhase) -> Reaction<SalePhase> {
        switch phase {
        case .absent: .impossible
        case .listed: .moves([.refunded, .closed])
        case .done: .moves([.done, .refunded])
        case .awaitingStock, .awaitingPayment, .awaitingCoupon, .charging, .issuing: .refuses
        case .refunded, .closed: .stays
        }
    }

    private static func timedOut(in phase: SalePhase) -> Reaction<SalePhase> {
        switch phase {
        case .awaitingStock: .moves([.closed])
        case .charging: .moves([.charging, .listed])
        case .issuing: .moves([.issuing, .listed])
        case .absent, .awaitingPayment, .awaitingCoupon, .listed, .done, .refunded, .closed: .stays
        }
    }
}
