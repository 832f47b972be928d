import Primitives

// A bundle is issued as a whole or paid back as a whole. Its buyer is given nothing before all of it is there, so that
// what was issued for one line can still be taken back when another line has failed.
extension OrderCoordinator {
    /// A line of a bundle is issued: it waits for the others, goes to the buyer with them, or is taken back.
    mutating func keepBack(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        let order = order(of: line)
        if isBeingTakenBack(order) { return revoke(line, at: now, into: &effects) }
        orders[line.index].phase = .ready
        for other in lines(of: order) where orders[other].phase != .ready { return }
        // Sold as a whole: not before all of it is there.
        for other in lines(of: order) { postIssue(OrderID(index: other)) }
        move(order, to: .ended(.issued))
        answerWhenEnded(order, into: &effects)
        for other in lines(of: order) {
            effects.append(.notify(orders[other].user, OrderID(index: other), .issued))
        }
        settleWhenDone(order, into: &effects)
    }

    /// A line of a bundle is fenced off, so that the whole can't be had any more: what is issued of the others is
    /// taken back, and what is not is withdrawn. A line that a person has in hand comes back by their hand.
    mutating func takeBackOthers(
        of line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        for index in lines(of: order(of: line)) {
            let other = OrderID(index: index)
            switch orders[index].phase {
            case .ready: revoke(other, at: now, into: &effects)
            case .issuing, .preparing: giveUp(other, at: now, into: &effects)
            case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .withdrawing,
                .revoking, .refunding, .ended, .returning:
                break
            }
        }
    }

    /// Asks for the issue to be taken back, and again each retry interval.
    mutating func revokeAgain(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[line.index].beginCall()
        effects.append(.revokeIssue(line))
        retryInterval.arm(.repeatCall, line, epoch: orders[line.index].epoch, from: now)
    }

    /// A line that was asked back is not given back: its holder has begun to use it, so it is sold, and the buyer is
    /// told what they have. The promise of all or nothing is broken, which the auditors say.
    mutating func issueKept(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard orders[line.index].phase == .revoking else { return }
        postIssue(line)
        orders[line.index].phase = .ended(.issued)
        orders[line.index].beginCall()
        answerWhenEnded(line, into: &effects)
        effects.append(.notify(orders[line.index].user, line, .issued))
        settleWhenDone(line, into: &effects)
    }

    private mutating func revoke(
        _ line: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        orders[line.index].phase = .revoking
        revokeAgain(line, at: now, into: &effects)
    }

    /// Whether the fence stands for some line of a bundle.
    @inline(__always)
    private func isBeingTakenBack(_ order: OrderID) -> Bool {
        for line in lines(of: order) {
            switch orders[line].phase {
            case .refunding, .ended(.refunded): return true
            case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .chargeUnknown, .issuing,
                .preparing, .ready, .withdrawing, .revoking, .ended, .returning:
                break
            }
        }
        return false
    }
}
