import DiscreteEvent
import Platform
import Primitives
import Workload

/// What a silo does outside the platform, and what becomes known of it.
extension World {
    /// What befalls a call that a silo makes to a party outside.
    private enum CallFate {
        /// It never arrives.
        case lost
        /// It fails before it has any effect, and the caller knows.
        case failed
        /// It takes effect, but its answer is lost.
        case unanswered
        case answered
    }

    /// The fate of a call by the faults of the service that makes such calls for the core.
    private mutating func fate(ofCallsOf service: Service, _ order: OrderID) -> CallFate {
        let trouble = fleet.pools[service.index].trouble
        if trouble.isOut { return .lost }
        if service == .payment, !providerTakes(order) { return .lost }
        if trouble.refuses { return .failed }
        guard trouble.errors > 0 || trouble.lostReplies > 0 else { return .answered }
        let bits = keys.faults.substream(chance(of: keys.messages, order)).state
        let draw = UInt16(RandomStream.permille(bits))
        if draw < trouble.errors { return .failed }
        return draw < trouble.errors + trouble.lostReplies ? .unanswered : .answered
    }

    /// How long a party outside takes, and before it the work that the service does for the core.
    private mutating func time(
        _ table: Int, _ mean: TimeSpan, _ service: Service, _ stream: RandomStream, _ order: OrderID
    ) -> TimeSpan {
        let bits = UInt32(truncatingIfNeeded: chance(of: stream, order))
        let factor = service == .payment ? tape.outside.providerFactor : 1
        let outside = outsideTimes.sample(table, seconds: mean.inSeconds * factor, bits)
        return TimeSpan(nanoseconds: outside) + TimeSpan(seconds: fleet.pools[service.index].messageWork)
    }

    /// The provider decides when it is asked, each time anew.
    mutating func chargeForSilo(
        _ order: OrderID, _ sale: SaleID, _ attempt: UInt8, _ amount: Money, _ now: Instant,
        _ calendar: inout Calendar
    ) {
        if !auditors.isCharged(order) { countCoupon(order, amount) }
        auditors.charged(order, amount, at: now)
        let fate = fate(ofCallsOf: .payment, order)
        switch fate {
        case .lost: return
        case .failed:
            return postToSilo(.chargeCallFailed(order, sale, attempt: attempt), now, &calendar)
        case .unanswered, .answered: break
        }
        let key = freshKey(order), before = captures(of: order)
        _ = provider.capture(order, amount, key: key, chance: orders[order.index].key)
        let isCaptured = captures(of: order) > before
        if isCaptured, before > 0 { old.duplicateCharges += 1 }
        auditors.providerDecided(order, provider.charges[order.index], at: now)
        let answer: LegacyCommand =
            isCaptured
            ? .captured(order, sale, attempt: attempt, reference: UInt32(key))
            : .declined(order, sale, attempt: attempt)
        auditors.saw(.legacy(answer, at: silo(of: order)), .decided, at: now)
        guard fate == .answered else { return }
        let delay = time(paymentTable, scenario.outside.paymentTime, .payment, keys.provider, order)
        post(.legacy(answer, at: silo(of: order)), after: delay, now, &calendar)
    }

    /// A key that nothing about the order had before: the number of its latest message, never 0.
    private mutating func freshKey(_ order: OrderID) -> UInt16 {
        _ = orders[order.index].countMessage()
        if orders[order.index].messages == 0 { orders[order.index].messages = 1 }
        return orders[order.index].messages
    }

    /// How often the provider has captured for an order.
    @inline(__always)
    private func captures(of order: OrderID) -> UInt8 {
        order.index < provider.charges.count ? provider.charges[order.index].captures : 0
    }

    /// A person pays back, through the provider's own pages, what was captured for the order beyond this amount:
    /// as many payments as were too many.
    mutating func payBack(_ order: OrderID, keeping kept: Money, _ now: Instant) {
        guard order.index < provider.charges.count else { return }
        let charge = provider.charges[order.index]
        var surplus = charge.balance - kept
        var times = Int(charge.captures) - Int(charge.refunds) - (kept > .zero ? 1 : 0)
        while times > 0, surplus > .zero {
            let part = times == 1 ? surplus : min(Money(fen: charge.amount), surplus)
            _ = provider.refund(order, part, of: order, key: freshKey(order))
            auditors.refundedByHand(order)
            auditors.providerDecided(order, provider.charges[order.index], at: now)
            surplus -= part
            times -= 1
        }
    }

