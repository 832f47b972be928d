import Platform
import Primitives
import Workload

// Payment and money: PAY rules.
extension Auditors {
    /// What the auditor of payments has written down.
    struct PaymentNotes: BitwiseCopyable {
        /// How soon after the capture an order must have its goods or its money: the day, twenty retry intervals
        /// for what gets lost on the way, and as long as the scenario disturbs the services that are needed.
        let endsWithin: TimeSpan
        /// What the platform believes to have been paid, less what it believes to have paid back.
        fileprivate(set) var books = Money.zero
        /// What the provider has captured and not paid back; known when the run is over.
        fileprivate(set) var statement = Money.zero
        /// Whether any charge left, whether the provider ever captured, and whether it paid back.
        fileprivate(set) var sawCharges = false
        fileprivate(set) var sawCaptures = false
        fileprivate(set) var sawRefunds = false

        init(_ scenario: Scenario) {
            var span = scenario.coordination.giveUpAfter + scenario.coordination.retryInterval * 20
            let needed: [Service?] = [nil, .order, .payment, .issuing]
            for fault in scenario.faults where needed.contains(fault.service) { span += fault.end - fault.from }
            endsWithin = span
        }
    }

    /// The coordinator sends a charge.
    mutating func charged(_ order: OrderID, _ amount: Money, at now: Instant) {
        if dossiers[order.index].facts.remove(.chargeKeptBack) != nil { dossiers[order.index].mark = now }
        guard !dossiers[order.index].facts.contains(.charged) else { return }
        dossiers[order.index].facts.insert(.charged)
        paymentNotes.sawCharges = true
        judgeCouponWait(order, at: now)
        let due = due(order)
        tally.expect(.amountIsPrice, amount.fen == due && due >= 0, order: order, at: now)
        dossiers[order.index].mark = now
    }

    /// The coordinator learns what became of a charge, for better or worse.
    mutating func outcomeHeard(_ order: OrderID, at now: Instant) {
        judgeOutcomeTime(order, at: now)
        dossiers[order.index].facts.insert(.outcomeHeard)
    }

    /// The coordinator learns of a capture. Returns whether it is news.
    mutating func captured(_ order: OrderID, _ amount: Money, at now: Instant) -> Bool {
        guard !dossiers[order.index].facts.contains(.captured) else { return false }
        outcomeHeard(order, at: now)
        let late = !isOpen(order) || dossiers[order.index].facts.contains(.releaseAsked)
        for line in lines(of: order) {
            dossiers[line].facts.insert(late ? .captured.union(.capturedLate) : .captured)
            dossiers[line].capturedAt = now
        }
        paymentNotes.books += amount
        bookNotes.captured(amount, fee: amount.scaled(permille: Int64(configuration.providerFeePermille)))
        return true
    }

    /// Money that is no order's first payment is booked, or paid back.
    mutating func booked(_ amount: Money) { paymentNotes.books += amount }

    /// The coordinator learns of a refund. Returns whether it is news. A capture that came too late is paid back in
    /// one piece, for all lines.
    mutating func refunded(_ line: OrderID, _ amount: Money, at now: Instant) -> Bool {
        guard dossiers[line.index].facts.insert(.refunded).inserted else { return false }
        paymentNotes.books -= amount
        bookNotes.refunded(amount)
        noteActive(line, at: now)
        judgeRefund(line, amount, at: now)
        return true
    }

    /// What was charged for a line of an order that is not settled yet; nil if nothing was.
    func amount(_ line: OrderID) -> Money? {
        guard dossiers[line.index].facts.contains(.captured) else { return nil }
        return Money(fen: due(line: line))
    }

    // MARK: An unknown outcome

    /// The coordinator takes an order for failed: gives its units back, or settles it. If it was charged, it must
    /// know what became of the charge.
    mutating func judgeUnknown(_ order: OrderID, at now: Instant) {
        let facts = dossiers[order.index].facts
        guard facts.contains(.charged), !facts.contains(.chargeKeptBack) else { return }
        tally.expect(
            .unknownIsNotFailed, facts.contains(.outcomeHeard), order: order, at: now,
            because: "it is given up as uncharged")
    }

    /// The payment adapter asks the provider, or tells the coordinator.
    mutating func said(_ effect: PaymentEffect, at now: Instant) {
        switch effect {
        case .requestCapture(let order, _):
            granted(order, at: now)
            guard !dossiers[order.index].facts.contains(.captureRequested) else { return }
            dossiers[order.index].facts.insert(.captureRequested)
        case .requestStatus, .requestRefund: break
        case .captured(let order, let amount):
            judgeOutcome(order, .toldCaptured, unless: .toldCaptured, at: now)
            guard isOpen(order) else { return }
            let due = due(order)
            tally.expect(
                .amountIsPrice, amount.fen == due, order: order, at: now, because: "fen told:", amount.fen, ", due",
                due)
        case .declined(let order), .notCharged(let order):
            let facts = dossiers[order.index].facts
            let isSure = facts.contains(.providerSaidNo) || !facts.contains(.captureRequested)
            tally.expect(
                .unknownIsNotFailed, isSure, order: order, at: now, because: "not charged, says the adapter unasked")
            judgeOutcome(order, .toldNo, unless: .toldCaptured, at: now)
        case .refunded: break
        }
    }

