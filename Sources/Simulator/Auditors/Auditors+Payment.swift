import Platform
import Primitives

// Payment and money: PAY rules.
extension Auditors {
    /// What the auditor of payments has written down.
    struct PaymentNotes: BitwiseCopyable {
        /// What the platform believes to have been paid, less what it believes to have paid back.
        fileprivate(set) var books = Money.zero
        /// What the provider has captured and not paid back; known when the run is over.
        fileprivate(set) var statement = Money.zero
    }

    /// The coordinator sends a charge.
    mutating func charged(_ order: OrderID, _ amount: Money, at now: Instant) {
        guard !dossiers[order.index].facts.contains(.charged) else { return }
        dossiers[order.index].facts.insert(.charged)
        judgeCouponWait(order, at: now)
        let due = dossiers[order.index].price - Int64(dossiers[order.index].discount)
        tally.expect(.amountIsPrice, amount.fen == due && due >= 0, order: order, at: now)
    }

    /// The coordinator learns of a capture.
    mutating func captured(_ order: OrderID, _ amount: Money, at now: Instant) {
        guard !dossiers[order.index].facts.contains(.captured) else { return }
        dossiers[order.index].facts.insert(.captured)
        dossiers[order.index].capturedAt = now
        paymentNotes.books += amount
    }

    /// The coordinator learns of a refund. Returns whether it is news.
    mutating func refunded(_ order: OrderID, _ amount: Money, at now: Instant) -> Bool {
        guard dossiers[order.index].facts.insert(.refunded).inserted else { return false }
        paymentNotes.books -= amount
        return true
    }

    /// What was charged for an order that is not settled yet; nil if nothing was.
    func amount(_ order: OrderID) -> Money? {
        let dossier = dossiers[order.index]
        guard dossier.facts.contains(.captured) else { return nil }
        return Money(fen: dossier.price - Int64(dossier.discount))
    }

    /// Holds one order against the provider's statement when the run is over.
    mutating func closePayment(_ order: OrderID, _ charge: PaymentProvider.Charge, at now: Instant) {
        tally.expect(.oneCapture, charge.captures <= 1, order: order, at: now)
        tally.expect(.refundWithinCapture, charge.refunds <= charge.captures, order: order, at: now)
        guard charge.captures > 0 else { return }
        let issued = dossiers[order.index].facts.contains(.issued), refunded = charge.refunds > 0
        tally.expect(.issuedOrRefunded, issued != refunded, order: order, at: now)
        if !refunded { paymentNotes.statement += Money(fen: charge.amount) }
    }

    /// Holds the sum of all payments against the provider's statement.
    mutating func closeBooks() {
        let (books, truth) = (paymentNotes.books, paymentNotes.statement)
        tally.expect(.booksAgree, books == truth, "the platform has \(books) yuan, the provider \(truth)")
    }
}
