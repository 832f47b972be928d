import Glibc
import Primitives
import Statistics
import Testing

/// Moments and shapes against theory, at fixed seeds; bounds are five standard errors.
@Suite struct DistributionTests {
    private let n = 100_000

    @Test func exponentialHasItsMomentsAndQuantiles() {
        var stream = RandomStream(seed: 11, purpose: .testing)
        let distribution = ExponentialDistribution(mean: 3)
        var moments = MeanVariance()
        var aboveMedian = 0, inTail = 0
        var negative = 0
        for _ in 0..<n {
            let x = distribution.sample(using: &stream)
            moments.add(x)
            if x > distribution.quantile(0.5) { aboveMedian += 1 }
            if x > distribution.quantile(0.999) { inTail += 1 }
            if x < 0 { negative += 1 }
        }
        let root = Double(n).squareRoot()
        #expect(negative == 0)
        #expect((moments.mean - 3).magnitude < 5 * 3 / root)
        // The fourth central moment is 9 mean^4, so the sample variance has the deviation sqrt(8/n) mean^2.
        #expect((moments.variance - 9).magnitude < 5 * 9 * 8.0.squareRoot() / root)
        #expect((Double(aboveMedian) / Double(n) - 0.5).magnitude < 5 * 0.5 / root)
        #expect((Double(inTail) / Double(n) - 0.001).magnitude < 5 * 0.0316 / root)
    }

    @Test func exponentialFillsEqualCellsEqually() {
        var stream = RandomStream(seed: 12, purpose: .testing)
        let distribution = ExponentialDistribution(mean: 1)
        var counts = [Int](repeating: 0, count: 200)
        for _ in 0..<n {
            let u = 1 - PortableMath.exp(-distribution.sample(using: &stream))
            counts[min(Int(u * 200), 199)] += 1
        }
        #expect(excess(counts, [Double](repeating: 1 / 200, count: 200)) < 5)
    }

    /// What lies beyond the ziggurat's base strip comes from a path of its own: 4.5 in 10,000 samples.
    @Test func exponentialTailIsExponential() {
        var stream = RandomStream(seed: 13, purpose: .testing)
        let distribution = ExponentialDistribution(mean: 1)
        var beyond = MeanVariance()
        for _ in 0..<400_000 {
            let x = distribution.sample(using: &stream)
            if x > 7.69711747013104972 { beyond.add(x - 7.69711747013104972) }
        }
        let expected = 400_000 * PortableMath.exp(-7.69711747013104972)
        #expect((Double(beyond.count) - expected).magnitude < 5 * expected.squareRoot())
        #expect((beyond.mean - 1).magnitude < 5 / Double(beyond.count).squareRoot())
    }

    @Test func normalQuantileInvertsTheErrorFunction() {
        var worst = 0.0
        for step in 1..<4_000 {
            let p = PortableMath.exp(-Double(step) * 0.17)
            let z = StandardNormal.quantile(p)
            // d log p / dz is about -z in the tail: a relative error of z comes back in p times z^2. Rounding
            // z, the root and the argument of erfc makes three such errors, and erfc has its own.
            let back = 0.5 * erfc(-z / 2.0.squareRoot())
            worst = max(worst, ((back - p) / p).magnitude / (1 + z * z))
        }
        #expect(worst < 1.2e-15)
        #expect(StandardNormal.quantile(0.5) == 0)
        #expect(StandardNormal.quantile(0) == -.infinity && StandardNormal.quantile(1) == .infinity)
        #expect((StandardNormal.quantile(0.975) - 1.959963984540054).magnitude < 1e-15)
        #expect(StandardNormal.quantile(0.25) == -StandardNormal.quantile(0.75))
    }

    @Test(arguments: [0.2, 1.0, 2.0]) func logNormalHasItsMeanAndQuantiles(cv: Double) {
        var stream = RandomStream(seed: 14, purpose: .testing)
        let distribution = LogNormalDistribution(mean: 0.05, coefficientOfVariation: cv)
        var moments = MeanVariance()
        var logs = MeanVariance()
        var below90 = 0
        for _ in 0..<n / 2 {
            let x = distribution.sample(using: &stream)
            moments.add(x)
            logs.add(PortableMath.log(x))
            if x <= distribution.quantile(0.9) { below90 += 1 }
        }
        let root = Double(n / 2).squareRoot()
        #expect((moments.mean - 0.05).magnitude < 5 * 0.05 * cv / root)
        #expect((logs.mean - distribution.logMean).magnitude < 5 * distribution.logDeviation / root)
        #expect((logs.standardDeviation / distribution.logDeviation - 1).magnitude < 5 / (2.0.squareRoot() * root))
        #expect((Double(below90) / Double(n / 2) - 0.9).magnitude < 5 * 0.3 / root)
        #expect(distribution.quantile(0) == 0)
    }

