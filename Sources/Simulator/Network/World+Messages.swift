import DiscreteEvent
import Platform
import Primitives
import Workload

/// The way of a message: posted, across the network, queued at a server, delivered to its machine.
extension World {
    /// Sends a letter over one leg of the inner network.
    mutating func post(_ letter: Letter, _ now: Instant, _ calendar: inout Calendar) {
        post(letter, after: scenario.fleet.networkLeg + outgoing.delay, now, &calendar)
    }

    /// Sends a letter that takes this long to arrive.
    mutating func post(
        _ letter: Letter, after delay: TimeSpan, _ now: Instant, _ calendar: inout Calendar
    ) {
        let bits = letter.isAboutRecords ? recordChance() : chance(of: keys.messages, letter.order)
        let envelope = mail.write(letter, chance: bits, token: outgoing.token)
        calendar.schedule(.messageArrives(envelope: envelope), at: now + delay)
    }

    /// Random bits for the next message about an order, by the order's own key and count.
    mutating func chance(of purpose: RandomStream, _ order: OrderID) -> UInt64 {
        purpose.substream(orders[order.index].countMessage()).state
    }

    /// A message reaches its service, and queues at one of its servers.
    mutating func messageArrives(_ number: UInt32, _ now: Instant, _ calendar: inout Calendar) {
        let envelope = mail[number]
        let pool = envelope.body.service.index
        if fleet.pools[pool].trouble.meetsArrivals, !messageComesThrough(number, pool, now, &calendar) { return }
        if fleet.pools[pool].isControlled {
            return messageArrivesControlled(number, pool, envelope.chance, now, &calendar)
        }
        let arrival = fleet.arrive(
            number, turn: 0, kind: .message, at: pool, chance: envelope.chance, now: now, calendar: &calendar)
        if arrival == .refused { sendBack(mail.open(number).body, now, &calendar) }
    }

    /// A server has done a message's work: the machine takes the command, and its effects leave.
    mutating func deliver(_ job: Job, _ pool: Int, _ now: Instant, _ calendar: inout Calendar) {
        let envelope = mail.open(job.subject)
        follow(envelope, job, pool, now)
        if envelope.token != 0, !passes(envelope.token, pool, envelope.body.order, now) { return }
        let trouble = fleet.pools[pool].trouble
        var replyIsLost = false
        if trouble.errors > 0 || trouble.lostReplies > 0 {
            let draw = UInt16(RandomStream.permille(keys.faults.substream(envelope.chance).state))
            if draw < trouble.errors { return sendBack(envelope.body, now, &calendar) }
            replyIsLost = draw < trouble.errors + trouble.lostReplies
        }
        take(envelope.body, replyIsLost, now, &calendar)
    }

    /// Hands a command to its machine and carries the effects.
    private mutating func take(
        _ letter: Letter, _ replyIsLost: Bool, _ now: Instant, _ calendar: inout Calendar
    ) {
        auditors.saw(letter, replyIsLost ? .takenReplyLost : .taken, at: now)
        switch letter {
        case .order(let command):
            if seat.presence != .atWork { return missesCoordinator(command) }
            if watchedCalls != 0 { closeCall(answeredBy: command, now) }
            heard(command, now)
            coordinator.handle(command, at: now, into: &coordinatorEffects)
            carryCoordinator(replyIsLost, now, &calendar)
        case .coupon(let command):
            auditors.asked(command, at: now)
            coupons.handle(command, at: now, into: &couponEffects)
            carryCoupons(replyIsLost, now, &calendar)
        case .stock(let command):
            auditors.asked(command, at: now)
            askStores(command, replyIsLost, now, &calendar)
        case .payment(let command):
            auditors.asked(command, at: now)
            payments.handle(command, at: now, into: &paymentEffects)
            carryPayments(replyIsLost, now, &calendar)
        case .issuance(let command):
            auditors.asked(command, at: now)
            issuance.handle(command, at: now, into: &issuanceEffects)
            carryIssuance(replyIsLost, now, &calendar)
        case .entitlement(let command): tellLedger(command, now, &calendar)
        case .overview(let command):
            auditors.asked(command)
            overview.handle(command, at: now, into: &overviewEffects)
            carryOverview(replyIsLost, now, &calendar)
        case .audit(let command):
            auditors.asked(command, at: now)
            auditLog.handle(command, at: now, into: &auditEffects)
            carryAudit(replyIsLost, now, &calendar)
        case .notification: break
        case .legacy(let command, let service): takeBySilo(command, service, replyIsLost, now, &calendar)
        }
    }

