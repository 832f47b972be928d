extension VerificationCase {
    /// Jackson networks.
    static let openNetworks = [
        open(
            "tandem of two", [.init(meanService: 1), .init(meanService: 0.8)], [[0, 1], [0, 0]],
            arrivalRates: [0.7, 0]
        ).quick,
        open("one station with feedback", [.init(meanService: 0.5)], [[0.6]], arrivalRates: [0.6]),
        open(
            "three stations with feedback",
            [.init(servers: 3, meanService: 1), .init(meanService: 0.4), .init(servers: 2, meanService: 0.5)],
            [[0, 0.6, 0.2], [0.3, 0, 0.5], [0.1, 0.1, 0]], arrivalRates: [1, 0.2, 0.3]),
        open(
            "two ways and a delay",
            [
                .init(meanService: 0.25), .init(servers: 4, meanService: 1), .init(servers: 8, meanService: 4),
                .init(servers: .max, meanService: 5),
            ],
            [[0, 0.6, 0.3, 0], [0.2, 0, 0, 0.5], [0, 0.1, 0, 0.4], [0.2, 0, 0, 0]], arrivalRates: [2, 0, 0, 0]),
    ]

    private static func open(
        _ name: String, _ stations: [NetworkPlan.Node], _ routing: [[Double]], arrivalRates: [Double]
    ) -> Self {
        let plan = NetworkPlan(stations: stations, routing: routing, arrivalRates: arrivalRates)
        let network = OpenNetwork(plan)
        return Self(
            "Jackson, \(name)", "arrivals " + arrivalRates.map(shown).joined(separator: ", ") + "/s",
            relaxationTime: 2 * network.relaxationTime,
            .network(
                plan,
                [.init(.meanSojourn, network.meanSojourn), .init(.meanNumber, network.meanNumber)]
                    + stations.indices.map { .init(.numberAt($0), network.meanNumber(at: $0)) }))
    }

    /// Gordon-Newell networks.
    static let closedNetworks = [
        closed(
            "machines and a repairer", [.init(servers: .max, meanService: 10), .init(meanService: 1)], [[0, 1], [1, 0]],
            population: 8
        ).quick,
        closed(
            "central server",
            [.init(meanService: 0.2), .init(meanService: 0.5), .init(meanService: 0.9)],
            [[0.1, 0.6, 0.3], [1, 0, 0], [1, 0, 0]], population: 6),
        closed(
            "shoppers and servers",
            [.init(servers: .max, meanService: 20), .init(servers: 3, meanService: 1), .init(meanService: 0.4)],
            [[0, 1, 0], [0.3, 0, 0.7], [1, 0, 0]], population: 50),
        closed(
            "a ring of four",
            [
                .init(meanService: 1), .init(servers: 2, meanService: 2.2), .init(meanService: 0.9),
                .init(servers: 3, meanService: 1.5),
            ],
            [[0, 1, 0, 0], [0, 0.2, 0.8, 0], [0, 0, 0, 1], [0.9, 0, 0.1, 0]], population: 12),
    ]

    private static func closed(
        _ name: String, _ stations: [NetworkPlan.Node], _ routing: [[Double]], population: Int
    ) -> Self {
        let plan = NetworkPlan(stations: stations, routing: routing, population: population)
        let network = ClosedNetwork(plan)
        return Self(
            "Gordon-Newell, \(name)", "\(population) customers", relaxationTime: network.relaxationTime,
            .network(
                plan,
                [.init(.throughputOf(0), network.throughput(of: 0))]
                    + stations.indices.map { .init(.numberAt($0), network.meanNumber(at: $0)) }
                    + [.init(.idleProbability(1), network.probabilities(at: 1)[0])]))
    }
}
