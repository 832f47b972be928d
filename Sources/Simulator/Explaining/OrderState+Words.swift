import Platform

extension OrderState {
    /// Where the order stands, for its history.
    var words: String {
        switch self {
        case .open(let phase): phase.words
        case .ended(let outcome): "ended: \(outcome.words)"
        }
    }
}

extension OrderPhase {
    fileprivate var words: String {
        switch self {
        case .absent: "not known"
        case .checking: "stock is asked"
        case .holding: "stock is to be held"
        case .awaitingPayment: "waits for the payment"
        case .reserving: "the buyer pays; the hold becomes a sale, the coupon is redeemed"
        case .charging: "is being charged"
        case .chargeUnknown: "the charge's outcome is unknown"
        case .issuing: "paid, is being issued"
        case .preparing: "paid, in preparation"
        case .ready: "issued, kept back for the rest of its bundle"
        case .withdrawing: "given up, issuing is being fenced off"
        case .revoking: "its goods are being taken back"
        case .refunding: "is being paid back"
        case .ended(let outcome): "ended: \(OrderOutcome(outcome).words)"
        case .returning(let outcome): "\(OrderOutcome(outcome).words), a late capture is being paid back"
        }
    }
}

extension OrderOutcome {
    /// How the order ended, for its history.
    var words: String {
        switch self {
        case .issued: "issued"
        case .refunded: "paid back"
        case .soldOut: "sold out"
        case .unpaid: "not paid in time"
        case .declined: "declined"
        case .unavailable: "a service could not be reached"
        case .partlyRefunded: "partly issued, partly paid back"
        }
    }
}

extension PageAnswer {
    /// What a shopper reads on the page.
    var words: String {
        switch self {
        case .page: "the page"
        case .error: "an error page"
        case .queuePage: "the queue page"
        case .placed: "order placed, please pay"
        case .soldOut: "sold out"
        case .unavailable: "not possible just now"
        case .issued: "paid, here are the goods"
        case .preparing: "paid, being prepared"
        case .declined: "payment declined"
        case .closed: "order closed"
        case .refunded: "paid back"
        case .partlyRefunded: "some goods, the rest paid back"
        }
    }
}
