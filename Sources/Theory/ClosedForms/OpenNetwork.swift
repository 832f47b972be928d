/// An open network of exponential stations: the number at each is that of an M/M/c of its own, independent of
/// the others.
///
/// J. R. Jackson, "Networks of waiting lines", Operations Research 5, 1957. Feedback is allowed; then the
/// flows within are not Poisson, and the law holds nonetheless. Rates per second, times in seconds.
public struct OpenNetwork: Sendable {
    /// The stations, what comes from outside, and the ways.
    public let plan: NetworkPlan
    /// How many customers pass each station per second: lambda = gamma + lambda R.
    public let throughputs: [Double]

    /// The network in its steady state; traps when a station doesn't keep up or no one ever leaves.
    public init(_ plan: NetworkPlan) {
        self.plan = plan
        throughputs = LinearSystem.flows(from: plan.arrivalRates, through: plan.routing)
        for station in plan.stations.indices { _ = queue(station) }
    }

    /// The station as an M/M/c by itself; nil if it has a server for everyone.
    private func queue(_ station: Int) -> MultiServerQueue? {
        let servers = plan.stations[station].servers
        if servers == .max { return nil }
        return MultiServerQueue(
            servers: servers, arrivalRate: throughputs[station], serviceRate: 1 / plan.stations[station].meanService)
    }

    /// The mean number at a station.
    public func meanNumber(at station: Int) -> Double {
        queue(station)?.meanNumber ?? throughputs[station] * plan.stations[station].meanService
    }

    /// The mean number in the network.
    public var meanNumber: Double { plan.stations.indices.reduce(0) { $0 + meanNumber(at: $1) } }

    /// The mean time from arrival to departure, all visits included, by Little's law.
    public var meanSojourn: Double { meanNumber / plan.arrivalRates.reduce(0, +) }

    /// How slowly the network forgets, in seconds: as slowly as the slowest of its stations.
    public var relaxationTime: Double {
        plan.stations.indices.map { queue($0)?.relaxationTime ?? plan.stations[$0].meanService }.max() ?? 0
    }
}
