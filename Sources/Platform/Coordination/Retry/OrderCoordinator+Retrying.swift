import Primitives

// When the goods are asked for again, by the policy that the scenario chose, within the budget if there is one.
extension OrderCoordinator {
    /// Sets the deadline of the attempt after this one.
    mutating func armRetry(_ order: OrderID, at now: Instant) {
        let record = orders[order.index]
        guard !retriesPlainly else {
            return retryInterval.arm(.repeatCall, order, epoch: record.epoch, from: now)
        }
        if record.attempt == 1 { depositForRetries(at: now) }
        switch configuration.retry.countsFrom {
        case .attempt: armPolicy(order, record, from: now)
        case .answer:
            scheduled.arm(.repeatCall, order, epoch: record.epoch, at: now + configuration.retry.answerWithin)
        }
    }

    /// An attempt has failed: a policy that counts from the answer counts from now.
    mutating func noteFailure(_ order: OrderID, at now: Instant) {
        orders[order.index].marks.insert(.attemptFailed)
        guard !retriesPlainly, configuration.retry.countsFrom == .answer else { return }
        orders[order.index].beginCall()
        armPolicy(order, orders[order.index], from: now)
    }

    /// An attempt is due. One that no budget covers waits in line for its token.
    mutating func retry(_ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>) {
        guard configuration.retry.budget != nil else { return issueAgain(order, at: now, into: &effects) }
        if waitingRetries.isEmpty, allowance.take(at: now) { return issueAgain(order, at: now, into: &effects) }
        waitingRetries.append(
            Deadline(instant: now, order: order, epoch: orders[order.index].epoch, duty: .retryWithinBudget))
        findNextToken()
    }

    /// The first in line has its token.
    mutating func retryWithinBudget(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<CoordinatorEffect>
    ) {
        guard allowance.take(at: now) else { fatalError("no token for order \(order.number), which was promised one") }
        findNextToken()
        issueAgain(order, at: now, into: &effects)
    }

    /// A sweep serves orders that are being prepared. One whose first attempt is still on its way waits for the next.
    mutating func missesSweep(_ order: OrderID, at now: Instant) -> Bool {
        guard configuration.retry.spacing == .sweep, orders[order.index].phase == .issuing else { return false }
        armPolicy(order, orders[order.index], from: now)
        return true
    }

    /// When the first in line may go; to be called whenever the line or the tokens have changed.
    mutating func findNextToken() {
        nextToken = waitingRetries.isEmpty ? .distantFuture : allowance.readyAt
    }

    private mutating func depositForRetries(at now: Instant) {
        guard configuration.retry.budget != nil else { return }
        allowance.deposit(at: now)
        findNextToken()
    }

    private mutating func armPolicy(_ order: OrderID, _ record: OrderRecord, from start: Instant) {
        let key = UInt64(order.number) << 16 | UInt64(record.attempt)
        let due = configuration.retry.due(
            after: record.attempt, from: start, interval: configuration.retryInterval,
            chance: jitter.substream(key).state)
        scheduled.arm(.repeatCall, order, epoch: record.epoch, at: due)
    }
}
