/// M/G/1 with classical retrials: who finds the server busy comes again after an exponential time, as often as needed.
///
/// Falin and Templeton, "Retrial Queues", 1997, section 1.2: the number present is that of M/G/1 plus an
/// independent one with the mean lambda rho / (theta (1 - rho)). Rates per second, times in seconds.
public struct RetrialQueue: Sendable {
    /// The same queue if everybody waited in line.
    public let inLine: SingleServerQueue
    /// How often each of those who wait outside tries again, per second.
    public let retrialRate: Double

    /// A queue in its steady state; traps when the server doesn't keep up: then there is none.
    public init(arrivalRate: Double, service: ServiceLaw, retrialRate: Double) {
        precondition(retrialRate > 0, "a retrial rate of \(retrialRate)")
        inLine = SingleServerQueue(arrivalRate: arrivalRate, service: service)
        self.retrialRate = retrialRate
    }

    /// The share of time that the server is busy; also the probability that a first try is in vain.
    public var utilisation: Double { inLine.utilisation }
    /// The mean number who wait outside.
    public var meanOrbit: Double {
        inLine.meanQueue + inLine.arrivalRate * utilisation / (retrialRate * (1 - utilisation))
    }
    /// The mean time from the first try to the beginning of service, by Little's law.
    public var meanWait: Double { meanOrbit / inLine.arrivalRate }

    /// How slowly the queue forgets, in seconds: as in line, and the pauses between tries besides.
    ///
    /// A measure for the length of a run, not an exact figure.
    public var relaxationTime: Double {
        let idle = 1 - utilisation
        return inLine.relaxationTime + 1 / (retrialRate * idle * idle)
    }
}
