/// What has become of an order's units at the stock service. One byte.
public enum HoldPhase: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    /// Nothing was asked yet.
    case none
    /// Set aside, for a limited time.
    case held
    /// Paid for.
    case sold
    /// There were not enough units.
    case refused
    /// Given back, or fenced off before any hold came.
    case released
    /// The time was over before the payment came.
    case expired
}

/// What can happen to a hold.
public enum HoldEvent: Equatable, Sendable, CaseIterable {
    /// The order asks for units, and there are enough.
    case hold
    /// The order asks for units, and there are not enough.
    case holdTooMany
    /// The buyer pays.
    case confirm
    /// The units go back.
    case release
    /// The time to pay is over.
    case timeOut
}

extension HoldPhase {
    /// The transition table of a hold, which a test walks cell by cell.
    ///
    /// | | hold | hold, too many | confirm | release | time-out |
    /// |---|---|---|---|---|---|
    /// | none | held | refused | *refused* | released | stays |
    /// | held | stays | stays | sold | released | expired |
    /// | sold | stays | stays | stays | released | stays |
    /// | refused | *refused* | *refused* | *refused* | released | stays |
    /// | released | *refused* | *refused* | *refused* | stays | stays |
    /// | expired | *refused* | *refused* | *refused* | released | stays |
    ///
    /// Nothing leads back to *none*, so a late or doubled command finds out what became of the order. A hold ends in
    /// exactly one of sold, released and expired; only a release follows a sale, when the buyer is paid back.
    public static func reaction(in phase: HoldPhase, to event: HoldEvent) -> Reaction<HoldPhase> {
        switch (phase, event) {
        case (.none, .hold): .moves([.held])
        case (.none, .holdTooMany): .moves([.refused])
        case (.held, .confirm): .moves([.sold])
        case (.held, .timeOut): .moves([.expired])
        case (.none, .release), (.held, .release), (.sold, .release), (.refused, .release), (.expired, .release):
            .moves([.released])
        case (.held, .hold), (.held, .holdTooMany), (.sold, .hold), (.sold, .holdTooMany), (.sold, .confirm),
            (.released, .release):
            .stays
        case (.none, .timeOut), (.sold, .timeOut), (.refused, .timeOut), (.released, .timeOut), (.expired, .timeOut):
            .stays
        case (.none, .confirm), (.refused, .hold), (.refused, .holdTooMany), (.refused, .confirm), (.released, .hold),
            (.released, .holdTooMany), (.released, .confirm), (.expired, .hold), (.expired, .holdTooMany),
            (.expired, .confirm):
            .refuses
        }
    }
}
