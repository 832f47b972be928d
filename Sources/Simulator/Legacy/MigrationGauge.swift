import Platform
import Primitives

/// What is counted of a migration: by day, category and side.
struct MigrationGauge: ~Copyable {
    /// One category on one day.
    struct Cell: BitwiseCopyable {
        /// Of users, in permille, at the end of the day.
        var share: UInt16 = 0
        var wasRolledBack = false
        var legacy = Side()
        var core = Side()
        var compared: UInt64 = 0
        var mismatched: UInt64 = 0
    }

    /// One side of a cell.
    struct Side: BitwiseCopyable {
        var orders: UInt64 = 0
        /// Attempts at orders and payments.
        var ended: UInt64 = 0
        var succeeded: UInt64 = 0
        /// Orders that needed a person.
        var listed: UInt64 = 0
    }

    let days: Int
    let categories: Int
    private let start: Instant
    private let day: TimeSpan
    private(set) var cells: Table<Cell>

    init(days: Int, categories: Int, start: Instant, day: TimeSpan) {
        self.days = days
        self.categories = categories
        self.start = start
        self.day = day
        cells = Table(repeating: Cell(), count: days * categories)
    }

    /// The cell of a day and a category.
    subscript(day: Int, category: Int) -> Cell { cells[day * categories + category] }

    /// An order was placed.
    mutating func placed(_ category: CategoryID, _ side: PlatformSide, at now: Instant) {
        guard days > 0 else { return }
        let place = place(category, now)
        switch side {
        case .legacy: cells[place].legacy.orders += 1
        case .core: cells[place].core.orders += 1
        }
    }

    /// An attempt at an order or a payment has ended.
    mutating func ended(_ category: CategoryID, _ side: PlatformSide, succeeded: Bool, at now: Instant) {
        guard days > 0 else { return }
        let place = place(category, now), success: UInt64 = succeeded ? 1 : 0
        switch side {
        case .legacy:
            cells[place].legacy.ended += 1
            cells[place].legacy.succeeded += success
        case .core:
            cells[place].core.ended += 1
            cells[place].core.succeeded += success
        }
    }

    /// An order needs a person.
    mutating func listed(_ category: CategoryID, _ side: PlatformSide, at now: Instant) {
        guard days > 0 else { return }
        let place = place(category, now)
        switch side {
        case .legacy: cells[place].legacy.listed += 1
        case .core: cells[place].core.listed += 1
        }
    }

    /// Two answers were compared.
    mutating func compared(_ category: CategoryID, agrees: Bool, at now: Instant) {
        guard days > 0 else { return }
        let place = place(category, now)
        cells[place].compared += 1
        if !agrees { cells[place].mismatched += 1 }
    }

    /// This share is routed to the core from now on.
    mutating func routes(_ category: CategoryID, permille: UInt16, rolledBack: Bool, at now: Instant) {
        guard days > 0 else { return }
        let today = day(now)
        if rolledBack { cells[today * categories + category.index].wasRolledBack = true }
        for day in today..<days { cells[day * categories + category.index].share = permille }
    }

    private func place(_ category: CategoryID, _ now: Instant) -> Int { day(now) * categories + category.index }

    /// The day of an instant; what comes after the last still counts for it.
    private func day(_ now: Instant) -> Int {
        min(days - 1, max(0, Int((now - start).nanoseconds / day.nanoseconds)))
    }
}
