import Primitives
import Testing

@testable import Statistics

@Suite struct BatchMeansTests {
    /// Two-sided quantiles as printed since Fisher and Yates.
    @Test(arguments: [
        (1, 0.95, 12.706), (1, 0.999, 636.619), (2, 0.999, 31.599), (3, 0.999, 12.924), (4, 0.95, 2.776),
        (5, 0.99, 4.032), (10, 0.95, 2.228), (10, 0.999, 4.587), (29, 0.999, 3.659), (30, 0.99, 2.750),
        (60, 0.999, 3.460), (120, 0.999, 3.373),
    ])
    func quantilesOfStudentsTAreThoseOfTheTables(degrees: Int, probability: Double, value: Double) {
        let quantile = StudentT(degreesOfFreedom: degrees).quantile(within: probability)
        #expect((quantile - value).magnitude < 5.1e-4)
    }

    /// The density (1 + t^2 / n)^-((n + 1) / 2), integrated by Simpson's rule, up to 3 as a share of up to infinity.
    @Test(arguments: 1...12)
    func probabilitiesOfStudentsTAreTheAreaUnderItsDensity(degrees: Int) {
        let n = Double(degrees)
        // With t = x / (1 - x) the whole half-line is 0..<1.
        func area(to end: Double) -> Double {
            let steps = 4_000, h = end / Double(steps)
            return (0...steps).reduce(0) { sum, k in
                let x = Double(k) * h
                if x >= 1 { return degrees == 1 ? sum + h / 3 : sum }
                let t = x / (1 - x)
                let density = PortableMath.pow(1 + t * t / n, -(n + 1) / 2) / ((1 - x) * (1 - x))
                return sum + density * h / 3 * (k == 0 || k == steps ? 1 : k % 2 == 0 ? 2 : 4)
            }
        }
        let probability = StudentT(degreesOfFreedom: degrees).probability(within: 3)
        #expect((probability - area(to: 0.75) / area(to: 1)).magnitude < 1e-9)
    }

    @Test func manyDegreesOfFreedomAreTheNormalDistribution() {
        let quantile = StudentT(degreesOfFreedom: 100_000).quantile(within: 0.999)
        #expect((quantile - StandardNormal.quantile(0.9995)).magnitude < 2e-4)
    }

    @Test(arguments: [1, 2, 7, 47, 63])
    func quantileAndProbabilityAreInverse(degrees: Int) {
        let student = StudentT(degreesOfFreedom: degrees)
        for p in [0, 0.1, 0.5, 0.9, 0.999] {
            #expect((student.probability(within: student.quantile(within: p)) - p).magnitude < 1e-14)
        }
        #expect(student.probability(within: .infinity) == 1)
    }

    @Test func withEqualDenominatorsTheIntervalIsThatOfTheMeans() {
        var stream = RandomStream(seed: 41, purpose: .testing)
        var batches = BatchMeans(), moments = MeanVariance()
        for _ in 0..<40 {
            let x = stream.nextUniform()
            batches.add(3 * x, over: 3)
            moments.add(x)
        }
        let t = StudentT(degreesOfFreedom: 39).quantile(within: 0.99)
        #expect((batches.estimate / moments.mean - 1).magnitude < 1e-14)
        #expect((batches.halfWidth(confidence: 0.99) / moments.halfWidth(z: t) - 1).magnitude < 1e-12)
    }

    @Test func mergingKeepsTheSumsAndAnOddLastBatch() {
        var batches = BatchMeans()
        for k in 1...7 { batches.add(Double(k), over: Double(k * k)) }
        let before = batches.estimate
        batches.mergePairs()
        #expect(batches.count == 4 && batches.estimate == before && before == 28.0 / 140)
    }

    @Test func numeratorsInProportionToTheirDenominatorsLeaveNoDoubt() {
        var batches = BatchMeans()
        for k in 1...10 { batches.add(0.5 * Double(k), over: Double(k)) }
        #expect(batches.halfWidth(confidence: 0.999) == 0 && batches.lagOneCorrelation == 0)
    }

    /// An autoregressive sequence x' = 0.9 x + noise, in batches that are short or long against its memory.
    private func autoregressive(batchLength: Int, seed: UInt64) -> BatchMeans {
        var stream = RandomStream(seed: seed, purpose: .testing)
        var x = 0.0
        var batches = BatchMeans()
        for _ in 0..<48 {
            var sum = 0.0
            for _ in 0..<batchLength {
                x = 0.9 * x + stream.nextUniform() - 0.5
                sum += x + 1
            }
            batches.add(sum, over: Double(batchLength))
        }
        return batches
    }

    @Test func batchesThatAreTooShortAreFoundOut() {
        func suspects(_ batchLength: Int) -> Int {
            (0..<200 as Range<UInt64>).filter {
                !autoregressive(batchLength: batchLength, seed: $0).looksIndependent
            }.count
        }
        #expect(suspects(5) > 190 && suspects(400) < 10)
    }

    /// Of 1,000 intervals at 95 %, between 92 % and 98 % hold the true mean.
    @Test func intervalsOfLongBatchesCoverTheMean() {
        let covered = (0..<1_000 as Range<UInt64>).filter { seed in
            let batches = autoregressive(batchLength: 200, seed: 1_000 + seed)
            return (batches.estimate - 1).magnitude <= batches.halfWidth(confidence: 0.95)
        }
        #expect(covered.count > 920 && covered.count < 980)
    }
}
