/// What the adapter knows of one category.
struct MigratedCategory: BitwiseCopyable {
    var phase = MigrationPhase.off
    /// Whether the core's ledger owns the stock.
    var isTakenOver = false
    /// The share of users routed to the core, in permille; the one before it; and while rolled back the one that
    /// was asked for last.
    var share: UInt16 = 0
    var before: UInt16 = 0
    var wanted: UInt16 = 0
    // Since the latest judgement.
    var ended: UInt32 = 0
    var failed: UInt32 = 0
    var compared: UInt32 = 0
    var mismatched: UInt32 = 0

    /// Counts from zero again.
    mutating func count() {
        ended = 0
        failed = 0
        compared = 0
        mismatched = 0
    }
}
