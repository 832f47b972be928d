/// Student's t distribution with a whole number of degrees of freedom.
///
/// Student (W. S. Gosset), "The probable error of a mean", Biometrika 6, 1908. With whole degrees of freedom the
/// probability is a finite sum in the angle whose tangent is t / sqrt(n) (Abramowitz and Stegun, "Handbook
/// of Mathematical Functions", 1964, formulas 26.7.3 and 26.7.4), so it needs no gamma function.
public struct StudentT: Sendable, BitwiseCopyable {
    /// How many, at least 1: one less than the numbers that a standard error comes from.
    public let degreesOfFreedom: Int

    /// The distribution with `degreesOfFreedom` >= 1.
    public init(degreesOfFreedom: Int) {
        precondition(degreesOfFreedom >= 1, "Student's t with \(degreesOfFreedom) degrees of freedom")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The probability to lie within `t` of zero, for t >= 0. O(degrees of freedom); error about 1e-15.
    public func probability(within t: Double) -> Double {
        precondition(t >= 0, "the distance \(t) from the mean")
        let n = Double(degreesOfFreedom)
        if t == .infinity { return 1 }
        let cosineSquare = n / (n + t * t)
        let cosine = cosineSquare.squareRoot()
        let sine = t / (n + t * t).squareRoot()
        if degreesOfFreedom.isMultiple(of: 2) {
            return sine * Self.sum(first: 1, factor: 1, cosineSquare, below: degreesOfFreedom)
        }
        let angle = Self.angle(sine: sine, cosine: cosine)
        if degreesOfFreedom == 1 { return 2 / .pi * angle }
        return 2 / .pi * (angle + sine * Self.sum(first: cosine, factor: 2, cosineSquare, below: degreesOfFreedom))
    }

    /// The value that a sample stays within, on both sides of zero, with `probability` in 0..<1: 3.291 for
    /// 0.999 and many degrees of freedom. By bisection, to the last bit.
    public func quantile(within probability: Double) -> Double {
        precondition(probability >= 0 && probability < 1, "the probability \(probability) of an interval")
        var low = 0.0, high = 1.0
        while self.probability(within: high) < probability { (low, high) = (high, 2 * high) }
        while true {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high { return high }
            if self.probability(within: middle) < probability { low = middle } else { high = middle }
        }
    }

    /// first (1 + f/(f+1) x + f(f+2)/((f+1)(f+3)) x^2 + ...), as many terms as `limit` degrees of freedom have.
    private static func sum(first: Double, factor: Int, _ x: Double, below limit: Int) -> Double {
        var term = first
        var total = first
        var numerator = factor
        while numerator + 2 < limit {
            term *= Double(numerator) / Double(numerator + 1) * x
            total += term
            numerator += 2
        }
        return total
    }

    /// The angle in 0...pi/2 with this sine and cosine.
    ///
    /// Euler's series (1755): arctan(s/c) = s c (1 + 2/3 s^2 + (2 4)/(3 5) s^4 + ...), used where s^2 <= 1/2.
    private static func angle(sine: Double, cosine: Double) -> Double {
        if sine > cosine { return .pi / 2 - angle(sine: cosine, cosine: sine) }
        var term = sine * cosine
        var total = 0.0
        var k = 1.0
        while total + term != total {
            total += term
            term *= 2 * k / (2 * k + 1) * sine * sine
            k += 1
        }
        return total
    }
}
