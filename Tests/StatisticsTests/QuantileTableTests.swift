import Primitives
import Statistics
import Testing

@Suite struct QuantileTableTests {
    /// The mean over all cells, from samples alone: 1,023 body cells and 1,024 tail cells.
    private func meanOfCells(_ table: borrowing QuantileTable) -> Double {
        var body: Int64 = 0
        var tail: Int64 = 0
        for cell in 0..<1_023 { body += table.sample(UInt32(cell) << 22) }
        for cell in 0..<1_024 { tail += table.sample(1_023 << 22 | UInt32(cell) << 12) }
        return (Double(body) + Double(tail) / 1_024) / 1_024 / 1e9
    }

    @Test(arguments: [1e-6, 3.7e-5, 0.001, 0.8, 12.3456789, 86_400])
    func meanIsExact(mean: Double) {
        let exponential = QuantileTable.exponential(mean: mean)
        #expect((exponential.mean / mean - 1).magnitude < 1e-9)
        #expect((meanOfCells(exponential) / mean - 1).magnitude < 1e-9)
        let heavy = QuantileTable.logNormal(mean: mean, coefficientOfVariation: 4)
        #expect((meanOfCells(heavy) / mean - 1).magnitude < 1e-9)
        let uniform = QuantileTable.uniform(from: 0, to: 2 * mean)
        #expect((meanOfCells(uniform) / mean - 1).magnitude < 1e-9)
    }

    @Test func constantIsConstantAndKeepsItsFraction() {
        let whole = QuantileTable.constant(0.25)
        #expect(whole.mean == 0.25)
        for bits: UInt32 in [0, 1 << 22, 1_023 << 22, .max] { #expect(whole.sample(bits) == 250_000_000) }
        let fraction = QuantileTable.constant(1.25e-9)
        #expect((fraction.mean - 1.25e-9).magnitude < 1e-18)
        let zero = QuantileTable.constant(0)
        #expect(zero.mean == 0 && zero.sample(.max) == 0)
    }

    @Test func samplesAscendWithTheBits() {
        let table = QuantileTable.logNormal(mean: 0.02, coefficientOfVariation: 1.5)
        var last: Int64 = 0
        var descents = 0
        for step in UInt32(0)..<(1 << 20) where step < 1_023 << 10 && step % 1_024 == 0 || step >= 1_023 << 10 {
            let value = table.sample(step << 12)
            if value < last { descents += 1 }
            last = value
        }
        #expect(descents == 0)
    }

    @Test func quantilesAreThoseOfTheDistribution() {
        let table = QuantileTable.exponential(mean: 1)
        let exact = ExponentialDistribution(mean: 1)
        for p in [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999] {
            let seconds = Double(table.sample(UInt32(p * 0x1p32))) / 1e9
            // Half a cell of probability: 1/2048 in the body, 2^-21 in the tail.
            let cell = p < 1_023.0 / 1_024 ? 0x1p-11 : 0x1p-21
            #expect((seconds - exact.quantile(p)).magnitude < 1.1 * cell / (1 - p - cell) + 1e-3)
        }
    }

    @Test func varianceSurvivesTheTable() {
        var stream = RandomStream(seed: 21, purpose: .testing)
        let table = QuantileTable.exponential(mean: 0.004)
        var moments = MeanVariance()
        for _ in 0..<100_000 { moments.add(Double(table.sample(using: &stream)) / 1e9) }
        let root = 100_000.0.squareRoot()
        #expect((moments.mean / 0.004 - 1).magnitude < 5 / root)
        #expect((moments.standardDeviation / 0.004 - 1).magnitude < 5 * 2.0.squareRoot() / root)
    }
}
