import Primitives

/// Changes that somebody asks for.
extension EntitlementLedger {
    mutating func change(
        _ request: LifecycleRequest, at now: Instant, into effects: inout EffectBuffer<EntitlementEffect>
    ) {
        let order = request.order, operation = request.operation
        precondition(operation != .issue && operation != .expire, "nobody may ask for \(operation)")
        guard isKnown(order) else {
            effects.append(.refused(order, operation, .notInThisState, version: 0))
            return
        }
        let before = records[order.index]
        // Versions end at the greatest; 65,535 changes are a use every quarter of an hour for two years.
        if before.version == request.version &+ 1, before.lastOperation == operation {
            // The same again, or somebody else's, who saw the same version: of a use nobody can tell.
            if isSame(request, as: before) {
                effects.append(.unchanged(order, operation, version: before.version, before.state))
            } else {
                effects.append(.refused(order, operation, .otherVersion, version: before.version))
            }
            return
        }
        guard before.version == request.version, before.version < .max else {
            effects.append(.refused(order, operation, .otherVersion, version: before.version))
            return
        }
        expireIfOver(order, at: now, into: &effects)
        let record = records[order.index]
        switch Self.response(in: record.state, to: operation) {
        case .moves: move(record, request, at: now, into: &effects)
        case .stays: effects.append(.unchanged(order, operation, version: record.version, record.state))
        case .refuses: effects.append(.refused(order, operation, .notInThisState, version: record.version))
        case .impossible: fatalError("\(operation) of order \(order.number), which is \(record)")
        }
    }

    /// Takes goods back that nobody has begun to use, whatever the version.
    mutating func withdraw(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<EntitlementEffect>
    ) {
        precondition(isKnown(order), "order \(order.number) is withdrawn and was never issued")
        expireIfOver(order, at: now, into: &effects)
        let record = records[order.index]
        switch Self.response(in: record.state, to: .refund) {
        case _ where record.isBegun: effects.append(.kept(order))
        // Over before anybody began with it: there is nothing left to take back, and nothing was had of it.
        case .refuses: effects.append(.withdrawn(order))
        case .moves:
            let origin = AuditOrigin(.platform, .withdrawal)
            enter(record, .refunded, .refund, origin, order, detail: 0, at: now, into: &effects)
            effects.append(.withdrawn(order))
        case .stays: effects.append(.withdrawn(order))
        case .impossible: fatalError("refund of order \(order.number), which is \(record)")
        }
    }

    /// Makes a change that the table allows, unless something else is against it.
    private mutating func move(
        _ record: EntitlementRecord, _ request: LifecycleRequest, at now: Instant,
        into effects: inout EffectBuffer<EntitlementEffect>
    ) {
        var changed = record
        var state = record.state
        var detail: UInt64 = 0
        var refusal: LifecycleRefusal?
        switch request.operation {
        case .activate:
            (changed.anchor, changed.isRunning, changed.isBegun) = (now, true, true)
            state = .active
        case .use:
            if changed.uses != EntitlementRecord.unlimited { changed.uses -= 1 }
            changed.isBegun = true
            state = changed.uses == 0 ? .usedUp : .active
        case .suspend: state = .suspended
        case .resume: state = record.isRunning ? .active : .issued
        case .revoke: state = .revoked
        case .refund:
            state = .refunded
            if record.isBegun { refusal = .notInThisState }
        case .transfer:
            if !terms[Int(record.product)].isTransferable { refusal = .notForThisProduct }
            detail = UInt64(record.user.number)
            changed.user = UserID(request.target)
        case .renew:
            refusal = renew(&changed, paid: request.paid, at: now)
            detail = UInt64(bitPattern: request.paid.fen) | (state == .expired ? AuditRecord.revivedBit : 0)
            state = .active
        case .upgrade:
            refusal = upgrade(&changed, to: request.target, paid: request.paid, at: now)
            detail = UInt64(record.product)
        case .issue, .expire: fatalError("\(request.operation) is nobody's to ask for")
        }
        if let refusal {
            effects.append(.refused(request.order, request.operation, refusal, version: record.version))
        } else {
            enter(
                changed, state, request.operation, request.origin, request.order, detail: detail, at: now,
                into: &effects)
        }
    }

