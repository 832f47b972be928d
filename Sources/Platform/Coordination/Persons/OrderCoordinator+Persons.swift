import Primitives

// What a person at the board can do about a line. Money is the order's while it is charged for or returned in one
// piece, and then any line stands for it. Of a bundle, what is given up or handed over goes the bundle's own way: given
// up for one line it is taken back as a whole, and what is handed over waits with the rest. An action that the phase
// does not allow is refused by a value, since a
// board is always a little behind; one that it allows goes on record with the cause for which the order stood out.
extension OrderCoordinator {
    /// Asks at once, whatever the policy and the budget say, for what the order waits for.
    mutating func retryNow(_ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>) {
        guard let cause = abnormality(of: order) else { return refuse(.retryNow, order, into: &effects) }
        effects.append(.acted(order, .retryNow, cause))
        switch cause {
        case .issueUnanswered, .issueFailed, .supplierEmpty: issueAgain(order, at: now, into: &effects)
        case .chargeUnknown: queryCharge(self.order(of: order), at: now, into: &effects)
        case .withdrawing: withdrawAgain(order, at: now, into: &effects)
        case .revoking: revokeAgain(order, at: now, into: &effects)
        case .refunding: refundAgain(order, at: now, into: &effects)
        case .returning: refundAgain(self.order(of: order), at: now, into: &effects)
        case .releaseUnacknowledged:
            // The deadline that is armed stays; a release repeated once more is harmless.
            if orders[order.index].stock == .releasing { effects.append(.releaseStock(order)) }
            if orders[order.index].coupon == .releasing { effects.append(.releaseCoupon(order)) }
        }
    }

    /// Gives an order up before its day is over: the fence first, then the money back.
    mutating func refundNow(_ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>) {
        guard let cause = abnormality(of: order), cause.allows(.refundNow) else {
            return refuse(.refundNow, order, into: &effects)
        }
        effects.append(.acted(order, .refundNow, cause))
        giveUp(order, at: now, into: &effects)
    }

    /// Takes an order off issuing, so that a person can hand its goods over: the fence first, or the buyer might get
    /// them twice.
    mutating func markIssued(_ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>) {
        guard let cause = abnormality(of: order), cause.allows(.markIssued) else {
            return refuse(.markIssued, order, into: &effects)
        }
        effects.append(.acted(order, .markIssued, cause))
        orders[order.index].marks.insert(.byHand)
        giveUp(order, at: now, into: &effects)
    }

    /// The fence stands: nothing was issued and nothing will be. A person is told to hand the goods over, and again
    /// each retry interval until it is done, since the telling may be lost.
    mutating func fenceStands(_ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>) {
        guard !orders[order.index].marks.contains(.fenced) else { return }
        orders[order.index].marks.insert(.fenced)
        withdrawAgain(order, at: now, into: &effects)
    }

    /// A person has handed the goods over: issued, by hand. Said again, it changes nothing.
    mutating func handedOver(_ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>) {
        let marks = orders[line.index].marks
        if phase(of: line) == .withdrawing {
            guard marks.contains(.fenced) else { impossible("handedOver", line) }
            issued(line, at: now, into: &effects)
        } else if !marks.contains(.byHand) {
            impossible("handedOver", line)
        }
    }

    /// What an order that is withdrawn waits for: the fence, or the person behind it.
    func callOfWithdrawing(_ order: OrderID) -> CoordinatorEffect {
        let record = orders[order.index]
        guard record.marks.contains(.fenced) else { return .withdrawIssue(order) }
        return .handOver(order, record.user, record.product, quantity: record.quantity)
    }

    private func refuse(
        _ action: PersonAction, _ order: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        effects.append(.actionRefused(order, action, phase(of: order)))
    }
}
