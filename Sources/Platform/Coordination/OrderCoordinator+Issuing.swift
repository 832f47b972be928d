import Primitives

// Paid: the goods at once, or "being prepared" and again every retry interval until they are there.
extension OrderCoordinator {
    /// The goods are issued: the promise is kept.
    mutating func issued(_ order: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        switch phase(of: order) {
        case .issuing, .preparing, .withdrawing:
            leavePreparing(order)
            let user = orders[order.index].user
            books.postIssue(orders[order.index].amount, discount: orders[order.index].discount)
            orders[order.index].phase = .ended(.issued)
            orders[order.index].beginCall()
            effects.append(.answer(order, .issued))
            effects.append(.notify(user, order, .issued))
            settleWhenDone(order, into: &effects)
        case .ended(.issued):
            break
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .refunding,
            .ended, .returning:
            impossible("issued", order)
        }
    }

    /// Not issued this time: the supplier has no codes.
    mutating func supplierEmpty(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        issueFailed(order, at: now, into: &effects)
        if phase(of: order) == .preparing { orders[order.index].marks.insert(.supplierEmpty) }
    }

    /// Not issued this time. The next attempt is already set, unless the policy counts from this answer.
    mutating func issueFailed(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .issuing:
            prepare(order, into: &effects)
            noteFailure(order, at: now)
        case .preparing:
            noteFailure(order, at: now)
        case .withdrawing, .refunding, .ended(.issued), .ended(.refunded):
            break
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .ended,
            .returning:
            impossible("issueFailed", order)
        }
    }

    /// The buyer hears that the goods are being prepared, and the day within which they must come begins
    /// with the capture.
    mutating func prepare(_ order: OrderID, into effects: inout EffectBuffer<CoordinatorEffect>) {
        let record = orders[order.index]
        orders[order.index].phase = .preparing
        preparingOrders += 1
        giveUpAfter.arm(.giveUp, order, from: record.capturedAt)
        effects.append(.answer(order, .preparing))
        effects.append(.notify(record.user, order, .preparing))
    }

    /// The next attempt at issuing; the one after it is due by the retry policy, as a rule a retry interval from now.
    mutating func issueAgain(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[order.index].beginAttempt()
        let record = orders[order.index]
        effects.append(
            .issue(order, record.user, record.product, quantity: record.quantity, attempt: record.attempt))
        armRetry(order, at: now)
    }

    /// Takes the order off the count of those in preparation. Call before the phase changes.
    mutating func leavePreparing(_ order: OrderID) {
        if orders[order.index].phase == .preparing { preparingOrders -= 1 }
    }
}
