import Primitives
import Testing

/// A table that folds what was left alone: it must never show.
@Suite struct FoldingArrayTests {
    /// A record as machines keep them: an amount, a time, a number, some small fields.
    struct Record: BitwiseCopyable, Equatable {
        var amount: Int64
        var secret: UInt64
        var instant: Instant
        var user: UInt32
        var product: UInt16
        var quantity: UInt8
        var phase: UInt8

        /// A number that was never used.
        init() {
            amount = 0
            secret = 0
            instant = .origin
            user = 0
            product = 0
            quantity = 0
            phase = 0
        }

        init(_ index: Int, _ stream: inout RandomStream) {
            amount = Int64(stream.next(below: 100_000)) - 50
            secret = stream.next()
            instant = Instant(nanoseconds: Int64(index) * 7_000_000 - 3_000_000_000)
            user = UInt32(stream.next(below: 5_000_000))
            product = UInt16(stream.next(below: 2_000))
            quantity = UInt8(stream.next(below: 8)) + 1
            phase = 0
        }
    }

    private static var page: Int { FoldingArray<Record>.pageSize }

    /// Appends whole pages of one value.
    private func fill(_ table: inout FoldingArray<UInt64>, pages: Int, with value: UInt64) {
        table.grow(to: table.count + pages * FoldingArray<UInt64>.pageSize, filledWith: value)
    }

    @Test(arguments: [1, 2, 3, 4]) func foldingArrayBehavesAsAnArray(seed: UInt64) {
        var stream = RandomStream(seed: seed, purpose: .testing)
        var table = FoldingArray<Record>()
        var twin: [Record] = []
        var differences = 0, folded = 0
        for step in 0..<60_000 {
            let record = Record(step, &stream)
            if table.append(record) != step { differences += 1 }
            twin.append(record)
            // Most writes meet young records, a few meet any.
            let young = stream.next(below: 1_000) > 0
            let reach = young ? min(twin.count, 3 * Self.page) : twin.count
            let index = twin.count - 1 - Int(stream.next(below: UInt64(reach)))
            table[index].phase &+= 1
            table[index].instant = record.instant
            twin[index].phase &+= 1
            twin[index].instant = record.instant
            let other = Int(stream.next(below: UInt64(twin.count)))
            if table[other] != twin[other] { differences += 1 }
            folded = max(folded, table.foldedPages)
        }
        for index in twin.indices where table[index] != twin[index] { differences += 1 }
        #expect(differences == 0)
        #expect(table.count == twin.count)
        #expect(folded > 20)
    }

    @Test(arguments: [0, 1, 3, 500, 1_023]) func pageOfMostlyUnusedNumbersComesBack(used: Int) {
        var stream = RandomStream(seed: 9, purpose: .testing)
        let unused = Record()
        var table = FoldingArray<Record>()
        var twin = [Record](repeating: unused, count: Self.page)
        for _ in 0..<used { twin[Int(stream.next(below: UInt64(Self.page)))] = Record(5, &stream) }
        for record in twin { table.append(record) }
        table.grow(to: 20 * Self.page, filledWith: unused)
        #expect(table.foldedPages > 0)
        var differences = 0
        for index in twin.indices where table[index] != twin[index] { differences += 1 }
        table[1_000].user += 1
        twin[1_000].user += 1
        for index in twin.indices where table[index] != twin[index] { differences += 1 }
        #expect(differences == 0)
    }

    @Test func numbersOfFourBytesComeBackFromAFoldedPage() {
        var table = FoldingArray<UInt32>()
        let count = 40 * FoldingArray<UInt32>.pageSize
        for index in 0..<count { table.append(UInt32(truncatingIfNeeded: index &* 2_654_435_761)) }
        var differences = 0
        for index in 0..<count where table[index] != UInt32(truncatingIfNeeded: index &* 2_654_435_761) {
            differences += 1
        }
        #expect(differences == 0)
        #expect(table.foldedPages > 25)
    }

