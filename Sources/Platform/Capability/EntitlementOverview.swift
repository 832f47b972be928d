import Primitives

/// How many entitlements each user has, as the user sees it.
///
/// An order counts once, however often it is told. Memory: 2 bytes for each user number and 1 bit for each
/// order number up to the greatest seen.
public struct EntitlementOverview: ~Copyable, Machine {
    public typealias Command = OverviewCommand
    public typealias Effect = OverviewEffect

    private var counts = PagedArray<UInt16>()
    /// One bit per order, 64 to a word: whether it has been counted.
    private var counted = PagedArray<UInt64>()

    /// All entitlements of all users.
    public private(set) var total = 0

    /// An overview in which nobody has anything.
    public init() {}

    /// Counts an order's entitlements and says so; does nothing when it is told again. O(1).
    ///
    /// Traps when one user would have more than 65,535 entitlements.
    public mutating func handle(
        _ command: OverviewCommand, at now: Instant, into effects: inout EffectBuffer<OverviewEffect>
    ) {
        switch command {
        case .entitle(let user, let order, _, let quantity):
            let word = order.index / 64
            let bit: UInt64 = 1 << UInt64(order.index % 64)
            counted.grow(to: word + 1, filledWith: 0)
            guard counted[word] & bit == 0 else { return }
            counted[word] |= bit
            counts.grow(to: user.index + 1, filledWith: 0)
            let (sum, overflows) = counts[user.index].addingReportingOverflow(UInt16(quantity))
            precondition(!overflows, "user \(user.number) has \(counts[user.index]) entitlements and gets \(quantity)")
            counts[user.index] = sum
            total += Int(quantity)
            effects.append(.shown(user, order))
        }
    }

    /// Does nothing: an overview has no deadlines.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<OverviewEffect>) {}

    /// Never.
    public var nextDeadline: Instant { .distantFuture }

    /// How many entitlements the user has; zero for a user never heard of. O(1).
    public func entitlements(of user: UserID) -> Int {
        user.index < counts.count ? Int(counts[user.index]) : 0
    }
}
