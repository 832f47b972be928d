import Primitives

/// A distribution over given numbers, for example measured ones, with weights.
public struct EmpiricalDistribution: ~Copyable {
    /// The numbers, in the order given.
    public let values: [Double]
    /// The weighted mean of the numbers.
    public let mean: Double
    private let table: AliasTable

    /// The distribution over `values` with probabilities proportional to `weights`, one for each.
    public init(values: [Double], weights: [Double]) {
        precondition(values.count == weights.count, "\(values.count) values with \(weights.count) weights")
        self.values = values
        self.table = AliasTable(weights: weights)
        let moment = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        self.mean = moment / weights.reduce(0, +)
    }

    /// The distribution over `values`, each as likely as the others.
    public init(values: [Double]) {
        self.init(values: values, weights: [Double](repeating: 1, count: values.count))
    }

    /// Draws one of the numbers from 64 random bits. O(1).
    public func sample(_ bits: UInt64) -> Double { values[table.sample(bits)] }

    /// Draws one of the numbers with the next bits of a stream.
    public func sample(using stream: inout RandomStream) -> Double { sample(stream.next()) }
}
