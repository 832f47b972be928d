/// Erlang A, M/M/c + M: who waits longer than an exponential patience gives up.
///
/// C. Palm, "Research on telephone traffic carried by full availability groups", Tele 1, 1957; Garnett, Mandelbaum
/// and Reiman, "Designing a call center with impatient customers", M&SOM 4, 2002. A birth-death chain
/// with death rate min(n, c) mu + (n - c)+ theta, summed from its definition. It has a steady state at
/// any load. Rates per second, times in seconds.
public struct ImpatientQueue: Sendable {
    /// How many servers, at least 1.
    public let servers: Int
    /// Arrivals per second, those who give up included.
    public let arrivalRate: Double
    /// Services that one busy server ends per second.
    public let serviceRate: Double
    /// How many of those who wait give up per second and head: 1 / mean patience.
    public let patienceRate: Double
    /// The stationary law of the number present.
    public let states: BirthDeathChain

    /// The queue with these rates, all positive.
    public init(servers: Int, arrivalRate: Double, serviceRate: Double, patienceRate: Double) {
        precondition(servers >= 1 && arrivalRate > 0 && serviceRate > 0 && patienceRate > 0, "an Erlang A queue")
        self.servers = servers
        self.arrivalRate = arrivalRate
        self.serviceRate = serviceRate
        self.patienceRate = patienceRate
        states = BirthDeathChain { _ in arrivalRate } death: {
            Double(min($0, servers)) * serviceRate + Double(max(0, $0 - servers)) * patienceRate
        }
    }

    /// The mean number who wait.
    public var meanQueue: Double { states.mean { Double(max(0, $0 - servers)) } }
    /// The mean wait of all who come, those who give up included, by Little's law.
    public var meanWait: Double { meanQueue / arrivalRate }
    /// The probability that an arrival gives up.
    public var abandonmentProbability: Double { patienceRate * meanWait }
    /// The probability that an arrival finds all servers busy.
    public var waitProbability: Double { states.probability(from: servers) }
    /// The mean number of busy servers.
    public var meanBusy: Double { states.mean { Double(min($0, servers)) } }
}
