extension VerificationCase {
    /// M/G/inf.
    static let unlimitedServers = [
        unlimited(.exponential(mean: 1), load: 10).quick,
        unlimited(.exponential(mean: 1), load: 420),
        unlimited(.constant(1), load: 25),
        unlimited(uneven, load: 40),
    ]

    private static func unlimited(_ service: ServiceLaw, load: Double) -> Self {
        let system = UnlimitedServers(load: load)
        var plan = StationPlan(arrivals: .poisson(rate: load / service.mean), service: service)
        plan.servers = .max
        plan.crowd = Int(load) + 1
        return Self(
            "M/\(service)/inf at \(shown(load))", "load \(shown(load)), n = \(plan.crowd)",
            relaxationTime: service.secondMoment / service.mean,
            .station(
                plan,
                [
                    .init(.meanNumber, system.meanNumber),
                    .init(.crowdProbability, system.probability(from: plan.crowd)),
                ]))
    }

    /// M(t)/G/inf.
    static let periodicArrivals = [
        periodic("spike", spike, .exponential(mean: 1)).quick,
        periodic("spike", spike, .constant(1)),
        periodic("spike", spike, .erlang(stages: 3, mean: 1)),
        periodic("spike", spike, uneven),
        periodic("gate", gate, .exponential(mean: 1)),
    ]

    /// A quiet base, half a second of thirty times as much, and what comes after.
    private static let spike = RateProfile([
        .init(length: 4, rate: 20), .init(length: 0.5, rate: 600), .init(length: 1.5, rate: 100),
    ])

    /// Nobody comes, then everybody.
    private static let gate = RateProfile([.init(length: 2, rate: 0), .init(length: 2, rate: 200)])

    /// Counted at the end of each step and in the middle of the last.
    private static func periodic(_ name: String, _ profile: RateProfile, _ service: ServiceLaw) -> Self {
        let system = PeriodicUnlimitedServers(arrivals: profile, service: service)
        var plan = StationPlan(arrivals: .periodic(profile), service: service)
        plan.servers = .max
        var end = 0.0
        for step in profile.steps {
            plan.phases += [end + step.length / 2]
            end += step.length
        }
        plan.phases += [profile.steps[0].length]
        let times = plan.phases.map(shown).joined(separator: ", ")
        return Self(
            "M(t)/\(service)/inf, \(name)", "t = \(times) s of \(shown(end)) s",
            // Batches of ten periods: all have left by the next but one, and a batch must be whole periods.
            relaxationTime: profile.period / 10,
            .station(
                plan,
                plan.phases.enumerated().map { .init(.numberAtPhase($0.offset), system.meanNumber(at: $0.element)) }))
    }
}
