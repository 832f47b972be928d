import Primitives

// Paid: the goods at once, or "being prepared" and again every retry interval until they are there. Each line of an
// order goes this way on its own.
extension OrderCoordinator {
    /// The goods of a line are issued: the promise is kept, for this line.
    mutating func issued(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: line) {
        case .issuing, .preparing, .withdrawing:
            leavePreparing(line)
            orders[line.index].beginCall()
            if orders[line.index].isBundle { return keepBack(line, at: now, into: &effects) }
            postIssue(line)
            orders[line.index].phase = .ended(.issued)
            answerWhenEnded(line, into: &effects)
            effects.append(.notify(orders[line.index].user, line, .issued))
            settleWhenDone(line, into: &effects)
        case .refunding, .ended(.refunded):
            guard orders[line.index].isBundle else { impossible("issued", line) }
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .ready, .revoking,
            .ended, .returning:
            break
        }
    }

    /// Not issued this time: the supplier has no codes.
    mutating func supplierEmpty(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        issueFailed(line, at: now, into: &effects)
        if phase(of: line) == .preparing { orders[line.index].marks.insert(.supplierEmpty) }
    }

    /// Not issued this time. The next attempt is already set, unless the policy counts from this answer.
    mutating func issueFailed(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        if phase(of: line) == .issuing { prepare(line, into: &effects) }
        if phase(of: line) == .preparing { noteFailure(line, at: now) }
    }

    /// The buyer hears that the goods are being prepared, and the day within which they must come begins
    /// with the capture.
    mutating func prepare(_ line: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        let record = orders[line.index]
        orders[line.index].phase = .preparing
        preparingOrders += 1
        giveUpAfter.arm(.giveUp, line, from: record.capturedAt)
        effects.append(.answer(order(of: line), .preparing))
        effects.append(.notify(record.user, line, .preparing))
    }

    /// The next attempt at issuing; the one after it is due by the retry policy, as a rule a retry interval from now.
    mutating func issueAgain(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[line.index].beginAttempt()
        let record = orders[line.index]
        effects.append(
            .issue(line, record.user, record.product, quantity: record.quantity, attempt: record.attempt))
        armRetry(line, at: now)
    }

    /// Posts a line's end: what was captured for it is earned, and its share of the coupon spent.
    mutating func postIssue(_ line: OrderID) {
        books.postIssue(orders[line.index].amount, discount: orders[line.index].discount)
    }

    /// Takes the line off the count of those in preparation. Call before the phase changes.
    mutating func leavePreparing(_ line: OrderID) {
        guard orders[line.index].phase == .preparing else { return }
        preparingOrders -= 1
        mayHaveStaleGiveUps = true
    }
}
