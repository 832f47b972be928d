import Platform
import Primitives

// The coordinator's retries, its day, and its ends: COO and LIF rules.
extension Auditors {
    /// What the auditor of the coordination centre has written down.
    struct CoordinationNotes: BitwiseCopyable {
        /// Whether any issue was asked for again, and whether any was withdrawn.
        fileprivate(set) var sawRetries = false
        fileprivate(set) var sawWithdrawals = false
        /// When the coordinator came back from its latest crash.
        fileprivate(set) var restart = Instant.distantPast
    }

    /// The coordinator is there again after a crash: deadlines that fell into it count from now.
    mutating func coordinatorRestarted(at now: Instant) { coordinationNotes.restart = now }

    /// What the coordinator does or tells, as it leaves it; its settlements are told by ``settled(_:at:)``.
    mutating func said(_ effect: CoordinatorEffect, at now: Instant) {
        switch effect {
        case .charge(let order, let amount): charged(order, amount, at: now)
        case .queryCharge(let order): chargeQueried(order, at: now)
        case .issue(let order, _, _, _, _): issueAsked(order, at: now)
        case .withdrawIssue(let order): withdrawAsked(order, at: now)
        case .refund(let line, _, _): refundAsked(line, at: now)
        case .releaseStock(let order):
            judgeUnknown(self.order(of: order), at: now)
            judgeRelease(order, at: now)
            dossiers[order.index].facts.insert(.releaseAsked)
        case .answer(let order, let answer):
            switch answer {
            case .soldOut: toldSoldOut(order)
            case .closed: judgeUnpaid(order, at: now)
            case .placed, .unavailable, .issued, .preparing, .declined, .refunded, .partlyRefunded: break
            }
        case .acted(let line, let action, _): acted(line, action)
        case .holdStock(let order, _, _, _), .checkStock(let order, _, _, _), .takeStock(let order, _, _, _):
            stockAsked(order, at: now)
        case .releaseCoupon(let order): dossiers[order.index].facts.insert(.couponGivenUp)
        case .persist, .handOver, .actionRefused, .confirmStock, .redeemCoupon, .revokeIssue, .notify, .settled: break
        }
    }

    /// A message reaches the coordinator. Returns whether it is news that an order is placed, paid, issued or
    /// paid back; false for everything else.
    mutating func heard(_ command: CoordinatorCommand, at now: Instant) -> Bool {
        switch command {
        case .place(let purchase): return placed(purchase, at: now)
        case .captured(let order, let amount): return captured(order, amount, at: now)
        case .refunded(let order, let amount): return refunded(order, amount, at: now)
        case .issued(let order), .handedOver(let order): return goodsKnown(order, at: now)
        case .pay(let order): payBegins(order, at: now)
        case .stockConfirmed(let order): confirmationKnown(order, at: now)
        case .couponRedeemed(let order, let discount):
            coupon(.redeemed(order, discount: discount), heard: true, at: now)
        case .declined(let order), .notCharged(let order): outcomeHeard(order, at: now)
        case .paymentCallFailed(let order): dossiers[order.index].facts.insert(.callFailed)
        case .chargeNotSent(let order): dossiers[order.index].facts.insert(.chargeKeptBack)
        case .stockHeld, .stockSoldOut, .stockChecked, .stockHoldGone, .stockReleased, .couponRefused,
            .couponReleased, .issueFailed, .supplierEmpty, .withdrawn, .issueKept, .stockCallFailed,
            .couponCallFailed, .retryNow, .refundNow, .markIssued:
            break
        }
        return false
    }

    /// The coordinator asks for an issue.
    mutating func issueAsked(_ order: OrderID, at now: Instant) {
        let again = dossiers[order.index].facts.contains(.attempted)
        judgeRetryBudget(order, isFirst: !again, at: now)
        noteActive(order, at: now)
        if again {
            coordinationNotes.sawRetries = true
            let mark = dossiers[order.index].mark, earlier = dossiers[order.index].attempts
            let gap = configuration.retry.leastGap(after: UInt16(earlier), interval: configuration.retryInterval)
            let apart = isOpen(order) && (now - mark >= gap || mayAskEarly(order, after: mark))
            tally.expect(.attemptsApart, apart, order: order, at: now)
            judgeAttempts(order, at: now)
        }
        forgetPush(order)
        dossiers[order.index].facts.insert(.attempted)
        dossiers[order.index].attempts &+= 1
        dossiers[order.index].mark = now
        countAttempt(order, again: again, at: now)
    }

