import Primitives

/// The outbox: every issue reaches the audit log, however often it takes.
extension IssuanceEngine {
    /// When the oldest record that the audit log has not acknowledged is sent again. Exact.
    public var nextDeadline: Instant { outbox.first?.deadline ?? .distantFuture }

    /// Sends records again that are due, as many as the buffer has room for.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<IssuanceEffect>) {
        while let entry = outbox.first, entry.deadline <= now, effects.hasRoom(for: 1) {
            _ = outbox.popFirst()
            recordIssue(of: entry.order, at: now, into: &effects)
            dropAcknowledged()
        }
    }

    /// Sends the order's record to the audit log, now and again if no answer comes.
    mutating func recordIssue(
        of order: OrderID, at now: Instant, into effects: inout EffectBuffer<IssuanceEffect>
    ) {
        let record = records[order.index]
        effects.append(
            .audit(
                AuditRecord(
                    order: order, user: record.user, product: ProductID(UInt32(record.product)),
                    quantity: record.quantity, serial: record.serial, instant: record.instant)))
        outbox.append(Unacknowledged(order: order, deadline: now + auditRepeat))
    }

    /// The record stands; it is not sent again. A repeated acknowledgement changes nothing.
    mutating func acknowledge(_ order: OrderID) {
        reach(order)
        switch records[order.index].phase {
        case .issued:
            records[order.index].phase = .audited
            dropAcknowledged()
        case .revoked:
            records[order.index].phase = .revokedAudited
            dropAcknowledged()
        case .audited, .revokedAudited:
            break
        case .unseen, .awaitingCodes, .withoutCodes, .withdrawn, .withdrawnWithCodes:
            fatalError("the audit log has order \(order.number), which was not issued: \(records[order.index])")
        }
    }

    /// Takes acknowledged entries from the head, so that the first deadline is never a stale one. Each
    /// entry is dropped once: amortised O(1).
    private mutating func dropAcknowledged() {
        while let entry = outbox.first {
            let phase = records[entry.order.index].phase
            guard phase == .audited || phase == .revokedAudited else { return }
            _ = outbox.popFirst()
        }
    }
}
