import DiscreteEvent
import Platform
import Primitives
import Workload

/// The driver's part of the core contract: each machine's effects become messages.
extension World {
    mutating func carryCoordinator(_ replyIsLost: Bool, _ now: Instant, _ calendar: inout Calendar) {
        outgoing.token = seat.token
        for index in 0..<coordinatorEffects.count {
            auditors.said(coordinatorEffects[index], at: now)
            switch coordinatorEffects[index] {
            case .persist(let order): persist(order, now)
            case .holdStock(let order, let product, let quantity, let user):
                asksForStock(order, now)
                call(.stock(.hold(order, product, quantity: quantity, by: user)), now, &calendar)
            case .checkStock(let order, let product, let quantity, let user):
                asksForStock(order, now)
                call(.stock(.check(order, product, quantity: quantity, by: user)), now, &calendar)
            case .takeStock(let order, let product, let quantity, let user):
                asksForStock(order, now)
                call(.stock(.take(order, product, quantity: quantity, by: user)), now, &calendar)
            case .confirmStock(let order): call(.stock(.confirm(order)), now, &calendar)
            case .releaseStock(let order): call(.stock(.release(order)), now, &calendar)
            case .redeemCoupon(let order, let coupon, let price):
                call(.coupon(.redeem(order, coupon, price: price)), now, &calendar)
            case .releaseCoupon(let order): call(.coupon(.release(order)), now, &calendar)
            case .charge(let order, let amount):
                if call(.payment(.charge(order, amount)), now, &calendar) { countCoupon(order, amount) }
            case .queryCharge(let order): call(.payment(.query(order)), now, &calendar)
            case .refund(let line, let amount, let order):
                call(.payment(.refund(line, amount, of: order)), now, &calendar)
            case .issue(let order, let user, let product, let quantity, let attempt):
                let request = IssueRequest(
                    order: order, user: user, product: product, quantity: quantity, attempt: attempt)
                if call(.issuance(.issue(request)), now, &calendar) {
                    gauges.issuing.asked(attempt, at: now + outgoing.delay + scenario.fleet.networkLeg)
                }
            case .withdrawIssue(let order): call(.issuance(.withdraw(order)), now, &calendar)
            case .revokeIssue(let order): call(.issuance(.revoke(order)), now, &calendar)
            case .answer(let order, let answer):
                if !isCore { compareWithSilo(order, answer, now, &calendar) }
                if replyIsLost { loseReply(of: .order) } else { tell(order, answer, now, &calendar) }
            case .notify(let user, let order, let answer):
                noteEnd(of: order, answer, now)
                if answer == .issued { handOut(order, now, &calendar) }
                post(.notification(user, order, answer), now, &calendar)
            case .settled(let order, let outcome): settle(order, outcome, now)
            case .handOver(let order, _, _, _): handOver(order, now, &calendar)
            case .acted: gauges.byHand += 1
            case .actionRefused: gauges.refusedByHand += 1
            }
        }
        coordinatorEffects.removeAll()
        outgoing = Outgoing()
        if watchedCalls != 0 { tellRefusals(now, &calendar) }
        arm(.coordinator, coordinator.nextDeadline, &calendar)
    }

    /// Counts what became of the wish to use a coupon, when the charge leaves for the first time.
    mutating func countCoupon(_ order: OrderID, _ amount: Money) {
        let file = orders[order.index]
        guard file.coupon != OrderFile.noCoupon else { return }
        if amount < price(of: order) {
            gauges.coupons.redeemed += 1
        } else if file.couponWasRefused {
            gauges.coupons.refused += 1
        } else {
            gauges.coupons.unanswered += 1
        }
    }

    mutating func carryCoupons(_ replyIsLost: Bool, _ now: Instant, _ calendar: inout Calendar) {
        for index in 0..<couponEffects.count {
            let effect = couponEffects[index]
            auditors.coupon(effect, heard: false, at: now)
            if replyIsLost {
                loseReply(of: .coupon)
                continue
            }
            if !isCore, orders[effect.order.index].isLegacy {
                answerSilo(effect, now, &calendar)
                continue
            }
            switch effect {
            case .redeemed(let order, let discount):
                post(.order(.couponRedeemed(order, discount: discount)), now, &calendar)
            case .refused(let order): post(.order(.couponRefused(order)), now, &calendar)
            case .released(let order): post(.order(.couponReleased(order)), now, &calendar)
            }
        }
        couponEffects.removeAll()
        arm(.coupons, coupons.nextDeadline, &calendar)
    }