    /// The provider's answer reaches the payment adapter.
    mutating func asked(_ command: PaymentCommand, at now: Instant) {
        switch command {
        case .providerDeclined(let order), .providerKnowsNothing(let order):
            noteOtherPayload(false, order, at: now)
            if !dossiers[order.index].facts.contains(.providerSaidNo) {
                dossiers[order.index].facts.insert(.providerSaidNo)
            }
        case .charge(let order, let amount):
            noteOtherPayload(isOpen(order) && amount.fen != due(order), order, at: now)
        case .query(let order), .refund(let order, _, _), .providerCaptured(let order, _),
            .providerRefunded(let order, _):
            noteOtherPayload(false, order, at: now)
        }
    }

    // MARK: The provider's truth

    /// The provider has decided on a capture of an order or a refund of a line, which is now as its statement says.
    mutating func providerDecided(_ order: OrderID, _ charge: PaymentProvider.Charge, at now: Instant) {
        judgeMovements(order, charge, at: now)
        let facts = dossiers[order.index].facts
        if charge.captures > 0, !facts.contains(.taken) {
            for line in lines(of: order) { dossiers[line].facts.insert(.taken) }
            paymentNotes.sawCaptures = true
            if isOpen(order) {
                for line in lines(of: order) { dossiers[line].takenSecond = Int32(now.nanoseconds / 1_000_000_000) }
                let due = due(order)
                tally.expect(
                    .amountIsPrice, charge.amount == due, order: order, at: now, because: "fen captured:",
                    charge.amount, ", due", due)
            }
        }
        if charge.refunds > 0 {
            if !paymentNotes.sawRefunds { paymentNotes.sawRefunds = true }
            tally.expect(.refundedHoldsNothing, !dossiers[order.index].isLive, order: order, at: now)
            judgeReturned(order, charge, at: now)
            judgeEnd(order, at: now)
        }
    }

    /// Whether money moved as often as it may: captured once at most, and paid back only what was captured.
    private mutating func judgeMovements(_ order: OrderID, _ charge: PaymentProvider.Charge, at now: Instant) {
        tally.expect(.oneCapture, charge.captures <= 1, order: order, at: now)
        let isCovered = charge.refunds <= charge.captures && charge.balance >= .zero
        tally.expect(.refundWithinCapture, isCovered, order: order, at: now)
    }

    /// An order has its goods or its money, and in time.
    mutating func judgeEnd(_ order: OrderID, at now: Instant) {
        guard isOpen(order), dossiers[order.index].facts.contains(.taken) else { return }
        let waited = now - (.origin + .seconds(Int64(dossiers[order.index].takenSecond)))
        tally.expect(
            .issuedOrRefunded, waited <= paymentNotes.endsWithin, order: order, at: now,
            because: "goods or money come after", waited)
    }

    // MARK: When the run is over

    /// Holds one line against the provider's statement.
    ///
    /// - Parameter own: what the provider has under the line's own number; of a further line, nothing.
    mutating func closePayment(_ order: OrderID, _ charge: PaymentProvider.Charge, own: Money, at now: Instant) {
        judgeMovements(order, charge, at: now)
        paymentNotes.statement += own
        // What the old platform never heard of, people pay back by hand; there only the sums can agree.
        if dossiers[self.order(of: order).index].facts.contains(.captureRequested) {
            let facts = dossiers[order.index].facts
            let isSame = facts.contains(.captured) == (charge.captures > 0)
                && facts.contains(.refunded) == (charge.refunds > 0)
                && (dossiers[order.index].line == 0 || own == .zero)
            tally.expect(
                .booksAgree, isSame, order: order, at: now, because: "platform and provider know different things")
        }
        guard charge.captures > 0 else { return }
        if dossiers[order.index].line == 0 { closeRefund(order, charge, at: now) }
        let isLive = dossiers[order.index].isLive
        let isRefunded = charge.refunds > 0 && charge.refunds >= charge.captures
        tally.expect(.issuedOrRefunded, isLive != isRefunded, order: order, at: now)
        closePaidHold(order, charge, at: now)
        closeOutbox(order, charge, at: now)
    }

    /// Holds a charge against the orders: there is none of this number.
    mutating func closeStray(_ order: OrderID, _ charge: PaymentProvider.Charge, at now: Instant) {
        guard charge.captures > 0 || charge.refunds > 0 else { return }
        tally.expect(.oneCapture, charge.captures == 0, order: order, at: now, because: "no such order was placed")
        paymentNotes.statement += charge.balance
    }

    /// Holds the sum of all payments against the provider's statement.
    mutating func closeBooks() {
        let (books, truth) = (paymentNotes.books, paymentNotes.statement)
        tally.expect(.booksAgree, books == truth, "the platform has \(books) yuan, the provider \(truth)")
    }
}
