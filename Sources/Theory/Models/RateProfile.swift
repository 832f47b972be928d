/// Arrivals whose rate changes in steps and repeats: a base, a spike, a base again.
public struct RateProfile: Sendable, Equatable {
    /// A stretch of constant rate.
    public struct Step: Sendable, Equatable {
        /// Seconds; positive, in whole nanoseconds.
        public var length: Double
        /// Arrivals per second, not negative.
        public var rate: Double

        /// A stretch of constant rate.
        public init(length: Double, rate: Double) {
            precondition(length > 0 && rate >= 0, "a step of \(length) s at \(rate)/s")
            self.length = length
            self.rate = rate
        }
    }

    /// The steps of one period, at least one; not all without arrivals.
    public let steps: [Step]

    /// A profile of these steps.
    public init(_ steps: [Step]) {
        precondition(steps.contains { $0.rate > 0 }, "a profile without arrivals")
        self.steps = steps
    }

    /// The length of the period in seconds.
    public var period: Double { steps.reduce(0) { $0 + $1.length } }

    /// Which step a time of the period is in, and how much of that step has gone by.
    func position(_ phase: Double) -> (step: Int, elapsed: Double) {
        var rest = phase
        for (index, step) in steps.enumerated() {
            if rest < step.length || index == steps.count - 1 { return (index, rest) }
            rest -= step.length
        }
        return (0, 0)
    }

    /// How long it takes from a time of the period until so many arrivals are expected.
    ///
    /// With a number drawn from the exponential distribution of mean 1 this is the time to the next arrival, exactly.
    func time(toExpect arrivals: Double, from phase: Double) -> Double {
        var (index, elapsed) = position(phase)
        var wanted = arrivals
        var time = 0.0
        while true {
            let step = steps[index]
            let left = step.length - elapsed
            if wanted < step.rate * left { return time + wanted / step.rate }
            wanted -= step.rate * left
            time += left
            elapsed = 0
            index = (index + 1) % steps.count
        }
    }
}
