/// The queue M/M/c/K: c servers, and places for K customers in all; who finds K present is turned away.
///
/// A birth-death chain on 0...K (Gross, Shortle, Thompson and Harris, "Fundamentals of Queueing Theory",
/// section 3.5). It has a steady state at any load. Rates per second, times in seconds.
public struct BoundedQueue: Sendable {
    /// How many servers, at least 1.
    public let servers: Int
    /// How many customers can be present, at least as many as servers.
    public let capacity: Int
    /// Arrivals per second, those turned away included.
    public let arrivalRate: Double
    /// Services that one busy server ends per second.
    public let serviceRate: Double
    /// The stationary law of the number present.
    public let states: BirthDeathChain

    /// The queue with these parameters; rates are positive.
    public init(servers: Int, capacity: Int, arrivalRate: Double, serviceRate: Double) {
        precondition(
            servers >= 1 && capacity >= servers && arrivalRate > 0 && serviceRate > 0,
            "an M/M/\(servers)/\(capacity) queue with arrivals at \(arrivalRate) and services at \(serviceRate)")
        self.servers = servers
        self.capacity = capacity
        self.arrivalRate = arrivalRate
        self.serviceRate = serviceRate
        states = BirthDeathChain(last: capacity) { _ in arrivalRate } death: { Double(min($0, servers)) * serviceRate }
    }

    /// The probability that an arrival is turned away: that of K present, as Poisson arrivals see time averages.
    public var lossProbability: Double { states.probabilities[capacity] }
    /// The mean number present.
    public var meanNumber: Double { states.mean }
    /// The mean number who wait.
    public var meanQueue: Double { states.mean { Double(max(0, $0 - servers)) } }
    /// The mean wait of those let in, by Little's law.
    public var meanWait: Double { meanQueue / (arrivalRate * (1 - lossProbability)) }
    /// The mean time from arrival to the end of service of those let in.
    public var meanSojourn: Double { meanWait + 1 / serviceRate }
    /// The probability that a customer who is let in waits.
    public var waitProbability: Double {
        (states.probability(from: servers) - lossProbability) / (1 - lossProbability)
    }

    /// How slowly the queue forgets, in seconds: a service, or a random walk through the places to wait.
    ///
    /// A measure for the length of a run, not an exact figure.
    public var relaxationTime: Double {
        let places = Double(capacity - servers + 1)
        return (1 + places * places / (10 * Double(servers))) / serviceRate
    }
}