    @Test func pagesThatAreLeftAloneAreFolded() {
        var table = FoldingArray<UInt64>()
        let patience = FoldingArray<UInt64>.patience
        fill(&table, pages: patience + 1, with: 5)
        #expect(table.foldedPages == 0)
        fill(&table, pages: 1, with: 5)
        #expect(table.foldedPages == 1)
        fill(&table, pages: 20, with: 5)
        #expect(table.foldedPages == 21)
    }

    @Test func patienceMayBeLonger() {
        var table = FoldingArray<UInt64>(patience: 20)
        fill(&table, pages: 21, with: 5)
        #expect(table.foldedPages == 0)
        fill(&table, pages: 3, with: 5)
        #expect(table.foldedPages == 3)
    }

    @Test func aPageThatIsWrittenToStaysOpen() {
        var table = FoldingArray<UInt64>()
        for page in 0..<60 {
            fill(&table, pages: 1, with: UInt64(page))
            table[3] += 1
        }
        let others = 60 - FoldingArray<UInt64>.patience - 1
        #expect(table.foldedPages == others - 1)
        #expect(table[3] == 60 && table[4] == 0)
    }

    @Test func readingLeavesAPageFolded() {
        var table = FoldingArray<UInt64>()
        fill(&table, pages: 30, with: 7)
        let folded = table.foldedPages
        var sum: UInt64 = 0
        for index in 0..<table.count { sum += table[index] }
        #expect(sum == UInt64(table.count) * 7)
        #expect(table.foldedPages == folded)
    }

    @Test func writingOpensAPageUntilItIsLeftAloneAgain() {
        var table = FoldingArray<UInt64>()
        fill(&table, pages: 30, with: 7)
        let folded = table.foldedPages
        table[100] = .max
        // Opening one page is a step towards folding others.
        #expect(table.foldedPages == folded)
        table[101] = 1
        #expect(table.foldedPages == folded)
        fill(&table, pages: 20, with: 7)
        #expect(table.foldedPages == folded + 20)
        #expect(table[99] == 7 && table[100] == .max && table[101] == 1 && table[102] == 7)
    }

    @Test func openingAPageChangesNothingInIt() {
        var stream = RandomStream(seed: 3, purpose: .testing)
        var table = FoldingArray<Record>()
        var twin: [Record] = []
        for index in 0..<(2 * Self.page) {
            let record = Record(index, &stream)
            table.append(record)
            twin.append(record)
        }
        table.grow(to: 20 * Self.page, filledWith: Record())
        table.open(Self.page + 5)
        let folded = table.foldedPages
        for place in 0..<Self.page { table.open(Self.page + place) }
        #expect(table.foldedPages == folded, "the page was open")
        #expect(twin.indices.allSatisfy { table[$0] == twin[$0] })
    }

    @Test func aPageBegunButNotFullSurvivesFolding() {
        var table = FoldingArray<UInt64>()
        fill(&table, pages: 30, with: 7)
        table.append(8)
        // So many old pages are opened meanwhile that the last one is folded too.
        for page in 0..<20 { table[page * FoldingArray<UInt64>.pageSize] = 9 }
        table.append(10)
        let last = table.count - 1
        #expect(table[last] == 10 && table[last - 1] == 8 && table[last - 2] == 7 && table[0] == 9)
    }

    @Test func growingFillsWhatIsMissingOnly() {
        var table = FoldingArray<UInt64>()
        #expect(table.isEmpty == true)
        table.grow(to: 3, filledWith: 7)
        table[1] = 8
        table.grow(to: 2, filledWith: 9)
        #expect(table.count == 3)
        table.grow(to: 5, filledWith: 9)
        #expect(table[0] == 7 && table[1] == 8 && table[2] == 7 && table[3] == 9 && table[4] == 9)
    }

    @Test func placesBeyondTheEndTrap() async {
        await #expect(processExitsWith: .failure) {
            var table = FoldingArray<UInt64>()
            table.append(1)
            _ = table[1]
        }
        await #expect(processExitsWith: .failure) {
            var table = FoldingArray<UInt64>()
            table.grow(to: 20_000, filledWith: 1)
            table[20_000] = 2
        }
    }
}
