import Primitives

/// The bounds within which a server's limit of jobs is sought.
///
/// The defaults are those of Netflix's concurrency-limits library (Gradient2Limit). They are for servers that work on
/// tens of requests at a time; a server of two slots can't tell 20 jobs from an overload.
public struct Gradient2Configuration: Equatable, Sendable {
    /// The least limit.
    public var minimum: Double = 20
    /// The limit of a server that has just started.
    public var initial: Double = 20
    /// The greatest limit.
    public var maximum: Double = 200
    /// How much the limit grows with each sample while nothing slows down, before smoothing: the queue that is
    /// tolerated.
    public var queueSize: Double = 4
    /// The share of a new estimate in the limit.
    public var smoothing: Double = 0.2
    /// How many times the long mean a response may take without being a sign of a queue.
    public var tolerance: Double = 1.5
    /// Samples over which the long mean looks back.
    public var longWindow: Int = 600
    /// Whether the limits and ``queueSize`` are for each worker slot; else they are for a server.
    public var isPerSlot = false

    public init() {}

    /// The same for a server with so many slots.
    public func forServer(slots: Int) -> Self {
        guard isPerSlot else { return self }
        var scaled = self
        scaled.isPerSlot = false
        scaled.minimum *= Double(slots)
        scaled.initial *= Double(slots)
        scaled.maximum *= Double(slots)
        scaled.queueSize *= Double(slots)
        return scaled
    }
}

/// Netflix's Gradient2: a limit of jobs at one server that follows how response times compare with their long mean.
///
/// With every response: gradient = clamp(tolerance x long mean / response, 0.5, 1); the new estimate is
/// limit x gradient + queue size, of which a share of ``Gradient2Configuration/smoothing`` goes into the limit, within
/// its bounds. The long mean is plain over the first ten samples and exponential with the factor 2 / (window + 1)
/// after that; it falls by 5 % with a sample when it is more than twice as long as that. Nothing changes the limit
/// while less than half of it is used. Formulas and constants: Netflix/concurrency-limits, Gradient2Limit and
/// ExpAvgMeasurement. O(1).
@frozen
public struct Gradient2Limit: Sendable, BitwiseCopyable {
    /// The limit as it is estimated; whole jobs count.
    public private(set) var estimate: Double
    /// The long mean of response times in nanoseconds.
    public private(set) var longMean: Double = 0

    private let minimum: Double
    private let maximum: Double
    private let queueSize: Double
    private let smoothing: Double
    private let tolerance: Double
    private let factor: Double
    private var samples = 0
    private var sum = 0.0

    /// Samples of which the long mean is a plain mean.
    private static var warmUp: Int { 10 }

    /// The limit of a server that has just started. Traps when the bounds contradict each other.
    public init(_ configuration: Gradient2Configuration) {
        precondition(
            configuration.minimum >= 1 && configuration.minimum <= configuration.initial
                && configuration.initial <= configuration.maximum && configuration.longWindow > 0,
            "no such limit: \(configuration)")
        estimate = configuration.initial
        minimum = configuration.minimum
        maximum = configuration.maximum
        queueSize = configuration.queueSize
        smoothing = configuration.smoothing
        tolerance = configuration.tolerance
        factor = 2 / (Double(configuration.longWindow) + 1)
    }

    /// Whether a server with so many jobs takes another.
    public func admits(load: Int) -> Bool { load < Int(estimate) }

    /// Takes note of a job that is done.
    ///
    /// - Parameters:
    ///   - response: from its arrival at the server; positive.
    ///   - inFlight: jobs at the server when it came, itself included.
    public mutating func observe(response: TimeSpan, inFlight: Int) {
        let short = Double(response.nanoseconds)
        if samples < Self.warmUp {
            samples += 1
            sum += short
            longMean = sum / Double(samples)
        } else {
            longMean = longMean * (1 - factor) + short * factor
        }
        let long = longMean
        if long > 2 * short { longMean = long * 0.95 }
        guard Double(inFlight) >= estimate / 2 else { return }
        let gradient = max(0.5, min(1, tolerance * long / short))
        let next = estimate * gradient + queueSize
        estimate = max(minimum, min(maximum, estimate * (1 - smoothing) + next * smoothing))
    }
}
