/// A closed network of exponential stations with a fixed number of customers.
///
/// Gordon and Newell, "Closed queuing systems with exponential servers", Operations Research 15, 1967: a product of
/// one factor per station, x^n / (r(1) ... r(n)) with the demand x and r(j) = min(j, servers). The
/// constant G and the marginals are computed by convolution (Buzen, "Computational algorithms for closed queueing
/// networks with exponential servers", Communications of the ACM 16, 1973). Times in seconds.
public struct ClosedNetwork: Sendable {
    /// The stations, the population and the ways.
    public let plan: NetworkPlan
    /// How often a customer visits each station for one visit of station 0.
    public let visits: [Double]
    /// The normalising constants of the whole network with 0, 1, ... customers.
    private let constants: [Double]

    /// The network with its population, at least 1.
    public init(_ plan: NetworkPlan) {
        precondition(plan.population >= 1, "a closed network of \(plan.population) customers")
        self.plan = plan
        visits = LinearSystem.visits(through: plan.routing)
        var constants = [1.0] + [Double](repeating: 0, count: plan.population)
        for station in plan.stations.indices {
            constants = Self.convolve(constants, Self.factors(plan, visits, station))
        }
        self.constants = constants
    }

    /// Visits of station 0 that end per second: G(N - 1) / G(N).
    public var cycleRate: Double { constants[plan.population - 1] / constants[plan.population] }

    /// Services that end at a station per second.
    public func throughput(of station: Int) -> Double { cycleRate * visits[station] }

    /// The probability of each number of customers at a station, from 0 to all of them.
    public func probabilities(at station: Int) -> [Double] {
        var others = [1.0] + [Double](repeating: 0, count: plan.population)
        for other in plan.stations.indices where other != station {
            others = Self.convolve(others, Self.factors(plan, visits, other))
        }
        let own = Self.factors(plan, visits, station)
        return own.indices.map { own[$0] * others[plan.population - $0] / constants[plan.population] }
    }

    /// The mean number at a station.
    public func meanNumber(at station: Int) -> Double {
        let probabilities = probabilities(at: station)
        return probabilities.indices.reduce(0) { $0 + Double($1) * probabilities[$1] }
    }

    /// How slowly the network forgets, in seconds: about as long as everybody takes to pass the slowest station.
    ///
    /// A measure for the length of a run, not an exact figure.
    public var relaxationTime: Double {
        let demands = plan.stations.indices.map { visits[$0] * plan.stations[$0].meanService }
        return demands.reduce(0, +) + Double(plan.population) / cycleRate
    }

    /// The factor of a station with 0, 1, ... customers.
    private static func factors(_ plan: NetworkPlan, _ visits: [Double], _ station: Int) -> [Double] {
        let demand = visits[station] * plan.stations[station].meanService
        var factors = [1.0]
        for n in 0..<plan.population {
            factors.append(factors[n] * demand / Double(min(n + 1, plan.stations[station].servers)))
        }
        return factors
    }

    private static func convolve(_ a: [Double], _ b: [Double]) -> [Double] {
        a.indices.map { n in (0...n).reduce(0) { $0 + a[$1] * b[n - $1] } }
    }
}