    /// Whether the latest change of a record did what is asked for.
    private func isSame(_ request: LifecycleRequest, as record: EntitlementRecord) -> Bool {
        switch request.operation {
        case .transfer: record.user.number == request.target
        case .upgrade: UInt32(record.product) == request.target
        case .issue, .activate, .use, .suspend, .resume, .renew, .revoke, .refund, .expire: true
        }
    }

    func isKnown(_ order: OrderID) -> Bool { order.index < records.count && records[order.index].state != .unknown }
}

/// Renewals and upgrades, and what they cost.
extension EntitlementLedger {
    /// What one more period of an entitlement costs; nil if its product has none. O(1).
    public func renewalPrice(of order: OrderID) -> Money? {
        guard isKnown(order) else { return nil }
        let record = records[order.index], terms = terms[Int(record.product)]
        return terms.clock == .window ? nil : terms.price * Int64(record.quantity)
    }

    /// What it costs to turn an entitlement into one of another product: the price difference, after the present one
    /// is credited for the time that is left of what was paid. Nil unless the other is of the same kind and dearer.
    ///
    /// The credit is the exact share, rounded down to a whole fen; an entitlement that is not activated has its whole
    /// time left. O(1).
    public func upgradePrice(of order: OrderID, to product: ProductID, at now: Instant) -> Money? {
        guard isKnown(order), product.index < terms.count else { return nil }
        return upgradePrice(records[order.index], to: product.number, at: now)
    }

    private func upgradePrice(_ record: EntitlementRecord, to product: UInt32, at now: Instant) -> Money? {
        guard Int(product) < terms.count else { return nil }
        let old = terms[Int(record.product)], new = terms[Int(product)]
        guard new.kind == old.kind, new.price > old.price, old.clock != .window, new.clock != .window else {
            return nil
        }
        let paid = old.price.fen * Int64(record.quantity) * Int64(record.periods)
        let whole = old.period.nanoseconds * Int64(record.periods)
        let left = record.isRunning ? max(0, (old.end(of: record) - now).nanoseconds) : whole
        // Fen times nanoseconds need more than 64 bits; the quotient is at most what was paid.
        let product = UInt64(paid).multipliedFullWidth(by: UInt64(min(left, whole)))
        let credit = Int64(UInt64(whole).dividingFullWidth(product).quotient)
        return max(Money(fen: new.price.fen * Int64(record.quantity) - credit), .zero)
    }

    private func renew(_ record: inout EntitlementRecord, paid: Money, at now: Instant) -> LifecycleRefusal? {
        let terms = terms[Int(record.product)]
        guard terms.clock != .window, record.periods < .max else { return .notForThisProduct }
        guard paid == terms.price * Int64(record.quantity) else { return .otherAmount }
        if record.state == .expired {
            (record.anchor, record.periods, record.isRunning) = (now, 1, true)
            record.uses = terms.allUses(record.quantity)
        } else {
            record.periods += 1
            if record.uses != EntitlementRecord.unlimited {
                let uses = Int(record.uses) + Int(terms.allUses(record.quantity))
                record.uses = UInt16(min(uses, Int(EntitlementRecord.unlimited) - 1))
            }
        }
        return nil
    }

    private func upgrade(
        _ record: inout EntitlementRecord, to product: UInt32, paid: Money, at now: Instant
    ) -> LifecycleRefusal? {
        guard let due = upgradePrice(record, to: product, at: now) else { return .notForThisProduct }
        guard paid == due else { return .otherAmount }
        let terms = terms[Int(product)]
        record.product = UInt16(product)
        record.periods = 1
        record.uses = terms.allUses(record.quantity)
        // The time for activating goes on; what is active begins anew.
        if record.isRunning { record.anchor = now }
        return nil
    }
}
