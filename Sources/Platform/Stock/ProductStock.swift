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

    init(initial: Int) {
        self.initial = initial
        available = initial
    }

    /// Units held or sold beyond those there were.
    public var oversold: Int { max(0, held + sold - initial) }

    /// Whether every unit is in exactly one place: A + V + S = I, with none held or sold less than nothing.
    public var isConserved: Bool { available + held + sold == initial && held >= 0 && sold >= 0 }
}