    /// The supplier hands out codes, each time others.
    mutating func issueForSilo(
        _ order: OrderID, _ sale: SaleID, _ attempt: UInt8, _ quantity: UInt8, _ now: Instant,
        _ calendar: inout Calendar
    ) {
        let fate = fate(ofCallsOf: .issuing, order)
        switch fate {
        case .lost: return
        case .failed:
            return postToSilo(.issueCallFailed(order, sale, attempt: attempt), now, &calendar)
        case .unanswered, .answered: break
        }
        let first = supplier.freshCodes(quantity: quantity)
        if auditors.isIssued(order) { old.duplicateIssues += 1 }
        let codes = Credentials(
            firstSerial: first | 1 << 63, tag: 0, quantity: quantity, expiry: .distantFuture)
        let answer = Letter.legacy(.codesArrived(order, sale, attempt: attempt), at: silo(of: order))
        auditors.saw(answer, .decided, at: now)
        auditorsBox.value.said(IssuanceEffect.issued(order, codes), statement: provider.charges, at: now)
        guard fate == .answered else { return }
        let delay = time(supplierTable, scenario.outside.supplierTime, .issuing, keys.supplier, order)
        post(answer, after: delay, now, &calendar)
    }

    // MARK: What becomes known

    /// The silo tells the buyer.
    mutating func siloAnswers(
        _ order: OrderID, _ answer: OrderAnswer, _ service: Service, _ replyIsLost: Bool, _ now: Instant,
        _ calendar: inout Calendar
    ) {
        if answer == .soldOut { auditors.toldSoldOut(order) }
        compareWithCore(order, answer, now, &calendar)
        if replyIsLost {
            fleet.pools[service.index].repliesLost += 1
        } else {
            tell(order, answer, now, &calendar)
        }
    }

    /// The silo books a payment: the first of an order is its payment, others are only money.
    mutating func siloBooked(_ order: OrderID, _ amount: Money, _ now: Instant) {
        if auditors.isCaptured(order) {
            auditors.booked(amount)
        } else {
            heardBySilo(.captured(order, amount), now)
        }
    }

    /// What the gauges and auditors learn from a silo as they would from the coordinator, but for its books.
    mutating func heardBySilo(_ command: CoordinatorCommand, _ now: Instant) {
        auditors.bookNotes.areKept = false
        heard(command, now)
        auditors.bookNotes.areKept = true
    }

    /// A person has paid a booked payment back: the order's own, if the buyer has no goods.
    mutating func siloPaidBack(_ order: OrderID, _ amount: Money, _ now: Instant) {
        if auditors.isServedOrRefunded(order) {
            auditors.booked(-amount)
        } else {
            heardBySilo(.refunded(order, amount), now)
        }
    }

    /// An order is on the list of those that need a person.
    mutating func siloListed(
        _ order: OrderID, _ cause: ManualCause, _ category: CategoryID, _ now: Instant, _ calendar: inout Calendar
    ) {
        if cause == .couponUnanswered { auditors.waitedForCoupon(order, at: now) }
        if old.list(order, category, at: now) { old.gauge.listed(category, .legacy, at: now) }
        arm(.desk, old.desk.nextDeadline, &calendar)
    }

    /// A buyer who was charged more often than served writes to the service desk.
    mutating func complainIfWronged(
        _ order: OrderID, _ category: CategoryID, _ now: Instant, _ calendar: inout Calendar
    ) {
        guard order.index < provider.charges.count else { return }
        let charge = provider.charges[order.index]
        let owed = Int(charge.captures) - Int(charge.refunds)
        guard owed > (auditors.isIssued(order) ? 1 : 0) else { return }
        siloListed(order, .complaint, category, now, &calendar)
    }

    /// People are done with orders: they put right what they find.
    mutating func wakeDesk(_ now: Instant, _ calendar: inout Calendar) {
        old.desk.advance(to: now, into: &old.deskEffects)
        for index in 0..<old.deskEffects.count {
            switch old.deskEffects[index] {
            case .attended(let order, let number):
                let category = CategoryID(UInt32(number))
                old.waiting.remove(order)
                old.silos[category.index].handle(.resolve(order), at: now, into: &old.siloEffects)
                carrySilo(category, silo(of: order), false, now, &calendar)
            }
        }
        old.deskEffects.removeAll()
        arm(.desk, old.desk.nextDeadline, &calendar)
    }

    /// An order of the core was paid and had no goods for so long that a person looked at it.
    @inline(__always)
    mutating func noteAttention(_ order: OrderID, _ now: Instant) {
        guard now - orders[order.index].capturedAt >= scenario.platform.people.attentionAfter,
            !orders[order.index].isLegacy
        else { return }
        old.attendedCoreOrders += 1
        if !isCore { old.gauge.listed(category(of: order), .core, at: now) }
    }
}
