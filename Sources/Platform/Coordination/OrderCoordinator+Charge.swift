import Primitives

// The charge: its outcome is captured, declined or not charged, and unknown until one of these is heard.
extension OrderCoordinator {
    /// The provider captured the amount: from here on each line goes its own way. Money that nobody waits for
    /// goes back.
    mutating func captured(
        _ order: OrderID, _ amount: Money, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .charging, .chargeUnknown:
            let due = total(of: order)
            if amount != due { fatalError("captured \(amount) of \(due) due for order \(order.number)") }
            leaveUnknown(order)
            books.postCapture(amount, fee: configuration.providerFee(on: amount))
            for index in lines(of: order) {
                let line = OrderID(index: index)
                orders[index].capturedAt = now
                orders[index].phase = .issuing
                issueAgain(line, at: now, into: &effects)
                callTimeout.arm(.missAnswer, line, epoch: orders[index].epoch, from: now)
            }
        case .ended(let outcome):
            switch outcome {
            case .issued, .refunded: break
            case .soldOut, .unpaid, .declined, .unavailable:
                // It goes back as it came, in one piece.
                for index in lines(of: order) { orders[index].amount = .zero }
                orders[order.index].amount = amount
                orders[order.index].capturedAt = now
                move(order, to: .returning(outcome))
                books.postLateCapture(amount, fee: configuration.providerFee(on: amount))
                refundAgain(order, at: now, into: &effects)
            }
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .issuing, .preparing, .ready, .withdrawing,
            .revoking, .refunding, .returning:
            break
        }
    }

    /// The provider declined: units and coupon go back.
    mutating func declined(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard isBeingCharged(order) else { return }
        leaveUnknown(order)
        close(order, .declined, at: now, into: &effects)
    }

    /// Nothing was charged, and nothing will be: units and coupon go back.
    mutating func notCharged(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard isBeingCharged(order) else { return }
        leaveUnknown(order)
        close(order, .unavailable, at: now, into: &effects)
    }

    /// A payment call was refused outright. An earlier copy may have got through, so the charge is asked
    /// for at once; a refused query or refund is repeated in its own time.
    mutating func paymentCallFailed(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        if phase(of: order) == .charging { queryCharge(self.order(of: order), at: now, into: &effects) }
    }

    /// Sends the charge, and counts the attempt.
    mutating func charge(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        effects.append(.charge(order, total(of: order)))
        orders[order.index].stockAttempt += 1
        awaitAnswer(order, at: now)
    }

    /// The charge was kept back on this side, so that nothing is unknown: it is tried again after a call time-out, as
    /// often as a stock call is, and then the order is closed. No earlier one has left either.
    mutating func chargeNotSent(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard phase(of: order) == .charging else { return }
        guard orders[order.index].stockAttempt < configuration.stockAttempts else {
            return close(order, .unavailable, at: now, into: &effects)
        }
        orders[order.index].beginCall()
        callTimeout.arm(.repeatCharge, order, epoch: orders[order.index].epoch, from: now)
    }

    /// Asks what became of the charge, and again after each call time-out.
    mutating func queryCharge(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        if orders[order.index].phase != .chargeUnknown {
            move(order, to: .chargeUnknown)
            orders[order.index].capturedAt = now
            unknownCharges += 1
        }
        effects.append(.queryCharge(order))
        awaitAnswer(order, at: now)
    }

    @inline(__always)
    private func isBeingCharged(_ order: OrderID) -> Bool {
        phase(of: order) == .charging || phase(of: order) == .chargeUnknown
    }

    private mutating func leaveUnknown(_ order: OrderID) {
        if orders[order.index].phase == .chargeUnknown { unknownCharges -= 1 }
    }
}
