import Primitives

// A day without the goods: first a fence, so that no late success can follow, then the money back. Each line of a
// basket goes this way on its own, and the others stand; those of a bundle go together.
extension OrderCoordinator {
    /// Retrying has lasted long enough: withdraw the issue.
    mutating func giveUp(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        leavePreparing(line)
        orders[line.index].phase = .withdrawing
        withdrawAgain(line, at: now, into: &effects)
    }

    /// The fence stands: nothing is issued for the line and nothing will be, so what was captured for it goes back.
    mutating func withdrawn(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        let isByHand = orders[line.index].marks.contains(.byHand)
        switch phase(of: line) {
        case .withdrawing: if isByHand { return fenceStands(line, at: now, into: &effects) }
        case .revoking: break
        case .ready, .ended(.issued):
            // The fence of what a person has handed over is confirmed once more.
            if !isByHand { impossible("withdrawn", line) }
            return
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .issuing,
            .preparing, .refunding, .ended, .returning:
            return
        }
        orders[line.index].phase = .refunding
        books.postGivenUp(orders[line.index].amount)
        refundAgain(line, at: now, into: &effects)
        if orders[line.index].isBundle { takeBackOthers(of: line, at: now, into: &effects) }
    }

    /// Paid back: the units follow, and the buyer is told. When nothing of the order was issued, the coupon follows.
    mutating func refunded(
        _ line: OrderID, _ amount: Money, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        switch phase(of: line) {
        case .refunding:
            checkRefund(line, amount)
            books.postRefund(amount)
            effects.append(.notify(orders[line.index].user, line, .refunded))
            orders[line.index].phase = .ended(.refunded)
            orders[line.index].beginCall()
            answerWhenEnded(line, into: &effects)
            giveBackUnits(of: line, at: now, into: &effects)
            let order = order(of: line)
            if state(of: order) == .ended(.refunded) { giveBackCoupon(of: order, at: now, into: &effects) }
            settleWhenDone(order, into: &effects)
        case .returning:
            checkRefund(line, amount)
            books.postRefund(amount)
            for index in lines(of: line) {
                effects.append(.notify(orders[index].user, OrderID(index: index), .refunded))
            }
            // Paid back for good: a capture that is told once more is not booked once more.
            move(line, to: .ended(.refunded))
            orders[line.index].beginCall()
            settleWhenDone(line, into: &effects)
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .issuing,
            .preparing, .ready, .withdrawing, .revoking, .ended:
            break
        }
    }

    /// Asks for the fence, and again each retry interval; where a person has the line in hand and the fence stands,
    /// for the goods.
    mutating func withdrawAgain(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[line.index].beginCall()
        effects.append(callOfWithdrawing(line))
        retryInterval.arm(.repeatCall, line, epoch: orders[line.index].epoch, from: now)
    }

    /// Asks for the refund of what was captured for a line, and again each retry interval.
    mutating func refundAgain(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[line.index].beginCall()
        effects.append(.refund(line, orders[line.index].amount, of: order(of: line)))
        retryInterval.arm(.repeatCall, line, epoch: orders[line.index].epoch, from: now)
    }

    private func checkRefund(_ line: OrderID, _ amount: Money) {
        let captured = orders[line.index].amount
        if amount != captured { fatalError("refunded \(amount) of \(captured) captured for order \(line.number)") }
    }
}
