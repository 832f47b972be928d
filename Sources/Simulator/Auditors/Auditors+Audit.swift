import Primitives

// The audit log: AUD rules.
extension Auditors {
    /// What the auditor of the audit log has written down.
    struct AuditNotes: BitwiseCopyable {
        /// The greatest number that a record was acknowledged under.
        fileprivate(set) var lastSequence: UInt64 = 0
    }

    /// The audit log acknowledges a record, at its end of the network: under the next number without a gap
    /// if it is new, else under the number that it had.
    mutating func auditWritten(_ order: OrderID, sequence: UInt64) {
        let last = auditNotes.lastSequence
        guard sequence > last else { return }
        tally.expect(.auditComplete, sequence == last + 1, "audit record \(sequence) after \(last)")
        auditNotes.lastSequence = sequence
        dossiers[order.index].records &+= 1
    }

    /// What must be on record of an order when the run is over.
    mutating func closeAudit(_ order: OrderID, at now: Instant) {
        let wanted: UInt8 = dossiers[order.index].facts.contains(.issued) ? 1 : 0
        tally.expect(.auditComplete, dossiers[order.index].records == wanted, order: order, at: now)
    }
}
