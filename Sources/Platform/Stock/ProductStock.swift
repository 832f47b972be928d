/// Where the units of one product are.
public struct ProductStock: Equatable, Sendable, BitwiseCopyable {
    /// Units there were at the start.
    public let initial: Int
    /// Units that can still be sold; negative when more were given away than there were.
    public internal(set) var available: Int
    /// Units set aside for orders that are not paid yet.
    public internal(set) var held = 0
    /// Units that were paid for.
    public internal(set) var sold = 0
    /// Units that came later.
    public internal(set) var refilled = 0
    /// Units that were taken out of sale.
    public internal(set) var withdrawn = 0
    /// All deliveries and withdrawals up to this number are booked.
    public private(set) var delivery: UInt32 = 0
    /// Those beyond it that are, a bit each, from the next on, which is not: they come in any order, each by a way of
    /// its own.
    private var early: UInt64 = 0
    /// Raised by every change of what is available.
    public internal(set) var version: Int32 = 0

    init(initial: Int) {
        self.initial = initial
        available = initial
    }

    /// All units that ever were to be sold: I + R - W.
    public var total: Int { initial + refilled - withdrawn }

    /// Units held or sold beyond those there were.
    public var oversold: Int { max(0, held + sold - total) }

    /// Whether every unit is in exactly one place: A + V + S = I + R - W, with none held or sold less than nothing.
    ///
    /// Nothing is destroyed here: a unit is refunded only when it was never issued, and is sold again.
    public var isConserved: Bool { available + held + sold == total && held >= 0 && sold >= 0 }

    /// Takes note of a delivery's number, counted from 1. Returns whether it is news, and not too far ahead.
    mutating func enter(_ number: UInt32) -> Bool {
        guard number > delivery, number - delivery <= 64 else { return false }
        let bit: UInt64 = 1 << UInt64(number - delivery - 1)
        guard early & bit == 0 else { return false }
        early |= bit
        let run = (~early).trailingZeroBitCount
        early = run == 64 ? 0 : early >> UInt64(run)
        delivery += UInt32(run)
        return true
    }

    /// Adds to what is available, or takes from it.
    @inline(__always)
    mutating func change(by units: Int) {
        available += units
        version &+= 1
    }
}
