import Primitives

// A day without the goods: first a fence, so that no late success can follow, then the money back.
extension OrderCoordinator {
    /// Retrying has lasted long enough: withdraw the issue.
    mutating func giveUp(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        leavePreparing(order)
        orders[order.index].phase = .withdrawing
        withdrawAgain(order, at: now, into: &effects)
    }

    /// The fence stands: nothing was issued and nothing will be, so the capture goes back.
    mutating func withdrawn(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .withdrawing:
            if orders[order.index].marks.contains(.byHand) { return fenceStands(order, at: now, into: &effects) }
            orders[order.index].phase = .refunding
            books.postGivenUp(orders[order.index].amount)
            refundAgain(order, at: now, into: &effects)
        case .refunding, .ended(.refunded):
            break
        case .ended(.issued) where orders[order.index].marks.contains(.byHand):
            break
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .issuing,
            .preparing, .ended, .returning:
            impossible("withdrawn", order)
        }
    }

    /// Paid back: units and coupon follow, and the buyer is told.
    mutating func refunded(
        _ order: OrderID, _ amount: Money, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: order) {
        case .refunding:
            checkRefund(order, amount)
            books.postRefund(amount)
            effects.append(.notify(orders[order.index].user, order, .refunded))
            close(order, .refunded, at: now, into: &effects)
        case .returning(let outcome):
            checkRefund(order, amount)
            books.postRefund(amount)
            effects.append(.notify(orders[order.index].user, order, .refunded))
            orders[order.index].phase = .ended(orders[order.index].isSettled ? outcome : .refunded)
            orders[order.index].beginCall()
            settleWhenDone(order, into: &effects)
        case .ended:
            break
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .issuing,
            .preparing, .withdrawing:
            impossible("refunded", order)
        }
    }

    /// Asks for the fence, and again each retry interval; where a person has the order in hand and the fence stands,
    /// for the goods.
    mutating func withdrawAgain(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[order.index].beginCall()
        effects.append(callOfWithdrawing(order))
        retryInterval.arm(.repeatCall, order, epoch: orders[order.index].epoch, from: now)
    }

    /// Asks for the refund, and again each retry interval.
    mutating func refundAgain(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[order.index].beginCall()
        effects.append(.refund(order, orders[order.index].amount))
        retryInterval.arm(.repeatCall, order, epoch: orders[order.index].epoch, from: now)
    }

    private func checkRefund(_ order: OrderID, _ amount: Money) {
        let captured = orders[order.index].amount
        if amount != captured { fatalError("refunded \(amount) of \(captured) captured for order \(order.number)") }
    }
}
