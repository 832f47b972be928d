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
    /// The number of the latest delivery or withdrawal.
    public internal(set) var delivery: UInt32 = 0
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

    /// Adds to what is available, or takes from it.
    @inline(__always)
    mutating func change(by units: Int) {
        available += units
        version &+= 1
    }
}
