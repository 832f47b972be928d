import Platform
import Primitives

/// The figures of retries, persons and coordinators.
extension World {
    func coordinatorFigures() -> [Figure] {
        [
            Figure(name: "issuing_recovery_seconds", value: gauges.issuing.recoverySeconds),
            Figure(name: "issuing_peak_calls_per_second", value: Double(gauges.issuing.peakCalls)),
            Figure(name: "issuing_peak_retries_per_second", value: Double(gauges.issuing.peakRetries)),
            Figure(name: "orders_by_hand", value: Double(gauges.byHand)),
            Figure(name: "stale_effects_refused", value: Double(seat.refusedCalls)),
            Figure(name: "coordinator_restarts", value: Double(seat.restarts)),
        ]
    }
}