    @Test func logNormalWithoutVariationIsConstant() {
        var stream = RandomStream(seed: 15, purpose: .testing)
        let distribution = LogNormalDistribution(mean: 0.7, coefficientOfVariation: 0)
        #expect(distribution.sample(using: &stream) == 0.7)
    }

    @Test func deterministicTakesNoDraw() {
        var stream = RandomStream(seed: 16, purpose: .testing)
        let before = stream.state
        #expect(DeterministicDistribution(4.5).sample(using: &stream) == 4.5)
        #expect(stream.state == before)
    }

    @Test(arguments: [1, 2, 3, 17, 100]) func aliasTableFollowsItsWeights(count: Int) {
        var stream = RandomStream(seed: UInt64(count), purpose: .testing)
        let weights = (0..<count).map { _ in 0.2 + stream.nextUniform() * 5 }
        let table = AliasTable(weights: weights)
        var counts = [Int](repeating: 0, count: count)
        for _ in 0..<n { counts[table.sample(using: &stream)] += 1 }
        let total = weights.reduce(0, +)
        #expect(excess(counts, weights.map { $0 / total }) < 5)
    }

    @Test func outcomeOfWeightZeroNeverComesUp() {
        var stream = RandomStream(seed: 17, purpose: .testing)
        let table = AliasTable(weights: [0, 3, 0, 0.1, 1e-9, 0])
        var counts = [Int](repeating: 0, count: 6)
        for _ in 0..<n { counts[table.sample(using: &stream)] += 1 }
        #expect(counts[0] == 0 && counts[2] == 0 && counts[5] == 0)
        #expect(counts[1] > counts[3] && counts[3] > 0)
    }

    /// Sweeps the whole range of bits evenly: the table's own shares, without sampling error.
    @Test func aliasTableIsExactUnderAnEvenSweep() {
        let weights = ZipfDistribution.weights(count: 40, exponent: 1.1)
        let table = AliasTable(weights: weights)
        let steps = 200_000
        var counts = [Int](repeating: 0, count: 40)
        for step in 0..<steps { counts[table.sample(UInt64(step) * (UInt64.max / UInt64(steps)))] += 1 }
        let total = weights.reduce(0, +)
        for (count, weight) in zip(counts, weights) {
            // Each outcome is in at most 40 intervals, each counted to within one step.
            #expect((Double(count) - weight / total * Double(steps)).magnitude < 41)
        }
    }

    @Test func zipfFollowsThePowerLaw() {
        var stream = RandomStream(seed: 18, purpose: .testing)
        let zipf = ZipfDistribution(count: 1_000, exponent: 1)
        #expect((zipf.probability(of: 0) - 0.1335916).magnitude < 1e-6)
        #expect((zipf.probability(of: 9) / zipf.probability(of: 0) - 0.1).magnitude < 1e-15)
        var counts = [Int](repeating: 0, count: 1_000)
        for _ in 0..<n { counts[zipf.sample(using: &stream)] += 1 }
        #expect(excess(counts, (0..<1_000).map { zipf.probability(of: $0) }) < 5)
        let uniform = ZipfDistribution(count: 4, exponent: 0)
        #expect((0..<4).allSatisfy { uniform.probability(of: $0) == 0.25 })
    }

    @Test func empiricalGivesItsValuesWithTheirWeights() {
        var stream = RandomStream(seed: 19, purpose: .testing)
        let distribution = EmpiricalDistribution(values: [10, 20, 40], weights: [1, 2, 1])
        #expect(distribution.mean == 22.5)
        var counts = [0, 0, 0]
        for _ in 0..<n { counts[[10.0, 20, 40].firstIndex(of: distribution.sample(using: &stream))!] += 1 }
        #expect(excess(counts, [0.25, 0.5, 0.25]) < 5)
        #expect(EmpiricalDistribution(values: [1, 2]).mean == 1.5)
    }

    /// Pearson's chi-square, standardised: (X^2 - d) / sqrt(2 d) for d degrees of freedom.
    private func excess(_ counts: [Int], _ probabilities: [Double]) -> Double {
        let total = Double(counts.reduce(0, +))
        var sum = 0.0
        for (count, p) in zip(counts, probabilities) {
            let expected = total * p
            sum += (Double(count) - expected) * (Double(count) - expected) / expected
        }
        let freedom = Double(counts.count - 1)
        return freedom == 0 ? sum : (sum - freedom) / (2 * freedom).squareRoot()
    }
}
