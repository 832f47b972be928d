import Platform
import Primitives

// The coordinator's retries, deadlines and ends: COO and LIF rules.
extension Auditors {
    /// What the auditor of the coordination centre has written down.
    struct CoordinationNotes: BitwiseCopyable {
        /// Whether any issue was asked for again, and whether any was withdrawn.
        fileprivate(set) var sawRetries = false
        fileprivate(set) var sawWithdrawals = false
    }

    /// The coordinator asks for an issue.
    mutating func issueAsked(_ order: OrderID, at now: Instant) {
        if dossiers[order.index].facts.contains(.attempted) {
            coordinationNotes.sawRetries = true
            let apart = isOpen(order) && now - dossiers[order.index].mark >= configuration.retryInterval
            tally.expect(.attemptsApart, apart, order: order, at: now)
        }
        dossiers[order.index].facts.insert(.attempted)
        dossiers[order.index].mark = now
    }

    /// The coordinator asks to withdraw, which begins a refund.
    mutating func withdrawAsked(_ order: OrderID, at now: Instant) {
        coordinationNotes.sawWithdrawals = true
        let waited = isOpen(order) && now - dossiers[order.index].capturedAt >= configuration.giveUpAfter
        tally.expect(.refundAfterDay, waited, order: order, at: now)
    }

    /// An order is settled.
    mutating func settled(_ order: OrderID, at now: Instant) {
        let again = dossiers[order.index].facts.contains(.settled)
        tally.expect(.settledOnce, !again, order: order, at: now)
        dossiers[order.index].close()
    }

    /// What must have become of an order when the run is over.
    mutating func closeCoordination(_ order: OrderID, at now: Instant) {
        tally.expect(.allSettled, !isOpen(order), order: order, at: now)
    }
}
