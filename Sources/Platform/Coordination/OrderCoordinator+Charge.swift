import Primitives

// The charge: its outcome is captured, declined or not charged, and unknown until one of these is heard.
extension OrderCoordinator {
    /// The provider captured the amount. Money that nobody waits for goes back.
    mutating func captured(
        _ order: OrderID, _ amount: Money, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .charging, .chargeUnknown:
            let due = orders[order.index].amount
            if amount != due { fatalError("captured \(amount) of \(due) due for order \(order.number)") }
            leaveUnknown(order)
            orders[order.index].capturedAt = now
            orders[order.index].phase = .issuing
            books.postCapture(amount, fee: configuration.providerFee(on: amount))
            issueAgain(order, at: now, into: &effects)
            callTimeout.arm(.missAnswer, order, epoch: orders[order.index].epoch, from: now)
        case .ended(let outcome):
            switch outcome {
            case .issued, .refunded: break
            case .soldOut, .unpaid, .declined, .unavailable:
                orders[order.index].amount = amount
                orders[order.index].capturedAt = now
                orders[order.index].phase = .returning(outcome)
                books.postLateCapture(amount, fee: configuration.providerFee(on: amount))
                refundAgain(order, at: now, into: &effects)
            }
        case .issuing, .preparing, .withdrawing, .refunding, .returning:
            break
        case .absent, .checking, .holding, .awaitingPayment, .reserving:
            impossible("captured", order)
        }
    }

    /// The provider declined: units and coupon go back.
    mutating func declined(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .charging, .chargeUnknown:
            leaveUnknown(order)
            close(order, .declined, at: now, into: &effects)
        case .ended, .returning:
            break
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .issuing, .preparing, .withdrawing,
            .refunding:
            impossible("declined", order)
        }
    }

    /// Nothing was charged, and nothing will be: units and coupon go back.
    mutating func notCharged(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .charging, .chargeUnknown:
            leaveUnknown(order)
            close(order, .unavailable, at: now, into: &effects)
        case .ended, .returning:
            break
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .issuing, .preparing, .withdrawing,
            .refunding:
            impossible("notCharged", order)
        }
    }

    /// A payment call was refused outright. An earlier copy may have got through, so the charge is asked
    /// for at once; a refused query or refund is repeated in its own time.
    mutating func paymentCallFailed(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .charging:
            queryCharge(order, at: now, into: &effects)
        case .chargeUnknown, .issuing, .preparing, .withdrawing, .refunding, .ended, .returning:
            break
        case .absent, .checking, .holding, .awaitingPayment, .reserving:
            impossible("paymentCallFailed", order)
        }
    }

    /// Asks what became of the charge, and again after each call time-out.
    mutating func queryCharge(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        if orders[order.index].phase != .chargeUnknown {
            orders[order.index].phase = .chargeUnknown
            orders[order.index].capturedAt = now
            unknownCharges += 1
        }
        effects.append(.queryCharge(order))
        awaitAnswer(order, at: now)
    }

    private mutating func leaveUnknown(_ order: OrderID) {
        if orders[order.index].phase == .chargeUnknown { unknownCharges -= 1 }
    }
}
