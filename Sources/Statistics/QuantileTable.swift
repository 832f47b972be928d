import Primitives

/// A distribution of times as a table of its quantiles: one look-up per sample.
///
/// The unit interval is cut into 1,024 equal cells, each of which gives the quantile at its middle.
/// The last cell is cut once more into 1,024, so that the tail reaches to 1 - 2^-21. Then all values
/// are scaled so that the table has the wanted mean (see ``init(quantile:mean:)``). No interpolation: at
/// the 99th percentile neighbouring cells of an exponential differ by 2 %, below by less.
///
/// The table belongs to this one value, which can't be copied: a class that owned it would cost a
/// retain and a release wherever the optimiser fails to see them cancel. Keep a table in the model
/// that samples it; where many stations differ only in scale, they share one and multiply.
/// 16 KiB, of which samples touch the first half but for one in 1,024. Below 3 ns per sample.
@frozen
public struct QuantileTable: ~Copyable {
    @usableFromInline let values: UnsafeMutablePointer<Int64>
    /// The mean of a sample in seconds, computed from the table's integers.
    public let mean: Double

    @inlinable static var cells: Int { 1_024 }

    /// Tabulates a distribution of non-negative times.
    ///
    /// The mean is that of the table exactly: what rounding to nanoseconds leaves over in one cell is
    /// carried into the next, so the mean is within 2^-21 ns of `mean` (or its last bit).
    ///
    /// - Parameters:
    ///   - quantile: the time in seconds below which a sample lies with the given probability; it is
    ///     asked at 2,047 probabilities between 2^-11 and 1 - 2^-21.
    ///   - mean: the mean in seconds; not negative, below 10^8 (three years).
    public init(quantile: (Double) -> Double, mean: Double) {
        precondition(mean >= 0 && mean < 1e8, "mean \(mean) s of a quantile table")
        let n = Self.cells
        let exact = Self.midpoints(of: quantile)
        let body = exact[..<(n - 1)].reduce(0, +)
        let tail = exact[n...].reduce(0, +)
        let unscaled = (body + tail / Double(n)) / Double(n)
        precondition(unscaled > 0 || mean == 0, "a quantile table of zeros for a mean of \(mean) s")
        let scale = unscaled > 0 ? mean / unscaled * 1e9 : 0

        values = .allocate(capacity: 2 * n)
        values.initialize(repeating: 0, count: 2 * n)
        var carry = 0.0
        var total: Int64 = 0
        for cell in 0..<(n - 1) {
            values[cell] = Self.round(exact[cell] * scale, &carry)
            total += values[cell]
        }
        // A cell of the body weighs as much as the whole tail: each tail cell takes the whole carry.
        let share = carry
        carry = 0
        var tailTotal: Int64 = 0
        for cell in n..<(2 * n) {
            values[cell] = Self.round(exact[cell] * scale + share, &carry)
            tailTotal += values[cell]
        }
        self.mean = (Double(total) + Double(tailTotal) / Double(n)) / Double(n) / 1e9
    }

    @inlinable deinit { values.deallocate() }

    /// Draws a time in nanoseconds from 32 random bits; the lowest 12 are not used.
    @inlinable @inline(__always)
    public func sample(_ bits: UInt32) -> Int64 {
        let cell = Int(bits >> 22)
        let tailCell = 1_024 + Int(bits >> 12 & 1_023)
        return values[cell == 1_023 ? tailCell : cell]
    }

    /// Draws a time in nanoseconds with the next bits of a stream.
    @inlinable @inline(__always)
    public func sample(using stream: inout RandomStream) -> Int64 {
        sample(UInt32(truncatingIfNeeded: stream.next() >> 32))
    }

    /// The quantiles at the middles of the cells: the body, one unused entry, the tail.
    private static func midpoints(of quantile: (Double) -> Double) -> [Double] {
        var exact = [Double](repeating: 0, count: 2 * cells)
        for cell in 0..<(2 * cells) where cell != cells - 1 {
            let p =
                cell < cells
                ? (Double(cell) + 0.5) * 0x1p-10 : 1 - (Double(2 * cells - cell) - 0.5) * 0x1p-20
            let value = quantile(p)
            precondition(value >= 0 && value < 1e8, "quantile \(value) s at \(p)")
            exact[cell] = value
        }
        return exact
    }

    /// Rounds a value that is not negative but for its carry to a whole number >= 0; keeps the rest.
    private static func round(_ value: Double, _ carry: inout Double) -> Int64 {
        let wanted = value + carry
        let whole = wanted <= 0 ? 0 : Int64(wanted + 0.5)
        carry = wanted - Double(whole)
        return whole
    }
}

// The table has one owner and never changes, so it moves and is read across threads freely.
extension QuantileTable: @unchecked Sendable {}
