/// A ratio of two long-run means with its confidence interval, from consecutive batches of one run.
///
/// Each batch gives a numerator and a denominator: the waits and how many there were, an area and its length
/// of time. The estimate is the ratio of the sums. Its standard error is that of numerator - estimate x
/// denominator over the batches (the classical ratio estimator: Cochran, "Sampling Techniques", 1977, section 2.11),
/// and Student's t with one degree less than batches gives the interval. Batches must be long against the
/// time over which the run is correlated; ``looksIndependent`` tells when they visibly are not. Batch means: Conway,
/// "Some tactical problems in digital simulation", Management Science 10, 1963; merging neighbours
/// when there are too many: Law and Carson, Operations Research 27, 1979.
public struct BatchMeans: Sendable {
    /// One batch.
    private struct Batch {
        var numerator: Double
        var denominator: Double
    }

    private var batches: [Batch] = []

    /// No batches yet.
    public init() {}

    /// How many batches there are.
    public var count: Int { batches.count }

    /// Counts a batch in; its denominator is not negative.
    public mutating func add(_ numerator: Double, over denominator: Double) {
        precondition(denominator >= 0, "a batch with the denominator \(denominator)")
        batches.append(Batch(numerator: numerator, denominator: denominator))
    }

    /// Makes one batch of each two neighbours; an odd last one stays as it is.
    public mutating func mergePairs() {
        batches = stride(from: 0, to: batches.count, by: 2).map { index in
            guard index + 1 < batches.count else { return batches[index] }
            let (a, b) = (batches[index], batches[index + 1])
            return Batch(numerator: a.numerator + b.numerator, denominator: a.denominator + b.denominator)
        }
    }

    /// The ratio of the sums; NaN while the denominators are all zero.
    public var estimate: Double {
        batches.reduce(0) { $0 + $1.numerator } / batches.reduce(0) { $0 + $1.denominator }
    }

    /// What each batch's numerator has above what the estimate makes of its denominator; their sum is zero.
    private var residuals: [Double] {
        let estimate = estimate
        return batches.map { $0.numerator - estimate * $0.denominator }
    }

    /// How far the true ratio may be from the estimate, either way, with `confidence` in 0..<1; at least two batches.
    public func halfWidth(confidence: Double) -> Double {
        precondition(count > 1, "an interval from \(count) batches")
        let n = Double(count)
        let variance = residuals.reduce(0) { $0 + $1 * $1 } / (n - 1)
        let meanDenominator = batches.reduce(0) { $0 + $1.denominator } / n
        let quantile = StudentT(degreesOfFreedom: count - 1).quantile(within: confidence)
        return quantile * (variance / n).squareRoot() / meanDenominator
    }

    /// The correlation of a batch's residual with the next batch's; zero if all batches agree.
    public var lagOneCorrelation: Double {
        let residuals = residuals
        let squares = residuals.reduce(0) { $0 + $1 * $1 }
        if squares == 0 { return 0 }
        return zip(residuals, residuals.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / squares
    }

    /// Whether the correlation of neighbours is no more than chance gives independent batches in 99 of 100 runs.
    ///
    /// It is then below 2.326 / sqrt(n) (one-sided; Bartlett, 1946). Only a positive correlation makes
    /// the interval too narrow.
    public var looksIndependent: Bool { lagOneCorrelation <= 2.326 / Double(count).squareRoot() }
}
