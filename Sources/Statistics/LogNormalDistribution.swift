import Primitives

/// The log-normal distribution: the exponential of a normal one. Service times and latencies are
/// often close to it.
@frozen
public struct LogNormalDistribution: Sendable, BitwiseCopyable {
    /// The mean of a sample, in the caller's unit.
    public let mean: Double
    /// The standard deviation of a sample over its mean.
    public let coefficientOfVariation: Double
    /// Mean and standard deviation of the sample's logarithm.
    public let logMean: Double
    public let logDeviation: Double

    /// The distribution with this mean (positive) and coefficient of variation (not negative).
    ///
    /// The logarithm has the variance s^2 = log(1 + cv^2) and the mean log(mean) - s^2 / 2.
    public init(mean: Double, coefficientOfVariation: Double) {
        precondition(mean > 0 && mean < .infinity, "mean \(mean) of a log-normal distribution")
        precondition(
            coefficientOfVariation >= 0 && coefficientOfVariation < .infinity,
            "coefficient of variation \(coefficientOfVariation) of a log-normal distribution")
        self.mean = mean
        self.coefficientOfVariation = coefficientOfVariation
        let variance = PortableMath.log(1 + coefficientOfVariation * coefficientOfVariation)
        logMean = PortableMath.log(mean) - variance / 2
        logDeviation = variance.squareRoot()
    }

    /// The value below which a sample lies with probability `p`: zero at 0, infinite at 1.
    public func quantile(_ p: Double) -> Double {
        logDeviation == 0 ? mean : PortableMath.exp(logMean + logDeviation * StandardNormal.quantile(p))
    }

    /// Draws a positive number by inversion: one draw of the stream. Tens of nanoseconds.
    public func sample(using stream: inout RandomStream) -> Double {
        // Midpoints of 2^52 equal cells: neither 0 nor 1 can come up.
        quantile((Double(stream.next() >> 12) + 0.5) * 0x1p-52)
    }
}
