import Primitives

/// The average over time of a whole number that changes in steps: a queue's length, servers in use.
///
/// Exact: the area under the steps is a 128-bit integer of value x nanoseconds, which no run fills.
@frozen
public struct TimeWeightedAverage: Sendable, BitwiseCopyable {
    /// Where the average starts.
    public let start: Instant
    @usableFromInline var changed: Instant
    @usableFromInline var current: Int
    @usableFromInline var greatest: Int
    @usableFromInline var least: Int
    @usableFromInline var area: Int128

    /// Starts to watch a number.
    @inlinable
    public init(_ value: Int = 0, from start: Instant) {
        self.start = start
        changed = start
        current = value
        greatest = value
        least = value
        area = 0
    }

    /// The number now.
    @inlinable public var value: Int { current }
    /// When the number was last set.
    @inlinable public var lastChange: Instant { changed }
    /// The greatest number so far, the one at the start included.
    @inlinable public var max: Int { greatest }
    /// The smallest number so far, the one at the start included.
    @inlinable public var min: Int { least }

    /// The number is `value` from `now` on; `now` never goes back. O(1), 1 to 2 ns.
    @inlinable @inline(__always)
    public mutating func set(_ value: Int, at now: Instant) {
        area += areaSinceChange(until: now)
        changed = now
        current = value
        greatest = Swift.max(greatest, value)
        least = Swift.min(least, value)
    }

    /// The number is larger by `difference` from `now` on.
    @inlinable @inline(__always)
    public mutating func add(_ difference: Int, at now: Instant) { set(current + difference, at: now) }

    /// The area under the steps from the start to `now`, in value x nanoseconds; `now` is not before the
    /// last change.
    public func integral(until now: Instant) -> Int128 { area + areaSinceChange(until: now) }

    /// The average from the start to `now`; the number itself if no time has passed.
    public func average(until now: Instant) -> Double {
        let elapsed = (now - start).nanoseconds
        if elapsed == 0 { return Double(current) }
        let (whole, rest) = integral(until: now).quotientAndRemainder(dividingBy: Int128(elapsed))
        return Double(Int64(whole)) + Double(Int64(rest)) / Double(elapsed)
    }

    @inlinable @inline(__always)
    func areaSinceChange(until now: Instant) -> Int128 {
        precondition(now >= changed, "time went back from \(changed.nanoseconds) to \(now.nanoseconds) ns")
        let product = current.multipliedFullWidth(by: Int((now - changed).nanoseconds))
        return Int128(product.high) << 64 | Int128(product.low)
    }
}
