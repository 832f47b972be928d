import DiscreteEvent
import Platform
import Primitives
import Workload

/// The driver's part for the product capability centre: effects of ledger, audit log and overview become messages.
extension World {
    /// What issuing asks of the supplier.
    mutating func askSupplier(
        _ answer: IssuanceCommand, _ order: OrderID, _ now: Instant, _ calendar: inout Calendar
    ) {
        auditors.saw(.issuance(answer), .decided, at: now)
        let bits = chance(of: keys.supplier, order)
        let time = outsideTimes.sample(
            supplierTable, seconds: scenario.outside.supplierTime.inSeconds, UInt32(truncatingIfNeeded: bits))
        post(.issuance(answer), after: TimeSpan(nanoseconds: time), now, &calendar)
    }

    /// The supplier gets more codes, and will again until the window is over.
    mutating func supplierRefills(_ now: Instant, _ calendar: inout Calendar) {
        guard let refill = scenario.outside.supplierRefill else { return }
        supplier.refill(refill.amount)
        if goesOn(now) { calendar.schedule(.supplierRefills, after: refill.every) }
    }

    /// Something was issued: it is entered, and who lets people use it knows what they will show.
    mutating func enter(_ grant: EntitlementGrant, _ now: Instant, _ calendar: inout Calendar) {
        tellLedger(.register(grant), now, &calendar)
        let file = orders[grant.order.index]
        if content.asks, !needsActivation[grant.product.index], file.bundle == 0 {
            content.learn(KnownCredential(grant, region: file.region))
        }
    }

    /// A line of a bundle reaches its buyer with the others, and only now can anybody do anything with it.
    mutating func handOut(_ line: OrderID, _ now: Instant, _ calendar: inout Calendar) {
        guard orders[line.index].bundle != 0 else { return }
        let entry = ledger.reading(of: line)
        if entry.state == .active { learn(line) }
        if holdersAct { follow(line, .issue, version: entry.version, entry.state, now, &calendar) }
    }

    private mutating func learn(_ order: OrderID) {
        guard content.asks, !content.knows(order), let shown = issuance.presentation(of: order) else { return }
        content.learn(KnownCredential(shown, region: orders[order.index].region))
    }

    /// Issuing has changed something in the store that it shares with the ledger: no network lies between.
    mutating func tellLedger(_ command: EntitlementCommand, _ now: Instant, _ calendar: inout Calendar) {
        ledger.handle(command, at: now, into: &entitlementEffects)
        carryEntitlements(now, &calendar)
    }

    mutating func carryEntitlements(_ now: Instant, _ calendar: inout Calendar) {
        for index in 0..<entitlementEffects.count {
            switch entitlementEffects[index] {
            case .audit(let record, let ticket): post(.audit(.append(record, ticket)), now, &calendar)
            case .changed(let order, let operation, let version, let state):
                auditors.changed(order, operation, version: version, state, at: now)
                gauges.entitlements.changes[Int(operation.rawValue)] += 1
                entitlementChanged(order, operation, state)
                // What is issued of a bundle is kept back until all of it is there.
                if holdersAct, operation != .issue || orders[order.index].bundle == 0 {
                    follow(order, operation, version: version, state, now, &calendar)
                }
            case .unchanged: break
            case .refused: gauges.entitlements.refusals += 1
            case .withdrawn(let order):
                issuance.handle(.entitlementEnded(order), at: now, into: &issuanceEffects)
            case .kept(let order): issuance.handle(.entitlementKept(order), at: now, into: &issuanceEffects)
            }
        }
        entitlementEffects.removeAll()
        // Ends after the window are nobody's business, but what is on its way to the audit log gets there.
        let deadline = ledger.nextDeadline
        if deadline < scenario.end || ledger.unaudited > 0 { arm(.ledger, deadline, &calendar) }
    }

    /// What the world outside makes of a change.
    private mutating func entitlementChanged(
        _ order: OrderID, _ operation: LifecycleOperation, _ state: EntitlementState
    ) {
        switch state {
        case .active:
            if operation == .activate, isSupplierCoded[Int(orders[order.index].product)] { supplier.activate(order) }
            // Of what is active from its issue on, the grant says all.
            if operation != .issue { learn(order) }
        case .expired, .usedUp, .revoked, .refunded, .issued, .suspended, .unknown: break
        }
    }

    mutating func carryAudit(_ replyIsLost: Bool, _ now: Instant, _ calendar: inout Calendar) {
        for index in 0..<auditEffects.count {
            auditors.said(auditEffects[index], at: now)
            if replyIsLost {
                fleet.pools[Service.audit.index].repliesLost += 1
                continue
            }
            switch auditEffects[index] {
            case .acknowledged(let ticket, let order):
                post(.entitlement(.auditAcknowledged(ticket, order)), now, &calendar)
            case .busy(let ticket, let order): post(.entitlement(.auditBusy(ticket, order)), now, &calendar)
            case .publish(let numbered): post(.overview(.apply(numbered)), now, &calendar)
            case .probe(let last, let order): post(.overview(.report(last: last, order)), now, &calendar)
            }
        }
        auditEffects.removeAll()
        arm(.audit, auditLog.nextDeadline, &calendar)
    }

    mutating func carryOverview(_ replyIsLost: Bool, _ now: Instant, _ calendar: inout Calendar) {
        for index in 0..<overviewEffects.count {
            auditors.said(overviewEffects[index], at: now)
            switch overviewEffects[index] {
            case .shown: break
            case .consumed(let last, let order):
                if !replyIsLost { post(.audit(.consumed(upTo: last, order)), now, &calendar) }
            case .missing(let first, let count, let order):
                if !replyIsLost { post(.audit(.resend(from: first, count: count, order)), now, &calendar) }
            }
        }
        overviewEffects.removeAll()
        arm(.overview, overview.nextDeadline, &calendar)
    }

    /// Random bits for the next message about records: of a stream of their own, so that none of them opens the file
    /// of an order that is long over.
    @inline(__always)
    mutating func recordChance() -> UInt64 {
        recordMessages &+= 1
        return keys.records.substream(recordMessages).state
    }

    /// Whether something is still on its way between issuing, audit log and overview.
    var isAuditing: Bool {
        issuance.nextDeadline != .distantFuture || ledger.unaudited > 0 || auditLog.backlog > 0
    }
}
