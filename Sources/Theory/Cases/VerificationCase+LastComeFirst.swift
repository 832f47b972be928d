extension VerificationCase {
    /// The last to come is the first to be served: the same mean wait, another mean square.
    static let lastComeFirst = [
        lastCome(.exponential(mean: 1), 0.4).quick,
        lastCome(.exponential(mean: 1), 0.6),
        lastCome(.constant(1), 0.6),
        lastCome(uneven, 0.3),
        lastCome(servers: 3, utilisation: 0.6),
    ]

    private static func lastCome(_ service: ServiceLaw, _ arrivalRate: Double) -> Self {
        let queue = SingleServerQueue(arrivalRate: arrivalRate, service: service)
        var plan = StationPlan(arrivals: .poisson(rate: arrivalRate), service: service)
        plan.order = .lastCome
        return Self(
            "M/\(service)/1 last come first at \(shown(queue.utilisation))", "arrivals \(shown(arrivalRate))/s",
            relaxationTime: queue.relaxationTime,
            .station(
                plan,
                [
                    .init(.meanWait, queue.meanWait), .init(.meanSquareWait, queue.meanSquareWaitLastComeFirst),
                    .init(.waitProbability, queue.utilisation),
                ]))
    }

    /// Services take one second on average.
    private static func lastCome(servers: Int, utilisation: Double) -> Self {
        let rate = utilisation * Double(servers)
        let queue = MultiServerQueue(servers: servers, arrivalRate: rate, serviceRate: 1)
        var plan = StationPlan(arrivals: .poisson(rate: rate), service: .exponential(mean: 1))
        plan.servers = servers
        plan.order = .lastCome
        return Self(
            "M/M/\(servers) last come first at \(utilisation)", "arrivals \(shown(rate))/s",
            relaxationTime: queue.relaxationTime,
            .station(
                plan,
                [
                    .init(.meanWait, queue.meanWait), .init(.meanSquareWait, queue.meanSquareWaitLastComeFirst),
                    .init(.waitProbability, queue.waitProbability),
                ]))
    }
}
