import Primitives

/// M/G/inf: every customer finds a server; the number present is Poisson with the offered load for its mean.
///
/// Palm 1943; Takács 1962. The law of service matters only by its mean.
public struct UnlimitedServers: Sendable {
    /// The offered load in erlangs; the mean number present, and its variance.
    public let load: Double

    /// Servers that are offered a load > 0.
    public init(load: Double) {
        precondition(load > 0 && load < .infinity, "a load of \(load)")
        self.load = load
    }

    /// The mean number present.
    public var meanNumber: Double { load }

    /// The probability that so many are present, computed upwards from the probability of none.
    public func probability(of count: Int) -> Double {
        (0..<count).reduce(PortableMath.exp(-load)) { $0 * load / Double($1 + 1) }
    }

    /// The probability that at least so many are present.
    public func probability(from count: Int) -> Double {
        var point = PortableMath.exp(-load)
        var below = 0.0
        for n in 0..<count {
            below += point
            point *= load / Double(n + 1)
        }
        return 1 - below
    }
}
