import Primitives

// The board of abnormal orders. Read off the deadlines, which every order that waits for something has: it costs
// nothing while nobody looks, and when somebody does, time and memory in proportion to what is pending.
extension OrderCoordinator {
    /// What has stood out for longest, oldest first, of one age the lower number first.
    ///
    /// A row for each line of an order; but one for the order, by its first line, where the money is the order's: a
    /// charge that is unknown, and a capture that came too late.
    ///
    /// - Parameters:
    ///   - count: at most so many.
    ///   - latest: only those that have stood out since then or longer.
    ///   - action: only those about which a person can act so.
    public func abnormalOrders(
        atMost count: Int, since latest: Instant = .distantFuture, allowing action: PersonAction = .retryNow
    ) -> [AbnormalOrder] {
        var found: [AbnormalOrder] = []
        for index in 0..<giveUpAfter.count { note(giveUpAfter[index], at: giveUpAfter[index].instant, &found) }
        for index in 0..<callTimeout.count {
            note(callTimeout[index], at: callTimeout[index].instant - callTimeout.delay, &found)
        }
        for index in 0..<retryInterval.count {
            note(retryInterval[index], at: retryInterval[index].instant - retryInterval.delay, &found)
        }
        for index in 0..<scheduled.count { note(scheduled[index], at: scheduled[index].instant, &found) }
        found.removeAll { $0.since > latest || !$0.cause.allows(action) }
        found.sort { ($0.since, $0.order.number, $0.cause.rawValue) < ($1.since, $1.order.number, $1.cause.rawValue) }
        var page: [AbnormalOrder] = []
        // One order may wait for two releases at once; it is listed once.
        for entry in found where page.count < count && page.last?.order != entry.order { page.append(entry) }
        return page
    }

    /// Why a line of an order stands out; nil for one that does not. O(1).
    public func abnormality(of order: OrderID) -> AbnormalOrder.Cause? {
        guard order.index < orders.count else { return nil }
        let record = orders[order.index]
        switch record.phase {
        case .preparing:
            if record.marks.contains(.supplierEmpty) { return .supplierEmpty }
            return record.marks.contains(.attemptFailed) ? .issueFailed : .issueUnanswered
        case .chargeUnknown: return .chargeUnknown
        case .withdrawing: return .withdrawing
        case .revoking: return .revoking
        case .refunding: return .refunding
        case .returning: return .returning
        case .ended:
            return record.stock == .releasing || record.coupon == .releasing ? .releaseUnacknowledged : nil
        case .absent, .checking, .holding, .awaitingPayment, .reserving, .charging, .issuing, .ready: return nil
        }
    }

    private func note(_ deadline: Deadline, at attempt: Instant, _ found: inout [AbnormalOrder]) {
        guard counts(deadline), let cause = abnormality(of: deadline.order) else { return }
        let record = orders[deadline.order.index]
        switch cause {
        case .issueUnanswered, .issueFailed, .supplierEmpty:
            // Once: by the deadline that each of them has exactly one of.
            guard case .giveUp = deadline.duty else { return }
        case .chargeUnknown:
            guard case .missAnswer = deadline.duty else { return }
        case .withdrawing, .revoking, .refunding, .returning:
            guard case .repeatCall = deadline.duty else { return }
        case .releaseUnacknowledged: break
        }
        let since = cause == .releaseUnacknowledged ? attempt : record.capturedAt
        found.append(AbnormalOrder(order: deadline.order, cause: cause, since: since, attempts: record.attempt))
    }
}
