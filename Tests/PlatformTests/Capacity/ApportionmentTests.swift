import Platform
import Primitives
import Testing

@Suite struct ApportionmentTests {
    @Test func exactSharesStayExact() {
        #expect(Apportionment.divide(300, by: [1, 2, 3]) == [50, 100, 150])
    }

    @Test func theLargestRemaindersGetWhatIsLeft() {
        // Shares 4.17, 3.33, 2.5: the half gets the last one.
        #expect(Apportionment.divide(10, by: [5, 4, 3]) == [4, 3, 3])
    }

    @Test func tiesGoToTheLowerIndex() {
        #expect(Apportionment.divide(5, by: [1, 1, 1]) == [2, 2, 1])
    }

    @Test func aTinyPartIsLiftedAtTheExpenseOfTheRichest() {
        #expect(Apportionment.divide(10, by: [7, 3, 0, 0], atLeast: 1) == [6, 2, 1, 1])
        #expect(Apportionment.divide(3, by: [1_000, 1, 1], atLeast: 1) == [1, 1, 1])
    }

    @Test func lessThanTheMinimaGivesTheMinima() {
        #expect(Apportionment.divide(2, by: [3, 2, 1], atLeast: 1) == [1, 1, 1])
    }

    @Test func noWeightAtAllCountsAsEqualWeights() {
        #expect(Apportionment.divide(7, by: [0, 0, 0]) == [3, 2, 2])
    }

    @Test func partsAlwaysAddUpAndStayWithinOneOfTheirShare() {
        var stream = RandomStream(seed: 3, purpose: .testing)
        for _ in 0..<2_000 {
            let weights = (0..<Int(stream.next(below: 12)) + 1).map { _ in Int(stream.next(below: 1_000)) + 1 }
            let total = Int(stream.next(below: 1_000))
            let parts = Apportionment.divide(total, by: weights)
            #expect(parts.reduce(0, +) == total)
            let whole = weights.reduce(0, +)
            #expect(zip(parts, weights).allSatisfy { abs($0 * whole - total * $1) < whole })
            let lifted = Apportionment.divide(total, by: weights, atLeast: 1)
            #expect(lifted.reduce(0, +) == max(total, weights.count))
            #expect(lifted.allSatisfy { $0 >= 1 })
        }
    }
}
