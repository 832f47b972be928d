/// The queue M/G/1: Poisson arrivals, one server, any law of service.
///
/// Pollaczek 1930 and Khinchine 1932; the second moments are Takács's ("Introduction to the Theory of
/// Queues", 1962). Times in seconds.
public struct SingleServerQueue: Sendable {
    /// Arrivals per second.
    public let arrivalRate: Double
    /// The law of the service time.
    public let service: ServiceLaw

    /// A queue in its steady state; traps when the server doesn't keep up: then there is none.
    public init(arrivalRate: Double, service: ServiceLaw) {
        self.arrivalRate = arrivalRate
        self.service = service
        precondition(arrivalRate > 0, "arrivals at a rate of \(arrivalRate)")
        precondition(utilisation < 1, "M/G/1 at utilisation \(utilisation) has no steady state")
    }

    /// The share of time that the server is busy; also the probability that an arrival waits.
    public var utilisation: Double { arrivalRate * service.mean }
    /// The mean wait: lambda E[S^2] / (2 (1 - rho)).
    public var meanWait: Double { arrivalRate * service.secondMoment / (2 * (1 - utilisation)) }
    /// The mean number who wait, by Little's law.
    public var meanQueue: Double { arrivalRate * meanWait }
    /// The mean number present.
    public var meanNumber: Double { meanQueue + utilisation }

    /// The mean square of the wait, first come, first served: 2 E[W]^2 + lambda E[S^3] / (3 (1 - rho)).
    public var meanSquareWait: Double {
        2 * meanWait * meanWait + arrivalRate * service.thirdMoment / (3 * (1 - utilisation))
    }

    /// The mean square of the wait when the last to come is the first to be served: 1 / (1 - rho) times that of
    /// the other order (Takács, "Delay distributions for one line with Poisson input, general holding
    /// times, and various orders of service", Bell System Technical Journal 42, 1963).
    public var meanSquareWaitLastComeFirst: Double { meanSquareWait / (1 - utilisation) }

    /// How slowly the queue forgets, in seconds: that of M/M/1, stretched by how variable the service is.
    ///
    /// A measure for the length of a run, not an exact figure.
    public var relaxationTime: Double {
        let gap = 1 - utilisation.squareRoot()
        let variability = Swift.max(1, service.secondMoment / (2 * service.mean * service.mean))
        return service.mean * variability / (gap * gap)
    }
}