    /// The provider decides when it is asked; its answer takes its time and comes back to the adapter.
    mutating func carryPayments(_ replyIsLost: Bool, _ now: Instant, _ calendar: inout Calendar) {
        for index in 0..<paymentEffects.count {
            let reply: CoordinatorCommand
            auditors.said(paymentEffects[index], at: now)
            switch paymentEffects[index] {
            case .requestCapture(let order, let amount):
                if providerTakes(order) {
                    let answer = provider.capture(order, amount, chance: orders[order.index].key)
                    askProvider(answer, order, now, &calendar)
                }
                continue
            case .requestStatus(let order):
                if providerTakes(order) { askProvider(provider.status(order), order, now, &calendar) }
                continue
            case .requestRefund(let line, let amount, let order):
                if providerTakes(line) {
                    askProvider(provider.refund(line, amount, of: order), line, now, &calendar)
                }
                continue
            case .captured(let order, let amount): reply = .captured(order, amount)
            case .declined(let order): reply = .declined(order)
            case .notCharged(let order): reply = .notCharged(order)
            case .refunded(let order, let amount): reply = .refunded(order, amount)
            }
            if replyIsLost { loseReply(of: .payment) } else { post(.order(reply), now, &calendar) }
        }
        paymentEffects.removeAll()
        arm(.payment, payments.nextDeadline, &calendar)
    }

    /// Whether the provider takes a request: in a brown-out not all of them, drawn by the key of the order and the
    /// count of its messages, apart from all other chances about it.
    @inline(__always)
    mutating func providerTakes(_ order: OrderID) -> Bool {
        tape.outside.providerLost == 0 || RandomStream.permille(chance(of: keys.brownOut, order))
            >= Int(tape.outside.providerLost)
    }

    private mutating func askProvider(
        _ answer: PaymentCommand, _ order: OrderID, _ now: Instant, _ calendar: inout Calendar
    ) {
        auditors.saw(.payment(answer), .decided, at: now)
        auditors.providerDecided(order, auditors.statement(of: order, in: provider.charges), at: now)
        let bits = chance(of: keys.provider, order)
        let time = outsideTimes.sample(
            paymentTable, seconds: scenario.outside.paymentTime.inSeconds * tape.outside.providerFactor,
            UInt32(truncatingIfNeeded: bits))
        if scenario.outside.callbacks != CallbackPlan() {
            return disturb(.payment(answer), order, after: TimeSpan(nanoseconds: time), now, &calendar)
        }
        post(.payment(answer), after: TimeSpan(nanoseconds: time), now, &calendar)
    }

    /// The provider's answer as the scenario's callbacks are: some late, some twice, some never. Which, is drawn by
    /// the key of the order and the count of its messages, apart from all other chances about it.
    private mutating func disturb(
        _ answer: Letter, _ order: OrderID, after time: TimeSpan, _ now: Instant, _ calendar: inout Calendar
    ) {
        let plan = scenario.outside.callbacks
        var draws = keys.callbacks.substream(orders[order.index].key &+ UInt64(orders[order.index].messages))
        let isLost = RandomStream.permille(draws.next()) < plan.lostPermille
        let isLate = RandomStream.permille(draws.next()) < plan.latePermille
        let isDouble = RandomStream.permille(draws.next()) < plan.doublePermille
        if !isLost { post(answer, after: isLate ? time + plan.lateBy : time, now, &calendar) }
        // The second copy comes twice as late as the first would have, whatever became of that.
        if isDouble { post(answer, after: time * 2, now, &calendar) }
    }

