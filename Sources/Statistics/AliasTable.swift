import Primitives

/// A discrete distribution over 0..<count, sampled in constant time from one 64-bit draw.
///
/// Walker's alias method with Vose's linear construction ("A linear algorithm for generating random
/// numbers with a given distribution", IEEE TSE 17, 1991): each of `count` equal cells is shared by at
/// most two outcomes. The order of construction is that of the weights, so equal weights give equal
/// tables. 8 bytes per outcome; shares are held in steps of 2^-32 of a cell.
@frozen
public struct AliasTable: ~Copyable {
    /// One cell: its own outcome below the threshold, the alias from there on.
    @usableFromInline
    @frozen
    struct Cell: BitwiseCopyable {
        @usableFromInline var threshold: UInt32
        @usableFromInline var alias: UInt32
    }

    @usableFromInline let cells: UnsafeMutablePointer<Cell>
    /// How many outcomes there are.
    public let count: Int

    /// The distribution whose probabilities are proportional to the weights.
    ///
    /// - Parameter weights: at least one, finite, not negative, and not all zero. An outcome of weight
    ///   zero never comes up.
    /// - Complexity: O(count).
    public init(weights: [Double]) {
        let n = weights.count
        precondition(n > 0 && n <= Int(UInt32.max), "\(n) weights of an alias table")
        var total = 0.0
        var heaviest = 0
        for (outcome, weight) in weights.enumerated() {
            precondition(weight >= 0 && weight < .infinity, "weight \(weight) of outcome \(outcome)")
            total += weight
            if weight > weights[heaviest] { heaviest = outcome }
        }
        precondition(total > 0 && total < .infinity, "weights with the sum \(total)")

        count = n
        cells = .allocate(capacity: n)
        // Shares in units of a cell: those below one are filled up by those above.
        var shares = weights.map { $0 / total * Double(n) }
        var below = shares.indices.filter { shares[$0] < 1 }
        var above = shares.indices.filter { shares[$0] >= 1 }
        while let small = below.last, let large = above.last {
            below.removeLast()
            cells[small] = Self.cell(share: shares[small], outcome: small, alias: large)
            shares[large] -= 1 - shares[small]
            if shares[large] < 1 {
                above.removeLast()
                below.append(large)
            }
        }
        for outcome in above { cells[outcome] = Self.cell(share: 1, outcome: outcome, alias: outcome) }
        // Only rounding leaves these: shares next to one, or an outcome without any weight.
        for outcome in below { cells[outcome] = Self.cell(share: shares[outcome], outcome: outcome, alias: heaviest) }
    }

    @inlinable deinit { cells.deallocate() }

    private static func cell(share: Double, outcome: Int, alias: Int) -> Cell {
        let threshold = share * 0x1p32 + 0.5
        // A full cell needs no threshold: its alias is itself.
        if threshold >= 0x1p32 { return Cell(threshold: 0, alias: UInt32(outcome)) }
        return Cell(threshold: UInt32(threshold), alias: UInt32(alias))
    }

    /// Draws an outcome from 64 random bits. O(1); 1 to 2 ns while the table is in the cache.
    @inlinable @inline(__always)
    public func sample(_ bits: UInt64) -> Int {
        // The high word of bits x count is the cell, the low word the place within it.
        let product = bits.multipliedFullWidth(by: UInt64(truncatingIfNeeded: count))
        let cell = cells[Int(truncatingIfNeeded: product.high)]
        let isOwn = product.low >> 32 < UInt64(cell.threshold)
        // Which of the two it is can't be foreseen: a branch here would often be mispredicted.
        return Int(truncatingIfNeeded: BranchFree.select(isOwn, product.high, UInt64(cell.alias)))
    }

    /// Draws an outcome with the next bits of a stream.
    @inlinable @inline(__always)
    public func sample(using stream: inout RandomStream) -> Int { sample(stream.next()) }
}

// The table has one owner and never changes, so it moves and is read across threads freely.
extension AliasTable: @unchecked Sendable {}
