import Primitives

extension QuantileTable {
    /// Exponential times with this mean in seconds.
    public static func exponential(mean: Double) -> QuantileTable {
        QuantileTable(quantile: { -PortableMath.log(1 - $0) }, mean: mean)
    }

    /// Log-normal times with this mean in seconds and this coefficient of variation.
    public static func logNormal(mean: Double, coefficientOfVariation: Double) -> QuantileTable {
        let shape = LogNormalDistribution(mean: 1, coefficientOfVariation: coefficientOfVariation)
        return QuantileTable(quantile: shape.quantile, mean: mean)
    }

    /// Always the same time in seconds; a fraction of a nanosecond comes up as the next one's share.
    public static func constant(_ seconds: Double) -> QuantileTable {
        QuantileTable(quantile: { _ in 1 }, mean: seconds)
    }

    /// Times spread evenly between two bounds in seconds, 0 <= lower <= upper.
    public static func uniform(from lower: Double, to upper: Double) -> QuantileTable {
        precondition(0 <= lower && lower <= upper, "uniform times from \(lower) s to \(upper) s")
        return QuantileTable(quantile: { lower + (upper - lower) * $0 }, mean: (lower + upper) / 2)
    }
}
