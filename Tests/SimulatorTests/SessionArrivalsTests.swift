import Primitives
import Testing

@testable import Simulator

/// Sessions start as a Poisson process with the planned rate, cell by cell.
@Suite struct SessionArrivalsTests {
    private func arrivals(_ rates: [Double], seed: UInt64, start: Instant = .origin) -> [Instant] {
        var process = SessionArrivals(
            rates: rates, cellSeconds: 1, start: start, stream: RandomStream(seed: seed, purpose: .testing))
        var list: [Instant] = []
        while let next = process.next() { list.append(next) }
        #expect(process.count == UInt64(list.count))
        #expect(process.next() == nil)
        return list
    }

    private func counts(_ list: [Instant], cells: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: cells)
        for instant in list { counts[Int(instant.nanoseconds / 1_000_000_000)] += 1 }
        return counts
    }

    @Test func theSameStreamGivesTheSameInstants() {
        let rates = [3.0, 0, 12.5, 0.1]
        #expect(arrivals(rates, seed: 4) == arrivals(rates, seed: 4))
        #expect(arrivals(rates, seed: 4) != arrivals(rates, seed: 5))
    }

    @Test func instantsNeverGoBackAndLieInsideThePlan() {
        let start = Instant(nanoseconds: -TimeSpan.seconds(2).nanoseconds)
        let list = arrivals([50, 100, 50], seed: 9, start: start)
        #expect(zip(list, list.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(list.allSatisfy { $0 >= start && $0 <= start + .seconds(3) })
    }

    @Test func nothingArrivesInACellWithoutRate() {
        for seed in 0..<50 as Range<UInt64> {
            let counts = counts(arrivals([20, 0, 20], seed: seed), cells: 3)
            #expect(counts[1] == 0)
        }
        #expect(arrivals([0, 0], seed: 1).isEmpty)
    }

    /// Over many cells, the total and the index of dispersion of a Poisson variable: mean and variance agree.
    @Test(arguments: [0.2, 1.0, 7.0, 40.0]) func countsInCellsArePoissonWithThePlannedMean(_ rate: Double) {
        let cells = 4_000
        let counts = counts(arrivals(Array(repeating: rate, count: cells), seed: 11), cells: cells).map(Double.init)
        let total = counts.reduce(0, +), expected = rate * Double(cells)
        #expect((total - expected).magnitude < 5 * expected.squareRoot())
        // Fisher's dispersion test: the sum of squared deviations over the mean is chi-square with one degree
        // of freedom per cell.
        let chiSquare = counts.reduce(0) { $0 + ($1 - rate) * ($1 - rate) / rate }
        // The variance of one term is 2 + 1 / rate for a Poisson count.
        let deviation = ((2 + 1 / rate) * Double(cells)).squareRoot()
        #expect((chiSquare - Double(cells)).magnitude < 5 * deviation)
        // Neighbouring cells know nothing of each other.
        let covariance = zip(counts, counts.dropFirst()).reduce(0) { $0 + ($1.0 - rate) * ($1.1 - rate) }
        #expect(covariance.magnitude < 5 * rate * Double(cells).squareRoot())
    }

    @Test func theChanceOfNoArrivalIsThatOfAPoissonCount() {
        let cells = 20_000
        let counts = counts(arrivals(Array(repeating: 1, count: cells), seed: 3), cells: cells)
        for (k, chance) in [0.367_879, 0.367_879, 0.183_940, 0.061_313, 0.015_328].enumerated() {
            let observed = Double(counts.reduce(0) { $0 + ($1 == k ? 1 : 0) })
            let mean = chance * Double(cells)
            #expect((observed - mean).magnitude < 5 * (mean * (1 - chance)).squareRoot(), "\(k) in a cell")
        }
    }

    @Test func changingRatesAreFollowedCellByCell() {
        let rates: [Double] = [5, 50, 0.5, 20]
        var sums = [Double](repeating: 0, count: rates.count)
        let runs = 400
        for seed in 0..<UInt64(runs) {
            for (cell, count) in counts(arrivals(rates, seed: seed), cells: rates.count).enumerated() {
                sums[cell] += Double(count)
            }
        }
        for (cell, rate) in rates.enumerated() {
            let mean = rate * Double(runs)
            #expect((sums[cell] - mean).magnitude < 5 * mean.squareRoot(), "cell \(cell)")
        }
    }
}
