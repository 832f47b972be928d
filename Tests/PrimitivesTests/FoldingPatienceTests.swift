import Primitives
import Testing

/// Tables whose elements are written to long after thousands of others came learn to wait.
@Suite struct FoldingPatienceTests {
    /// Appends so many pages; after each, writes to the elements of so many pages before it. Returns pages folded.
    private func fill(pages: Int, reachingBack reach: Int) -> (folded: Int, values: Bool) {
        var table = FoldingArray<UInt64>()
        let size = FoldingArray<UInt64>.pageSize
        for page in 0..<pages {
            for _ in 0..<size { table.append(UInt64(page)) }
            for back in 1...max(reach, 1) where back <= page && reach > 0 { table[(page - back) * size] += 1_000 }
        }
        var isRight = true
        for page in 0..<pages where page < pages - reach {
            isRight = isRight && table[page * size] == UInt64(page + 1_000 * reach)
        }
        return (table.foldedPages, isRight)
    }

    @Test func pagesThatAreWrittenToAgainAndAgainStayOpen() {
        let (folded, isRight) = fill(pages: 200, reachingBack: 40)
        #expect(isRight)
        // With a patience of eight, all but eight or so would be folded, and opened forty times each.
        #expect(folded < 160, "\(folded) pages of 200 are folded")
    }

    @Test func pagesThatAreLeftAloneAreFoldedAsEver() {
        let (folded, isRight) = fill(pages: 200, reachingBack: 0)
        #expect(isRight)
        #expect(folded == 200 - FoldingArray<UInt64>.patience - 1)
    }
}
