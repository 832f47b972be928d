/// A network of exponential stations, as parameters: open with arrivals from outside, or closed with a population.
public struct NetworkPlan: Sendable {
    /// One station.
    public struct Node: Sendable, Equatable {
        /// How many servers; `.max` for one for everybody (a delay, a think time).
        public var servers: Int
        /// The mean of its exponential service, in seconds.
        public var meanService: Double

        /// A station with these servers, each with this mean service time in seconds.
        public init(servers: Int = 1, meanService: Double) {
            precondition(servers >= 1 && meanService > 0, "a station of \(servers) servers and \(meanService) s")
            self.servers = servers
            self.meanService = meanService
        }
    }

    /// The stations.
    public let stations: [Node]
    /// From each station (row), the probability to go on to each other (column); the rest leaves the network.
    public let routing: [[Double]]
    /// Arrivals from outside at each station, per second; zero in a closed network.
    public let arrivalRates: [Double]
    /// Customers of a closed network, who all start at station 0; 0 in an open one.
    public let population: Int

    /// An open network.
    public init(stations: [Node], routing: [[Double]], arrivalRates: [Double]) {
        precondition(arrivalRates.count == stations.count && arrivalRates.allSatisfy { $0 >= 0 }, "arrivals")
        precondition(arrivalRates.contains { $0 > 0 }, "an open network without arrivals")
        Self.check(routing, stations)
        self.stations = stations
        self.routing = routing
        self.arrivalRates = arrivalRates
        population = 0
    }

    /// A closed network; each row of the routing adds up to one.
    public init(stations: [Node], routing: [[Double]], population: Int) {
        precondition(population >= 1, "a closed network of \(population) customers")
        Self.check(routing, stations)
        let keepsAll = routing.allSatisfy { ($0.reduce(0, +) - 1).magnitude < 1e-12 }
        precondition(keepsAll, "nobody leaves a closed network: \(routing)")
        self.stations = stations
        self.routing = routing
        arrivalRates = stations.map { _ in 0 }
        self.population = population
    }

    private static func check(_ routing: [[Double]], _ stations: [Node]) {
        precondition(stations.count <= NetworkModel.stationLimit, "\(stations.count) stations")
        precondition(routing.count == stations.count, "\(routing.count) rows for \(stations.count) stations")
        for row in routing {
            let isLaw = row.allSatisfy { $0 >= 0 } && row.reduce(0, +) <= 1 + 1e-12
            precondition(row.count == stations.count && isLaw, "the row \(row) of a routing")
        }
    }
}
