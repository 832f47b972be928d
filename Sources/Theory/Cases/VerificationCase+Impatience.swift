extension VerificationCase {
    /// Erlang A, below and above what the servers can do.
    static let impatience = [
        impatient(servers: 1, arrivalRate: 3, patienceRate: 0.25),
        impatient(servers: 4, arrivalRate: 5, patienceRate: 0.5).quick,
        impatient(servers: 20, arrivalRate: 18, patienceRate: 1),
        impatient(servers: 100, arrivalRate: 110, patienceRate: 2),
        impatient(servers: 420, arrivalRate: 450, patienceRate: 0.5),
    ]

    /// Services take one second on average. A queue that half of its arrivals join relaxes as M/M/1 at 0.7, in 37 s.
    private static func impatient(servers: Int, arrivalRate: Double, patienceRate: Double) -> Self {
        let queue = ImpatientQueue(
            servers: servers, arrivalRate: arrivalRate, serviceRate: 1, patienceRate: patienceRate)
        var plan = StationPlan(arrivals: .poisson(rate: arrivalRate), service: .exponential(mean: 1))
        plan.servers = servers
        plan.patienceRate = patienceRate
        return Self(
            "Erlang A, M/M/\(servers)+M", "arrivals \(shown(arrivalRate))/s, patience \(shown(1 / patienceRate)) s",
            relaxationTime: max(1, 1 / patienceRate),
            .station(
                plan,
                [
                    .init(.abandonmentProbability, queue.abandonmentProbability),
                    .init(.meanQueue, queue.meanQueue), .init(.meanWait, queue.meanWait),
                    .init(.waitProbability, queue.waitProbability),
                ]))
    }

    /// M/G/1 with retrials.
    static let retrials = [
        retrial(.exponential(mean: 1), arrivalRate: 0.5, retrialRate: 0.5).quick,
        retrial(.exponential(mean: 1), arrivalRate: 0.7, retrialRate: 2),
        retrial(.constant(1), arrivalRate: 0.7, retrialRate: 1),
        retrial(uneven, arrivalRate: 0.5, retrialRate: 1),
    ]

    private static func retrial(_ service: ServiceLaw, arrivalRate: Double, retrialRate: Double) -> Self {
        let queue = RetrialQueue(arrivalRate: arrivalRate, service: service, retrialRate: retrialRate)
        var plan = StationPlan(arrivals: .poisson(rate: arrivalRate), service: service)
        plan.places = 0
        plan.retrialRate = retrialRate
        return Self(
            "M/\(service)/1 with retrials at \(shown(queue.utilisation))",
            "arrivals \(shown(arrivalRate))/s, retrials \(shown(retrialRate))/s", relaxationTime: queue.relaxationTime,
            .station(
                plan,
                [
                    .init(.meanQueue, queue.meanOrbit), .init(.meanWait, queue.meanWait),
                    .init(.waitProbability, queue.utilisation),
                ]))
    }

    /// M/M/1 with balking, below and above what the server can do.
    static let balking = [
        balks("discouraged", .discouraged, arrivalRate: 3).quick,
        balks("half when busy", .whenBusy(joining: 0.5), arrivalRate: 1.4),
    ]

    /// Services take one second on average. A queue that half of its arrivals join relaxes as M/M/1 at 0.7, in 37 s.
    private static func balks(_ name: String, _ balking: Balking, arrivalRate: Double) -> Self {
        let queue = BalkingQueue(arrivalRate: arrivalRate, serviceRate: 1, balking: balking)
        var plan = StationPlan(arrivals: .poisson(rate: arrivalRate), service: .exponential(mean: 1))
        plan.balking = balking
        return Self(
            "M/M/1 with balking, \(name)", "arrivals \(shown(arrivalRate))/s", relaxationTime: 40,
            .station(
                plan,
                [
                    .init(.lossProbability, queue.lossProbability), .init(.meanNumber, queue.meanNumber),
                    .init(.meanWait, queue.meanWait),
                ]))
    }
}
