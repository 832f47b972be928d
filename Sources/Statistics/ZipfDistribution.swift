import Primitives

/// Zipf's law over ranks 0..<count: rank k has a probability proportional to (k + 1)^-exponent.
///
/// What people buy, watch and search for follows it closely: with exponent 1 the first of a thousand
/// products gets 13 % of the demand. Sampled exactly by an ``AliasTable``.
@frozen
public struct ZipfDistribution: ~Copyable {
    /// The exponent: 0 is uniform; the larger, the more goes to the first ranks.
    public let exponent: Double
    @usableFromInline let table: AliasTable
    let totalWeight: Double

    /// The law over `count` >= 1 ranks with an exponent >= 0. O(count), about 0.1 us per rank.
    public init(count: Int, exponent: Double) {
        let weights = Self.weights(count: count, exponent: exponent)
        self.exponent = exponent
        self.table = AliasTable(weights: weights)
        self.totalWeight = weights.reduce(0, +)
    }

    /// The weights (k + 1)^-exponent in the order of rank; their sum is not one.
    public static func weights(count: Int, exponent: Double) -> [Double] {
        precondition(count > 0, "\(count) ranks of a Zipf distribution")
        precondition(exponent >= 0 && exponent < .infinity, "exponent \(exponent) of a Zipf distribution")
        return (1...count).map { PortableMath.pow(Double($0), -exponent) }
    }

    /// How many ranks there are.
    @inlinable public var count: Int { table.count }

    /// The probability of a rank, 0 <= rank < count.
    public func probability(of rank: Int) -> Double {
        precondition(rank >= 0 && rank < count, "rank \(rank) of \(count)")
        return PortableMath.pow(Double(rank + 1), -exponent) / totalWeight
    }

    /// Draws a rank from 64 random bits. O(1).
    @inlinable @inline(__always)
    public func sample(_ bits: UInt64) -> Int { table.sample(bits) }

    /// Draws a rank with the next bits of a stream.
    @inlinable @inline(__always)
    public func sample(using stream: inout RandomStream) -> Int { table.sample(stream.next()) }
}
