extension VerificationCase {
    /// M/M/1: the queue that everybody knows.
    static let singleServer = [
        delay(servers: 1, utilisation: 0.3, lateness: 1).quick,
        delay(servers: 1, utilisation: 0.5, lateness: 2).quick,
        delay(servers: 1, utilisation: 0.8, lateness: 5),
        delay(servers: 1, utilisation: 0.9, lateness: 10),
    ]

    /// M/M/c, up to the servers of the night.
    static let multiServer = [
        delay(servers: 2, utilisation: 0.8, lateness: 2).quick,
        delay(servers: 4, utilisation: 0.45, lateness: 0.5),
        delay(servers: 5, utilisation: 0.9, lateness: 2),
        delay(servers: 20, utilisation: 0.85, lateness: 0.2),
        delay(servers: 50, utilisation: 0.9, lateness: 0.1),
        delay(servers: 100, utilisation: 0.93, lateness: 0.1, knowsWaits: false),
        delay(servers: 420, utilisation: 0.96, lateness: 0.02, knowsWaits: false),
    ]

    /// A queue with services of one second on average.
    ///
    /// - Parameter knowsWaits: whether the mean wait and the late ones are among the figures. The mean wait's interval
    ///   takes about eight times the events of that of P(wait); with hundreds of servers that is minutes, and
    ///   the number present tells nearly as much.
    private static func delay(
        servers: Int, utilisation: Double, lateness: Double, knowsWaits: Bool = true
    ) -> Self {
        let rate = utilisation * Double(servers)
        let queue = MultiServerQueue(servers: servers, arrivalRate: rate, serviceRate: 1)
        var plan = StationPlan(arrivals: .poisson(rate: rate), service: .exponential(mean: 1))
        plan.servers = servers
        plan.lateness = lateness
        return Self(
            "M/M/\(servers) at \(utilisation)", "arrivals \(shown(rate))/s, t = \(shown(lateness)) s",
            relaxationTime: queue.relaxationTime,
            .station(
                plan,
                [.init(.meanNumber, queue.meanNumber), .init(.waitProbability, queue.waitProbability)]
                    + (knowsWaits
                        ? [
                            .init(.meanWait, queue.meanWait),
                            .init(.lateProbability, queue.waitProbability(beyond: lateness)),
                        ] : [])))
    }

    /// A number with at most six decimals, without zeros at the end.
    static func shown(_ value: Double) -> String {
        let rounded = (value * 1e6).rounded() / 1e6
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
