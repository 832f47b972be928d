import Primitives
import Statistics
import Workload

/// A Poisson process whose rate is constant within each cell of a plan: exactly, without thinning.
///
/// Unit-exponential steps are laid along the integral of the rate.
struct SessionArrivals: ~Copyable {
    private let rates: [Double]
    private let cellSeconds: Double
    private let start: Instant
    private var cell = 0
    /// How far into the cell, in seconds.
    private var offset = 0.0
    private var stream: RandomStream
    private let unit = ExponentialDistribution(mean: 1)
    /// How many have been handed out.
    private(set) var count: UInt64 = 0

    init(rates: [Double], cellSeconds: Double, start: Instant, stream: RandomStream) {
        self.rates = rates
        self.cellSeconds = cellSeconds
        self.start = start
        self.stream = stream
    }

    /// The arrivals of a traffic plan's rates, by the run's stream of this number.
    init(_ rates: [Double], from start: Instant, seed: UInt64, entity: UInt64) {
        self.init(
            rates: rates, cellSeconds: TrafficPlan.cellSeconds, start: start,
            stream: RandomStream(seed: seed, purpose: .arrivals, entity: entity))
    }

    /// The instant of the next arrival; nil when the plan is over.
    mutating func next() -> Instant? {
        var step = unit.sample(using: &stream)
        while cell < rates.count {
            let left = (cellSeconds - offset) * rates[cell]
            if step < left {
                offset += step / rates[cell]
                count += 1
                return start + TimeSpan(seconds: Double(cell) * cellSeconds + offset)
            }
            step -= left
            cell += 1
            offset = 0
        }
        return nil
    }
}
