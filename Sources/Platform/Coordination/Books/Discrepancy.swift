import Primitives

/// One order's line in a ledger or a statement: what moved in all, in how many entries.
public struct StatementLine: Equatable, Sendable, BitwiseCopyable {
    /// The amount that moved in all, in fen; of codes, the first one's number.
    public var amount: Int64
    /// In how many entries; zero when the order is not in the ledger.
    public var entries: UInt8

    /// A line.
    public init(amount: Int64, entries: UInt8) {
        self.amount = amount
        self.entries = entries
    }

    /// An order that is not in the ledger.
    public static var missing: Self { .init(amount: 0, entries: 0) }
}

/// Something in which our ledger and another's statement differ about one order.
public struct Discrepancy: Equatable, Sendable {
    /// How they differ.
    public enum Kind: UInt8, Equatable, Sendable, CaseIterable {
        /// The other has it, we have not.
        case missingHere
        /// We have it, the other has not.
        case missingThere
        /// Both have it, once, with different amounts.
        case amountDiffers
        /// One has more entries of it than the other.
        case duplicated

        /// The kind in reports.
        public var name: String {
            switch self {
            case .missingHere: "missing here"
            case .missingThere: "missing there"
            case .amountDiffers: "amount differs"
            case .duplicated: "duplicated"
            }
        }
    }

    /// How they differ.
    public var kind: Kind
    /// About which order.
    public var order: OrderID
    /// What each of them says.
    public var here: StatementLine
    public var there: StatementLine

    /// A difference between two lines.
    public init(kind: Kind, order: OrderID, here: StatementLine, there: StatementLine) {
        self.kind = kind
        self.order = order
        self.here = here
        self.there = there
    }

    /// What two lines about an order differ in; nil if they agree. A difference in entries outweighs one in amounts.
    public static func between(_ here: StatementLine, _ there: StatementLine, order: OrderID) -> Discrepancy? {
        let kind: Kind
        switch (here.entries, there.entries) {
        case (0, 0): return nil
        case (0, _): kind = .missingHere
        case (_, 0): kind = .missingThere
        case (let ours, let theirs) where ours != theirs || ours > 1: kind = .duplicated
        default:
            guard here.amount != there.amount else { return nil }
            kind = .amountDiffers
        }
        return Discrepancy(kind: kind, order: order, here: here, there: there)
    }
}
