extension Histogram {
    /// A bucket with the values it covers, both ends included, and how many were recorded.
    public struct Bucket: Hashable, Sendable {
        /// The smallest value of the bucket.
        public let lower: Int64
        /// The greatest value of the bucket.
        public let upper: Int64
        /// How many recorded values lie in it.
        public let count: Int
    }

    /// How many values were recorded.
    @inlinable public var count: Int { total }

    /// Whether none was. An empty histogram has no mean, extremes or quantiles: asking for them traps.
    @inlinable public var isEmpty: Bool { total == 0 }

    /// The smallest value recorded, exactly.
    public var min: Int64 {
        precondition(!isEmpty, "minimum of an empty histogram")
        return least
    }

    /// The greatest value recorded, exactly.
    public var max: Int64 {
        precondition(!isEmpty, "maximum of an empty histogram")
        return greatest
    }

    /// The mean of the values themselves, not of buckets: the exact sum over the count.
    public var mean: Double {
        precondition(!isEmpty, "mean of an empty histogram")
        let (whole, rest) = sum.quotientAndRemainder(dividingBy: UInt128(total))
        return Double(UInt64(whole)) + Double(UInt64(rest)) / Double(total)
    }

    /// The smallest value that at least the share `p` of all values do not exceed, within 0.4 %.
    ///
    /// That is the order statistic of rank ceil(p x count), at least 1; what is returned is the middle
    /// of its bucket, but never outside the extremes, which are exact. O(buckets), microseconds.
    ///
    /// - Parameter p: the share, 0...1; 0 gives the minimum and 1 the maximum.
    public func quantile(_ p: Double) -> Int64 {
        precondition(!isEmpty, "quantile \(p) of an empty histogram")
        precondition(p >= 0 && p <= 1, "quantile \(p) of a histogram")
        let rank = rank(of: p)
        if rank <= 1 { return least }
        if rank >= total { return greatest }
        var index = Self.index(of: least)
        var seen = counts[index]
        while seen < rank {
            index += 1
            seen += counts[index]
        }
        let middle = Self.lowerBound(of: index) + (Self.width(of: index) - 1) / 2
        return Swift.min(Swift.max(middle, least), greatest)
    }

    /// How many values lie above `value`, to within the bucket that it falls into. O(buckets).
    public func count(above value: Int64) -> Int {
        if isEmpty || value >= greatest { return 0 }
        if value < least { return total }
        return (Self.index(of: value) + 1...Self.index(of: .max)).reduce(0) { $0 + counts[$1] }
    }

    /// The greatest lower bound of a bucket such that `count` values at least lie in it or above; 0 when there are
    /// fewer values. O(buckets).
    public func floor(ofGreatest count: Int) -> Int64 {
        if isEmpty { return 0 }
        var index = Self.index(of: greatest), seen = counts[index]
        while seen < count, index > Self.index(of: least) {
            index -= 1
            seen += counts[index]
        }
        return seen < count ? 0 : Self.lowerBound(of: index)
    }

    /// The buckets that hold a value, in ascending order.
    public var buckets: [Bucket] {
        if isEmpty { return [] }
        return (Self.index(of: least)...Self.index(of: greatest)).compactMap { index in
            let lower = Self.lowerBound(of: index)
            let upper = lower + (Self.width(of: index) - 1)
            return counts[index] == 0 ? nil : Bucket(lower: lower, upper: upper, count: counts[index])
        }
    }

    /// ceil(p x count). The product is lowered by its rounding error, so that 0.07 of 100 is rank 7.
    private func rank(of p: Double) -> Int {
        let product = p * Double(total) * (1 - 0x1p-51)
        let whole = Int(product)
        return Double(whole) < product ? whole + 1 : whole
    }
}