    /// A call could not be made or failed before it had any effect: whoever made it is told.
    ///
    /// Answers that can't be delivered are not: their senders find out by asking again.
    mutating func sendBack(_ letter: Letter, _ now: Instant, _ calendar: inout Calendar) {
        auditors.saw(letter, .refused, at: now)
        if watchedCalls != 0 { closeCall(turnedAway: letter, now) }
        if !isCore, orders[letter.order.index].isLegacy { return sendBackToSilo(letter, now, &calendar) }
        switch letter {
        case .stock(let command): post(.order(.stockCallFailed(command.order)), now, &calendar)
        case .coupon(let command): post(.order(.couponCallFailed(command.order)), now, &calendar)
        case .payment(.charge(let order, _)), .payment(.query(let order)),
            .payment(.refund(let order, _, _)):
            post(.order(.paymentCallFailed(order)), now, &calendar)
        case .issuance(.issue(let request)): post(.order(.issueFailed(request.order)), now, &calendar)
        case .order(.place(let purchase)): tellError(purchase.order, now, &calendar)
        case .order(.pay(let order)): tellError(order, now, &calendar)
        case .order, .payment, .issuance, .entitlement, .overview, .audit, .notification, .legacy: break
        }
    }

    /// The coordinator could not be reached: the buyer's page shows an error.
    mutating func tellError(_ order: OrderID, _ now: Instant, _ calendar: inout Calendar) {
        let file = orders[order.index]
        let slot = Int(file.shopper)
        guard shoppers[slot].order == order.number, shoppers[slot].turn == file.turn,
            shoppers[slot].phase == .waiting
        else { return }
        // Without a fault there is but one reason: its servers had no room.
        let pool = Service.order.index
        let isFull = fleet.pools[pool].trouble == Trouble()
        answerError(slot, file.turn, at: isFull ? UInt8(truncatingIfNeeded: pool) : Shopper.nowhere, now, &calendar)
    }

    /// What gauges and auditors learn from a message that reaches the coordinator.
    mutating func heard(_ command: CoordinatorCommand, _ now: Instant) {
        let isNews = auditors.heard(command, at: now)
        switch command {
        case .place(let purchase):
            // The order begins when the coordinator hears of it, once however often it is handed in.
            guard isNews else { return }
            gauges.places(at: now)
            gauges.lines += UInt64(purchase.lineCount)
            if !isCore { old.gauge.placed(category(of: purchase.order), .core, at: now) }
        case .couponRefused(let order): orders[order.index].couponWasRefused = true
        case .captured(let order, let amount):
            guard isNews else { return }
            orders[order.index].capturedAt = now
            if orders[order.index].loss.isLoss { findOrder(order) }
            gauges.paid += 1
            gauges.preparing += 1
            gauges.sales += amount
            gauges.salesByRegion[Int(orders[order.index].region)] += amount
            if hasScalpers, orders[order.index].isScalped { scalping.paid(amount) }
            gauges.paidByRegion[Int(orders[order.index].region)] += 1
            for line in lines(of: order) { gauges.paidByProduct[Int(orders[line].product)] += 1 }
        case .refunded(let line, let amount):
            guard isNews else { return }
            gauges.sales -= amount
            gauges.lost.refunded(amount)
            gauges.salesByRegion[Int(orders[line.index].region)] -= amount
            // The core sends word of every end; the old platform's are known from its records.
            if !isCore, orders[line.index].isLegacy { noteEnd(of: line, .refunded, now) }
        case .issued(let line):
            if !isCore, isNews, orders[line.index].isLegacy { noteEnd(of: line, .issued, now) }
        case .stockHeld(let order), .stockSoldOut(let order): holdAnswered(order, now)
        case .pay, .stockChecked, .stockConfirmed, .stockHoldGone, .stockReleased,
            .couponRedeemed, .couponReleased, .declined, .notCharged, .issueFailed, .supplierEmpty, .withdrawn,
            .issueKept, .stockCallFailed, .couponCallFailed, .paymentCallFailed, .chargeNotSent, .retryNow, .refundNow,
            .markIssued, .handedOver:
            break
        }
    }
}
