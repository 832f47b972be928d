import Primitives

/// How many requests a token bucket accepts.
public struct TokenBucketConfiguration: Equatable, Sendable {
    /// Tokens per second, for each unit of what it protects.
    public var rate: Double = 100
    /// The most tokens that are kept, for each unit.
    public var burst: Int = 10
    /// Whether a unit is one worker slot; else it is the whole pool.
    public var isPerSlot = false

    public init() {}
}

/// Accepts requests at a constant rate, and saves up a burst while few come.
///
/// A request is accepted if and only if there is a token, and takes it. The bucket starts full. It is exact: a token is
/// the time in which a unit earns one, so that nothing is rounded but that time itself, to a nanosecond. O(1).
@frozen
public struct TokenBucket: Sendable, BitwiseCopyable {
    /// The time in which one unit earns a token.
    @usableFromInline let spacing: Int64
    /// The time that a unit saves up at most.
    @usableFromInline let capacity: Int64
    /// What all units have saved up.
    @usableFromInline var credit: Int64 = .max
    @usableFromInline var countedAt: Instant = .distantPast

    /// A full bucket. Traps unless rate and burst are positive, and a token takes a day at most.
    public init(_ configuration: TokenBucketConfiguration) {
        precondition(
            configuration.rate >= 1.0 / 86_400 && configuration.rate <= 1e9
                && (1...1_000_000).contains(configuration.burst), "no such token bucket: \(configuration)")
        spacing = Int64((1e9 / configuration.rate).rounded())
        // What takes a century to fill is as good as any longer.
        let (product, isTooLong) = spacing.multipliedReportingOverflow(by: Int64(configuration.burst))
        capacity = isTooLong ? Int64.max / 2 : min(product, Int64.max / 2)
    }

    /// Takes a token if there is one; whether there was.
    ///
    /// - Parameter units: how many units there are now, at least 1. Instants never decrease from call to call.
    @inlinable
    public mutating func admits(units: Int = 1, at now: Instant) -> Bool {
        let units = min(Int64(units), Int64.max / 2 / capacity), most = capacity * units
        if countedAt == .distantPast {
            credit = most
        } else {
            let elapsed = (now - countedAt).nanoseconds
            // Whatever is longer than it takes to fill; the product is below the capacity otherwise.
            let isFull = elapsed > capacity || credit > most - elapsed * units
            credit = isFull ? most : credit + elapsed * units
        }
        countedAt = now
        guard credit >= spacing else { return false }
        credit -= spacing
        return true
    }
}
