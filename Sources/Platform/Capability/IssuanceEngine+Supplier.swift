import Primitives

/// Codes that a supplier hands over, and takes back.
extension IssuanceEngine {
    /// Marks the serial of a supplier's code; generated serials never reach this bit.
    static var codeBit: UInt64 { 1 << 63 }

    /// Asks, or asks again: the supplier knows the order by its number and gives the same codes twice.
    mutating func askSupplier(for order: OrderID, into effects: inout EffectBuffer<IssuanceEffect>) {
        records[order.index].state = .awaitingCodes
        let record = records[order.index]
        effects.append(.requestCodes(order, ProductID(UInt32(record.product)), quantity: record.quantity))
    }

    /// The codes complete the order, unless it was completed by them before; those of a withdrawn one go back.
    mutating func accept(
        codesFrom firstCode: UInt64, quantity: UInt8, for order: OrderID, _ state: IssuanceState, at now: Instant,
        into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        switch state {
        case .awaitingCodes, .withoutCodes, .asking:
            precondition(
                quantity == records[order.index].quantity && firstCode < Self.codeBit,
                "\(quantity) codes from \(firstCode) for order \(order.number): \(records[order.index])")
            complete(order, serial: firstCode | Self.codeBit, at: now, into: &effects)
        case .withdrawn:
            records[order.index].state = .returning
            records[order.index].quantity = quantity
            askBack(order, at: now, into: &effects)
        case .unseen, .issued, .ending, .takingBack, .returning, .spoiled: break
        }
    }

    /// The order has failed for now; codes that come after all still complete it.
    mutating func supplierIsEmpty(
        for order: OrderID, _ state: IssuanceState, into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        switch state {
        case .awaitingCodes, .withoutCodes:
            records[order.index].state = .withoutCodes
            effects.append(.failed(order))
        case .unseen, .asking, .issued, .ending, .takingBack, .withdrawn, .returning, .spoiled: break
        }
    }

    /// The supplier has taken the codes back.
    mutating func codesAreBack(
        _ order: OrderID, _ state: IssuanceState, into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        guard state == .takingBack || state == .returning else { return }
        records[order.index].state = .withdrawn
        // A late order's withdrawal was answered when it was asked for.
        if state == .takingBack { effects.append(.withdrawn(order)) }
        dropAnswered()
    }

    /// The supplier does not take the codes back: whoever has them can use them.
    mutating func codesAreSpoiled(
        _ order: OrderID, _ state: IssuanceState, into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        guard state == .takingBack || state == .returning else { return }
        records[order.index].state = .spoiled
        unusedCodes += Int(records[order.index].quantity)
        if state == .takingBack { effects.append(.withdrawn(order)) }
        dropAnswered()
    }

    /// When the supplier is asked again to take codes back. Exact.
    public var nextDeadline: Instant { revocations.first?.deadline ?? .distantFuture }

    /// Asks again for revocations that were not answered, as many as the buffer has room for.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<IssuanceEffect>) {
        while let entry = revocations.first, entry.deadline <= now, effects.hasRoom(for: 1) {
            _ = revocations.popFirst()
            askBack(entry.order, at: now, into: &effects)
            dropAnswered()
        }
    }

    /// Asks the supplier to take codes back, now and again if no answer comes.
    mutating func askBack(_ order: OrderID, at now: Instant, into effects: inout EffectBuffer<IssuanceEffect>) {
        effects.append(.revokeCodes(order))
        revocations.append(Revocation(order: order, deadline: now + revokeRepeat))
    }

    /// Takes answered entries from the head, so that the first deadline is never a stale one.
    private mutating func dropAnswered() {
        while let entry = revocations.first {
            let state = records[entry.order.index].state
            if state == .takingBack || state == .returning { return }
            _ = revocations.popFirst()
        }
    }
}
