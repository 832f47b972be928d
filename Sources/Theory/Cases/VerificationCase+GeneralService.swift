extension VerificationCase {
    /// A mixture of a short and a long exponential with mean 1 and a squared coefficient of variation of 4.
    static let uneven = ServiceLaw.hyperexponential(probability: 0.8, mean: 0.5, otherMean: 3)

    /// M/G/1.
    static let generalService = [
        singleServer(.constant(1), 0.5).quick,
        singleServer(.constant(1), 0.8),
        singleServer(.constant(1), 0.85),
        singleServer(.erlang(stages: 2, mean: 1), 0.8),
        singleServer(.erlang(stages: 4, mean: 1), 0.7),
        singleServer(uneven, 0.5),
        singleServer(uneven, 0.6),
    ]

    private static func singleServer(_ service: ServiceLaw, _ arrivalRate: Double) -> Self {
        let queue = SingleServerQueue(arrivalRate: arrivalRate, service: service)
        return Self(
            "M/\(service)/1 at \(shown(queue.utilisation))", "arrivals \(shown(arrivalRate))/s",
            relaxationTime: queue.relaxationTime,
            .station(
                StationPlan(arrivals: .poisson(rate: arrivalRate), service: service),
                [
                    .init(.meanWait, queue.meanWait), .init(.meanNumber, queue.meanNumber),
                    .init(.waitProbability, queue.utilisation), .init(.meanSquareWait, queue.meanSquareWait),
                ]))
    }

    /// M/D/c.
    static let constantService = [
        constant(servers: 2, utilisation: 0.8).quick,
        constant(servers: 5, utilisation: 0.9),
        constant(servers: 20, utilisation: 0.9),
        constant(servers: 50, utilisation: 0.9),
    ]

    /// Every service takes a second.
    private static func constant(servers: Int, utilisation: Double) -> Self {
        let rate = utilisation * Double(servers)
        let queue = ConstantServiceQueue(servers: servers, arrivalRate: rate, serviceTime: 1)
        var plan = StationPlan(arrivals: .poisson(rate: rate), service: .constant(1))
        plan.servers = servers
        return Self(
            "M/D/\(servers) at \(utilisation)", "arrivals \(shown(rate))/s",
            relaxationTime: MultiServerQueue(servers: servers, arrivalRate: rate, serviceRate: 1).relaxationTime,
            .station(
                plan,
                [
                    .init(.meanWait, queue.meanWait), .init(.meanQueue, queue.meanQueue),
                    .init(.waitProbability, queue.waitProbability),
                ]))
    }
}
