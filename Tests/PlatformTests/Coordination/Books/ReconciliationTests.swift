import Platform
import Primitives
import Testing

/// Ledger against statement, both ways.
@Suite struct ReconciliationTests {
    private func compare(_ ledger: [(UInt32, Int64)], _ statement: [(UInt32, Int64)]) -> Reconciliation {
        Reconciliation.compare(
            ledger: ledger.map { (OrderID($0.0), $0.1) }, statement: statement.map { (OrderID($0.0), $0.1) })
    }

    @Test func equalListsInAnyOrderAgree() {
        let result = compare([(3, 50), (1, 20), (2, 0)], [(1, 20), (2, 0), (3, 50)])
        #expect(result.compared == 3 && result.total == 0 && result.first.isEmpty)
        #expect(compare([], []).compared == 0)
    }

    @Test func eachKindOfDifferenceIsFound() {
        let result = compare([(1, 10), (2, 20), (4, 40), (4, 40)], [(2, 21), (3, 30), (4, 40)])
        #expect(result.compared == 4 && result.total == 4)
        #expect(result.first.map(\.order.number) == [1, 2, 3, 4])
        #expect(result.first.map(\.kind) == [.missingThere, .amountDiffers, .missingHere, .duplicated])
        for kind in Discrepancy.Kind.allCases { #expect(result[kind] == 1 && !kind.name.isEmpty) }
        #expect(result.first[3].here == StatementLine(amount: 80, entries: 2))
    }

    @Test func twoEntriesOnBothSidesAreDuplicatedAllTheSame() {
        #expect(compare([(1, 5), (1, 5)], [(1, 5), (1, 5)])[.duplicated] == 1)
    }

    /// Seen from the other side, what is missing here is missing there.
    @Test func comparisonIsSymmetric() {
        let a: [(UInt32, Int64)] = [(1, 10), (2, 20), (5, 50)], b: [(UInt32, Int64)] = [(2, 21), (3, 30), (3, 30)]
        let one = compare(a, b), other = compare(b, a)
        #expect(one[.missingHere] == other[.missingThere] && one[.missingThere] == other[.missingHere])
        #expect(one[.amountDiffers] == other[.amountDiffers] && one[.duplicated] == other[.duplicated])
        #expect(one.compared == other.compared)
    }

    @Test func onlyTheFirstFewAreKeptInFull() {
        let result = compare((0..<100).map { ($0, 1) }, [])
        #expect(result.total == 100 && result.first.count == Reconciliation.kept)
    }

    /// One-entry edits of a list are found one by one, and nothing else is.
    @Test func everyEditIsFoundAndNothingElse() {
        let truth: [(UInt32, Int64)] = (0..<40).map { ($0 * 3, Int64($0) * 100 + 1) }
        for place in truth.indices {
            var missing = truth, changed = truth, doubled = truth
            missing.remove(at: place)
            changed[place].1 += 1
            doubled.append(truth[place])
            for (edited, kind) in [
                (missing, .missingHere), (changed, .amountDiffers), (doubled, .duplicated),
            ] as [([(UInt32, Int64)], Discrepancy.Kind)] {
                let result = compare(edited, truth)
                #expect(result.total == 1 && result[kind] == 1)
                #expect(result.first.first?.order.number == truth[place].0)
            }
        }
    }
}
