/// Mean and variance of a sequence of numbers, in one pass and without cancellation.
///
/// Welford's recurrence ("Note on a method for calculating corrected sums of squares and products",
/// Technometrics 4, 1962). The result depends on the order in its last bits: add in a fixed order.
@frozen
public struct MeanVariance: Sendable, BitwiseCopyable {
    /// How many numbers there were.
    public private(set) var count: Int
    private var average: Double
    /// The sum of the squared differences from the mean.
    private var squares: Double

    /// No numbers yet.
    public init() {
        count = 0
        average = 0
        squares = 0
    }

    /// Counts a number in.
    public mutating func add(_ x: Double) {
        count += 1
        let difference = x - average
        average += difference / Double(count)
        squares += difference * (x - average)
    }

    /// Counts in all numbers of another sequence, by the pairwise rule of Chan, Golub and LeVeque (1979).
    public mutating func merge(_ other: MeanVariance) {
        if other.count == 0 { return }
        let all = count + other.count
        let difference = other.average - average
        let share = Double(other.count) / Double(all)
        average += difference * share
        squares += other.squares + difference * difference * Double(count) * share
        count = all
    }

    /// The mean; traps if there are no numbers.
    public var mean: Double {
        precondition(count > 0, "mean of no numbers")
        return average
    }

    /// The unbiased variance, over count - 1; traps below two numbers.
    public var variance: Double {
        precondition(count > 1, "variance of \(count) numbers")
        return squares / Double(count - 1)
    }

    /// The square root of the variance.
    public var standardDeviation: Double { variance.squareRoot() }

    /// How far the true mean may be from this one: z standard errors, if the numbers are independent.
    ///
    /// - Parameter z: the two-sided quantile of the normal distribution, for example 1.96 for 95 %; for
    ///   few numbers, Student's t with count - 1 degrees of freedom.
    public func halfWidth(z: Double) -> Double { z * (variance / Double(count)).squareRoot() }
}
