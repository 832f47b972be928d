import Primitives

/// Two sums that only grow; a figure is the ratio of their increments.
struct RatioTotal {
    var numerator: Double
    var denominator: Double

    /// Something added up, over a number of cases.
    init(_ numerator: Double, over count: Int) {
        self.numerator = numerator
        denominator = Double(count)
    }

    /// An area in value x nanoseconds, over the time since the origin.
    static func overTime(_ area: Int128, until now: Instant) -> RatioTotal {
        RatioTotal(Double(area), over: Int(now.nanoseconds))
    }
}
