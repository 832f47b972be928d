/// Counts of non-negative integers, for example latencies in nanoseconds, in buckets of bounded
/// relative width.
///
/// Log-linear, as HdrHistogram (Tene) is: each octave is cut into 128 equal buckets, so a bucket is at
/// most 1/128 of its lower bound wide and every quantile is within 0.4 % of the true order statistic.
/// Values below 256 are counted exactly. The buckets reach over the whole range of Int64: nothing is
/// clamped, and merging adds the counts, so it is exact in any order and grouping.
///
/// 57 KiB, owned by this one value, which can't be copied; recording never allocates. Below 2 ns.
@frozen
public struct Histogram: ~Copyable {
    @usableFromInline let counts: UnsafeMutablePointer<Int>
    @usableFromInline var total: Int
    /// 128 bits, so that 2^63 values of 2^63 fit.
    @usableFromInline var sum: UInt128
    @usableFromInline var least: Int64
    @usableFromInline var greatest: Int64

    /// Buckets for all values: 256 exact ones, then 128 for each of 55 octaves.
    @inlinable public static var bucketCount: Int { 256 + 55 * 128 }

    /// An empty histogram.
    public init() {
        counts = .allocate(capacity: Self.bucketCount)
        counts.initialize(repeating: 0, count: Self.bucketCount)
        total = 0
        sum = 0
        least = .max
        greatest = -1
    }

    /// A histogram of what another one holds.
    public init(copying other: borrowing Histogram) {
        self.init()
        merge(other)
    }

    @inlinable deinit { counts.deallocate() }

    /// Counts one value, which is not negative. O(1), no branch taken but for a trap.
    @inlinable @inline(__always)
    public mutating func record(_ value: Int64) {
        precondition(value >= 0, "negative value \(value) for a histogram")
        counts[Self.index(of: value)] += 1
        total += 1
        sum += UInt128(truncatingIfNeeded: value)
        least = Swift.min(least, value)
        greatest = Swift.max(greatest, value)
    }

    /// Counts one value `count` times, `count` >= 0. O(1).
    @inlinable
    public mutating func record(_ value: Int64, count: Int) {
        precondition(value >= 0 && count >= 0, "value \(value) recorded \(count) times")
        if count == 0 { return }
        counts[Self.index(of: value)] += count
        total += count
        let product = UInt64(value).multipliedFullWidth(by: UInt64(count))
        sum += UInt128(product.high) << 64 | UInt128(product.low)
        least = Swift.min(least, value)
        greatest = Swift.max(greatest, value)
    }

    /// Counts everything that the other histogram holds. Exact, and the same in any order.
    public mutating func merge(_ other: borrowing Histogram) {
        if other.isEmpty { return }
        for index in Self.index(of: other.least)...Self.index(of: other.greatest) {
            counts[index] += other.counts[index]
        }
        total += other.total
        sum += other.sum
        least = Swift.min(least, other.least)
        greatest = Swift.max(greatest, other.greatest)
    }

    /// Forgets everything; the memory is kept for the next window.
    public mutating func removeAll() {
        if isEmpty { return }
        for index in Self.index(of: least)...Self.index(of: greatest) { counts[index] = 0 }
        total = 0
        sum = 0
        least = .max
        greatest = -1
    }

    /// The bucket of a value that is not negative.
    ///
    /// With the highest set bit at 8 + s, the value is shifted right by s, so that 128...255 are left;
    /// each s has a block of 128 buckets, the first one (s = 0) of 256. Never below 0, always below ``bucketCount``.
    @inlinable @inline(__always)
    public static func index(of value: Int64) -> Int {
        let shift = 56 - (value | 128).leadingZeroBitCount
        return shift << 7 + Int(value >> Int64(shift))
    }

    /// The smallest value of a bucket.
    static func lowerBound(of index: Int) -> Int64 {
        if index < 256 { return Int64(index) }
        let shift = index / 128 - 1
        return Int64(index - shift * 128) << Int64(shift)
    }

    /// How many values a bucket covers.
    static func width(of index: Int) -> Int64 { index < 256 ? 1 : 1 << Int64(index / 128 - 1) }
}

// The buckets have one owner, so they move between threads with the value.
extension Histogram: @unchecked Sendable {}
