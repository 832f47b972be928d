import Primitives

/// The queue M/M/c: Poisson arrivals, exponential services, c servers, room for all.
///
/// A. K. Erlang, 1917 (his second formula, C), from ``ErlangLoss`` by C = B / (1 - rho (1 - B)). With one server it is
/// M/M/1: L = rho / (1 - rho). Rates per second, times in seconds.
public struct MultiServerQueue: Sendable {
    /// How many servers, at least 1.
    public let servers: Int
    /// Arrivals per second.
    public let arrivalRate: Double
    /// Services that one busy server ends per second.
    public let serviceRate: Double

    /// A queue in its steady state; traps when its servers don't keep up: then there is none.
    public init(servers: Int, arrivalRate: Double, serviceRate: Double) {
        precondition(servers >= 1 && arrivalRate > 0 && serviceRate > 0, "an M/M/\(servers) queue")
        self.servers = servers
        self.arrivalRate = arrivalRate
        self.serviceRate = serviceRate
        precondition(utilisation < 1, "M/M/\(servers) at utilisation \(utilisation) has no steady state")
    }

    /// The offered load in erlangs; also the mean number of busy servers.
    public var load: Double { arrivalRate / serviceRate }
    /// The share of time that a server is busy.
    public var utilisation: Double { load / Double(servers) }
    /// By how much service is faster than arrivals when all servers are busy, per second.
    private var surplus: Double { Double(servers) * serviceRate - arrivalRate }

    /// The probability that an arrival waits (Erlang C).
    public var waitProbability: Double {
        let blocking = ErlangLoss(servers: servers, load: load).lossProbability
        return blocking / (1 - utilisation * (1 - blocking))
    }

    /// The mean wait, those who don't wait included.
    public var meanWait: Double { waitProbability / surplus }
    /// The mean number who wait, by Little's law.
    public var meanQueue: Double { arrivalRate * meanWait }
    /// The mean number present.
    public var meanNumber: Double { meanQueue + load }
    /// The mean time from arrival to the end of service.
    public var meanSojourn: Double { meanWait + 1 / serviceRate }

    /// The probability to wait longer than `seconds` when the first to come is the first to be served: those
    /// who wait, wait exponentially.
    public func waitProbability(beyond seconds: Double) -> Double {
        waitProbability * PortableMath.exp(-surplus * seconds)
    }

    /// The mean square of the wait, first come, first served.
    public var meanSquareWait: Double { 2 * waitProbability / (surplus * surplus) }

    /// The mean square of the wait when the last to come is the first to be served.
    ///
    /// The mean is that of the other order; the mean square is 1 / (1 - rho) times as large, as a wait is a
    /// busy period of all servers (Kingman, "The effect of queue discipline on waiting time variance", Proc.
    /// Cambridge Phil. Soc. 58, 1962; Riordan, Bell System Technical Journal 40, 1961).
    public var meanSquareWaitLastComeFirst: Double { meanSquareWait / (1 - utilisation) }

    /// How slowly the queue forgets: 1 / (mu (sqrt c - sqrt a)^2), in seconds.
    ///
    /// Exact for one server (Morse, "Queues, Inventories and Maintenance", 1958); for more a measure of the length
    /// of a run.
    public var relaxationTime: Double {
        let difference = Double(servers).squareRoot() - load.squareRoot()
        return Swift.max(1, 1 / (difference * difference)) / serviceRate
    }
}
