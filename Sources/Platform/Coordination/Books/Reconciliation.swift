import Primitives

/// Our ledger against another party's statement, both ways: what differs, by kind, and the first few in full.
///
/// Fed one order at a time, so that neither side needs to lie in memory; ``compare(ledger:statement:)`` is the same
/// for two lists.
public struct Reconciliation: Equatable, Sendable {
    /// How many discrepancies are kept in full.
    public static var kept: Int { 20 }

    /// Orders that either side has.
    public private(set) var compared = 0
    /// How many discrepancies there are of each kind.
    public private(set) var counts = [Int](repeating: 0, count: Discrepancy.Kind.allCases.count)
    /// The first of them, in the order of comparison.
    public private(set) var first: [Discrepancy] = []

    /// Nothing compared yet.
    public init() {}

    /// How many discrepancies there are.
    public var total: Int { counts.reduce(0, +) }

    /// How many discrepancies there are of a kind.
    public subscript(kind: Discrepancy.Kind) -> Int { counts[Int(kind.rawValue)] }

    /// Compares what both sides say of one order. O(1).
    public mutating func match(_ order: OrderID, here: StatementLine, there: StatementLine) {
        guard here.entries > 0 || there.entries > 0 else { return }
        compared += 1
        guard let found = Discrepancy.between(here, there, order: order) else { return }
        counts[Int(found.kind.rawValue)] += 1
        if first.count < Self.kept { first.append(found) }
    }

    /// Compares two lists of movements, one entry each, in any order; an order may have several. O(n log n).
    public static func compare(ledger: [(OrderID, Int64)], statement: [(OrderID, Int64)]) -> Reconciliation {
        var result = Reconciliation()
        let ours = ledger.sorted { $0.0.number < $1.0.number }
        let theirs = statement.sorted { $0.0.number < $1.0.number }
        var (i, j) = (0, 0)
        while i < ours.count || j < theirs.count {
            let a = i < ours.count ? ours[i].0.number : .max, b = j < theirs.count ? theirs[j].0.number : .max
            let order = OrderID(min(a, b))
            result.match(order, here: line(order, ours, &i), there: line(order, theirs, &j))
        }
        return result
    }

    /// The entries of an order, from a place in a sorted list on.
    private static func line(_ order: OrderID, _ list: [(OrderID, Int64)], _ place: inout Int) -> StatementLine {
        var line = StatementLine.missing
        while place < list.count, list[place].0 == order {
            line.amount += list[place].1
            if line.entries < .max { line.entries += 1 }
            place += 1
        }
        return line
    }
}