    mutating func carryIssuance(_ replyIsLost: Bool, _ now: Instant, _ calendar: inout Calendar) {
        var index = 0
        // The ledger shares issuing's store and answers at once: effects may come while others are carried.
        while index < issuanceEffects.count {
            auditorsBox.value.said(issuanceEffects[index], statement: provider.charges, at: now)
            switch issuanceEffects[index] {
            case .requestCodes(let order, _, let quantity):
                if !supplierIsOut(now) {
                    askSupplier(supplier.request(order, quantity: quantity), order, now, &calendar)
                }
            case .queryCodes(let order):
                if !supplierIsOut(now) { askSupplier(supplier.query(order), order, now, &calendar) }
            case .revokeCodes(let order):
                if !supplierIsOut(now) { askSupplier(supplier.revoke(order), order, now, &calendar) }
            case .issued(let order, _): reply(.issued(order), replyIsLost, now, &calendar)
            case .failed(let order): reply(.supplierEmpty(order), replyIsLost, now, &calendar)
            case .withdrawn(let order): reply(.withdrawn(order), replyIsLost, now, &calendar)
            case .kept(let order): reply(.issueKept(order), replyIsLost, now, &calendar)
            case .entitle(let grant): enter(grant, now, &calendar)
            case .endEntitlement(let order): tellLedger(.withdraw(order), now, &calendar)
            }
            index += 1
        }
        issuanceEffects.removeAll()
        arm(.issuance, issuance.nextDeadline, &calendar)
    }

    /// Whether the supplier takes no requests just now.
    @inline(__always)
    private func supplierIsOut(_ now: Instant) -> Bool {
        if tape.outside.supplierIsOut { return true }
        for outage in scenario.outside.supplierOutages where outage.from <= now && now < outage.until { return true }
        return false
    }

    /// The issuing service's reply to the coordinator, unless a fault loses it.
    private mutating func reply(
        _ command: CoordinatorCommand, _ isLost: Bool, _ now: Instant, _ calendar: inout Calendar
    ) {
        if isLost { loseReply(of: .issuing) } else { post(.order(command), now, &calendar) }
    }

    mutating func loseReply(of service: Service) { fleet.pools[service.index].repliesLost += 1 }

    // MARK: Deadlines

    /// Keeps one wake-up per machine in the calendar: an earlier deadline replaces a later one, which is
    /// then stale.
    mutating func arm(_ machine: MachineName, _ deadline: Instant, _ calendar: inout Calendar) {
        let index = Int(machine.rawValue)
        guard deadline < wakeUps[index] else { return }
        wakeUps[index] = deadline
        calendar.schedule(.wakes(machine), at: max(deadline, calendar.now))
    }

    /// A machine's deadline: it fires what is due, in batches that its effect buffer can hold.
    mutating func wake(_ machine: MachineName, _ now: Instant, _ calendar: inout Calendar) {
        let index = Int(machine.rawValue)
        guard wakeUps[index] <= now else { return }
        wakeUps[index] = .distantFuture
        switch machine {
        case .coordinator:
            guard seat.presence == .atWork else { return }
            coordinator.advance(to: now, into: &coordinatorEffects)
            carryCoordinator(false, now, &calendar)
        case .stock:
            stores.advance(to: now, into: &storeEffects)
            carryStores(procedure.failOver, .zero, now, &calendar)
        case .coupons:
            coupons.advance(to: now, into: &couponEffects)
            carryCoupons(false, now, &calendar)
        case .payment:
            payments.advance(to: now, into: &paymentEffects)
            carryPayments(false, now, &calendar)
        case .issuance:
            issuance.advance(to: now, into: &issuanceEffects)
            carryIssuance(false, now, &calendar)
        case .ledger:
            ledger.advance(to: now, into: &entitlementEffects)
            carryEntitlements(now, &calendar)
        case .audit:
            auditLog.advance(to: now, into: &auditEffects)
            carryAudit(false, now, &calendar)
        case .overview:
            overview.advance(to: now, into: &overviewEffects)
            carryOverview(false, now, &calendar)
        case .lease: leaseTurns(now, &calendar)
        case .operators: operatorsLook(now, &calendar)
        case .catalogueRoom: wakeRoom(.catalogue, now, &calendar)
        case .gameCardRoom: wakeRoom(.gameCard, now, &calendar)
        case .membershipRoom: wakeRoom(.membership, now, &calendar)
        case .licenceRoom: wakeRoom(.licence, now, &calendar)
        case .courseRoom: wakeRoom(.course, now, &calendar)
        case .silos: wakeSilos(now, &calendar)
        case .adapter: wakeAdapter(now, &calendar)
        case .desk: wakeDesk(now, &calendar)
        }
    }

    private mutating func wakeRoom(_ service: Service, _ now: Instant, _ calendar: inout Calendar) {
        rooms[service.index].advance(to: now, into: &roomEffects)
        letIn(now, &calendar)
        arm(roomName(service), rooms[service.index].nextDeadline, &calendar)
    }
}
