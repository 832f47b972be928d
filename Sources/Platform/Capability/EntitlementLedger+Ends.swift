import Primitives

/// Ends that come by themselves, and the way of records to the audit log.
extension EntitlementLedger {
    /// How many entitlements one step of a sweep looks at.
    static var sweepStep: Int { 1_024 }

    /// When records are due to be sent again, or a sweep has work. Never late.
    public var nextDeadline: Instant {
        if sweepPlace != nil { return .distantPast }
        let sweep = earliestEnd == .distantFuture ? earliestEnd : max(earliestEnd, sweepNotBefore)
        return min(outbox.nextDeadline, sweep)
    }

    /// Sends records again that are due, then looks for entitlements whose end has come: a bounded number of them.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<EntitlementEffect>) {
        while effects.hasRoom(for: 1), let (record, ticket) = outbox.due(at: now) {
            effects.append(.audit(record, ticket))
        }
        if sweepPlace == nil, earliestEnd <= now, sweepNotBefore <= now {
            sweepPlace = 0
            earliestEnd = .distantFuture
        }
        if let place = sweepPlace { sweep(from: place, at: now, into: &effects) }
    }

    private mutating func sweep(
        from first: Int, at now: Instant, into effects: inout EffectBuffer<EntitlementEffect>
    ) {
        var place = first
        let last = min(first + Self.sweepStep, records.count)
        while place < last {
            guard effects.hasRoom(for: 2) else { break }
            expireIfOver(OrderID(index: place), at: now, into: &effects)
            let record = records[place]
            if record.state.isLive { earliestEnd = min(earliestEnd, terms[Int(record.product)].end(of: record)) }
            place += 1
        }
        if place < records.count {
            sweepPlace = place
        } else {
            sweepPlace = nil
            sweepNotBefore = now + sweepEvery
        }
    }

    /// Enters the end of an entitlement whose end has come.
    mutating func expireIfOver(
        _ order: OrderID, at now: Instant, into effects: inout EffectBuffer<EntitlementEffect>
    ) {
        let record = records[order.index]
        guard record.state.isLive, record.version < .max, terms[Int(record.product)].end(of: record) <= now else {
            return
        }
        guard Self.response(in: record.state, to: .expire) == .moves else {
            fatalError("order \(order.number) can't expire: \(record)")
        }
        let origin = AuditOrigin(.clock, .timePassed)
        enter(record, .expired, .expire, origin, order, detail: 0, at: now, into: &effects)
    }
}
