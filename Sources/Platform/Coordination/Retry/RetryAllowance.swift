import Primitives

/// The tokens of a retry budget: how many are left, and when the next is there. Exact, in billionths of a token.
struct RetryAllowance: BitwiseCopyable {
    /// Billionths of a token: what a rate of one per second brings in a nanosecond is one of them.
    private static var token: Int64 { 1_000_000_000 }

    private let perSecond: Int64
    private let share: Int64
    private let capacity: Int64
    private var units: Int64
    private var countedAt = Instant.distantPast

    /// A full bucket; a coordinator that restarts has one, too.
    init(_ budget: RetryBudget) {
        perSecond = Int64(budget.perSecond)
        share = Int64(budget.sharePermille) * (Self.token / 1_000)
        capacity = Int64(budget.burst) * Self.token
        units = capacity
    }

    /// A first attempt brings its share.
    mutating func deposit(at now: Instant) {
        refill(now)
        units = min(capacity, units + share)
    }

    /// Takes a token if there is one.
    mutating func take(at now: Instant) -> Bool {
        refill(now)
        guard units >= Self.token else { return false }
        units -= Self.token
        return true
    }

    /// When there is a whole token, if none is taken before; never earlier than the latest call.
    var readyAt: Instant {
        guard units < Self.token else { return countedAt }
        return countedAt + TimeSpan(nanoseconds: (Self.token - units + perSecond - 1) / perSecond)
    }

    private mutating func refill(_ now: Instant) {
        // Longer than it takes to fill, or never counted: full. Otherwise the product is below the capacity.
        let isFull = countedAt == .distantPast || (now - countedAt).nanoseconds > (capacity - units) / perSecond
        units = isFull ? capacity : units + (now - countedAt).nanoseconds * perSecond
        countedAt = now
    }
}
