import Primitives

/// Histories of orders that a run could not keep: the same run again, with those orders watched, has them.
extension RunResult {
    /// The orders of failed checks of which older messages were not kept.
    public var ordersToRecall: [OrderID] {
        checks.filter { $0.failures > 0 && $0.isHistoryCut }.compactMap(\.order)
    }

    /// Takes the histories over from the same run with those orders watched; traps if it was another.
    public mutating func recall(from watched: RunResult) {
        precondition(watched.fingerprint == fingerprint, "another run than \(scenario) with seed \(seed)")
        for index in 0..<checks.count where checks[index].isHistoryCut {
            checks[index].history = watched.checks[index].history
            checks[index].isHistoryCut = watched.checks[index].isHistoryCut
        }
    }
}
