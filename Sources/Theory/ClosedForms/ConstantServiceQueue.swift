import Primitives

/// The queue M/D/c: Poisson arrivals, c servers, every service takes the same time.
///
/// Exact. As services end in the order in which they start, customer n + c follows customer n on the same server: the
/// wait is that of a single server with constant service and arrivals every c-th point of the Poisson
/// process. For it, Spitzer's identity (1956) gives the mean wait and the probability not to wait by
/// sums over n of what n services exceed n interarrival times by; these are Poisson tails. The series are those
/// of Pollaczek 1930 and Crommelin, "Delay probability formulae when the holding times are
/// constant", Post Office Electrical Engineers' Journal 25, 1932. Times in seconds.
public struct ConstantServiceQueue: Sendable {
    /// How many servers, at least 1.
    public let servers: Int
    /// Arrivals per second.
    public let arrivalRate: Double
    /// How long every service takes.
    public let serviceTime: Double
    /// The mean wait, those who don't wait included.
    public let meanWait: Double
    /// The probability that an arrival waits.
    public let waitProbability: Double

    /// A queue in its steady state; traps when its servers don't keep up: then there is none.
    ///
    /// - Complexity: O(1 / (c (1 - rho)^2)) terms, each a Poisson tail.
    public init(servers: Int, arrivalRate: Double, serviceTime: Double) {
        precondition(servers >= 1 && arrivalRate > 0 && serviceTime > 0, "an M/D/\(servers) queue")
        let load = arrivalRate * serviceTime
        let c = Double(servers)
        precondition(load < c, "M/D/\(servers) at utilisation \(load / c) has no steady state")
        self.servers = servers
        self.arrivalRate = arrivalRate
        self.serviceTime = serviceTime
        // In n services, n a arrivals are expected; the server falls behind when there are n c or more.
        var excess = 0.0, exponent = 0.0, logFactorial = 0.0
        var n = 1.0
        while true {
            for k in stride(from: (n - 1) * c + 1, through: n * c, by: 1) { logFactorial += PortableMath.log(k) }
            let mean = n * load, count = n * c
            let point = PortableMath.exp(count * PortableMath.log(mean) - mean - logFactorial)
            let tail = point * Self.tailOverFirst(count, mean)
            let term = mean * tail - count * (tail - point)
            excess += term / n
            exponent += tail / n
            if tail < 1e-17 * exponent, term < 1e-17 * excess { break }
            n += 1
        }
        meanWait = excess / arrivalRate
        waitProbability = 1 - PortableMath.exp(-exponent)
    }

    /// The mean number who wait, by Little's law.
    public var meanQueue: Double { arrivalRate * meanWait }

    /// P(N >= k) / P(N = k) for a Poisson number with a mean below k: 1 + m/(k+1) + m^2/((k+1)(k+2)) + ...
    private static func tailOverFirst(_ k: Double, _ mean: Double) -> Double {
        var term = 1.0, sum = 0.0, next = k + 1
        while sum + term != sum {
            sum += term
            term *= mean / next
            next += 1
        }
        return sum
    }
}
