extension VerificationCase {
    /// M/M/c/K, and Erlang's loss system M/M/c/c.
    static let bounded = [
        bounded(servers: 1, capacity: 10, arrivalRate: 1),
        bounded(servers: 2, capacity: 5, arrivalRate: 1.5).quick,
        bounded(servers: 3, capacity: 7, arrivalRate: 4.0 / 3),
        loss(servers: 1, load: 1).quick,
        loss(servers: 10, load: 8),
        loss(servers: 100, load: 100),
        loss(servers: 420, load: 430),
    ]

    /// Services take one second on average.
    private static func bounded(servers: Int, capacity: Int, arrivalRate: Double) -> Self {
        let queue = BoundedQueue(servers: servers, capacity: capacity, arrivalRate: arrivalRate, serviceRate: 1)
        var plan = StationPlan(arrivals: .poisson(rate: arrivalRate), service: .exponential(mean: 1))
        plan.servers = servers
        plan.places = capacity - servers
        return Self(
            "M/M/\(servers)/\(capacity)", "arrivals \(shown(arrivalRate))/s", relaxationTime: queue.relaxationTime,
            .station(
                plan,
                [
                    .init(.lossProbability, queue.lossProbability), .init(.meanNumber, queue.meanNumber),
                    .init(.meanWait, queue.meanWait), .init(.waitProbability, queue.waitProbability),
                ]))
    }

    /// Services of a load in erlangs: one second on average.
    private static func loss(servers: Int, load: Double) -> Self {
        let group = ErlangLoss(servers: servers, load: load)
        var plan = StationPlan(arrivals: .poisson(rate: load), service: .exponential(mean: 1))
        plan.servers = servers
        plan.places = 0
        return Self(
            "Erlang B, M/M/\(servers)/\(servers)", "load \(shown(load))", relaxationTime: 1,
            .station(
                plan, [.init(.lossProbability, group.lossProbability), .init(.meanBusy, group.meanBusy)]))
    }
}
