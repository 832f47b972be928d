/// M/M/1 with balking: who finds n present stays with a probability that depends on n.
///
/// Haight, "Queueing with balking", Biometrika 44, 1957; a birth-death chain with birth rate lambda b(n). With
/// b(n) = 1 / (n + 1) the number present is Poisson with mean lambda / mu (discouraged arrivals: Kleinrock,
/// "Queueing Systems" I, 1975, section 3.3). Rates per second, times in seconds.
public struct BalkingQueue: Sendable {
    /// Who comes, per second, those who don't stay included.
    public let arrivalRate: Double
    /// Services per second of a busy server.
    public let serviceRate: Double
    /// The stationary law of the number present.
    public let states: BirthDeathChain
    private let joining: [Double]

    /// The queue in its steady state; traps when it has none.
    public init(arrivalRate: Double, serviceRate: Double, balking: Balking) {
        precondition(arrivalRate > 0 && serviceRate > 0, "a queue with balking")
        self.arrivalRate = arrivalRate
        self.serviceRate = serviceRate
        states = BirthDeathChain { arrivalRate * balking.joining(present: $0) } death: { _ in serviceRate }
        joining = states.probabilities.indices.map { balking.joining(present: $0) }
    }

    /// The probability that an arrival doesn't stay.
    public var lossProbability: Double { states.mean { 1 - joining[$0] } }
    /// The mean number present.
    public var meanNumber: Double { states.mean }
    /// The mean number who wait.
    public var meanQueue: Double { states.mean { Double(max(0, $0 - 1)) } }
    /// The mean wait of those who stay, by Little's law.
    public var meanWait: Double { meanQueue / (arrivalRate * (1 - lossProbability)) }
}