    /// Attempts of an order go on until it has its goods or is withdrawn: none is missing, and none too many.
    private mutating func judgeAttempts(_ order: OrderID, at now: Instant) {
        let dossier = dossiers[order.index]
        guard isOpen(order), dossier.facts.contains(.attempted), !dossier.facts.contains(.withdrawAsked) else { return }
        let waited = now - since(dossier.mark)
        let isInTime = waited <= latestRetry(after: UInt16(dossier.attempts))
        tally.expect(
            .attemptsApart, isInTime && Int64(dossier.attempts) <= mostAttempts, order: order, at: now,
            because: "attempts:", Int64(dossier.attempts), ", the latest so many ns ago:", waited.nanoseconds)
    }

    /// The coordinator learns that the goods are issued. Returns whether it is news.
    mutating func goodsKnown(_ order: OrderID, at now: Instant) -> Bool {
        guard dossiers[order.index].facts.insert(.goodsKnown).inserted else { return false }
        if coordinationNotes.sawRetries { judgeAttempts(order, at: now) }
        noteActive(order, at: now)
        noteEarned(order)
        return true
    }

    /// The coordinator asks to withdraw, which begins a refund: when the day is over, and no later.
    mutating func withdrawAsked(_ order: OrderID, at now: Instant) {
        coordinationNotes.sawWithdrawals = true
        if coordinationNotes.sawRetries { judgeAttempts(order, at: now) }
        let isFirst = dossiers[order.index].facts.insert(.withdrawAsked).inserted
        guard isOpen(order), dossiers[order.index].facts.contains(.captured) else {
            return tally.expect(.refundAfterDay, false, order: order, at: now)
        }
        let waited = now - dossiers[order.index].capturedAt
        let isDue = waited >= configuration.giveUpAfter || wasGivenUpByHand(order)
        let overdue = now - since(dossiers[order.index].capturedAt + configuration.giveUpAfter)
        tally.expect(
            .refundAfterDay, isDue && (!isFirst || overdue <= configuration.retryInterval), order: order, at: now,
            because: "withdrawn after", waited)
        judgeRollBack(order, isDue: isDue, at: now)
        noteActive(order, at: now)
    }

    /// The coordinator asks for a refund: after the day, or for a capture that came when the order was given up.
    mutating func refundAsked(_ order: OrderID, at now: Instant) {
        noteActive(order, at: now)
        let facts = dossiers[order.index].facts
        guard !facts.contains(.capturedLate) else { return }
        coordinationNotes.sawWithdrawals = true
        let isOver = now - dossiers[order.index].capturedAt >= configuration.giveUpAfter
        let isDue = isOpen(order) && facts.contains(.captured) && (isOver || wasGivenUpByHand(order))
        tally.expect(.refundAfterDay, isDue, order: order, at: now, because: "the refund is asked for")
    }

    /// An order is settled.
    mutating func settled(_ order: OrderID, _ outcome: OrderOutcome = .issued, at now: Instant) {
        let again = dossiers[order.index].facts.contains(.settled)
        tally.expect(.settledOnce, !again, order: order, at: now)
        if !again {
            judgeUnknown(order, at: now)
            judgeCouponEnd(order, at: now)
            judgeLines(order, outcome, at: now)
        }
        for line in lines(of: order) {
            noteActive(OrderID(index: line), at: now)
            dossiers[line].close()
        }
    }

    /// What must have become of an order when the run is over.
    mutating func closeCoordination(_ order: OrderID, at now: Instant) {
        tally.expect(.allSettled, !isOpen(order), order: order, at: now)
        closeRestart(order, at: now)
    }
}
