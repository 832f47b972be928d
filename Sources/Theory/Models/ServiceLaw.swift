import Primitives
import Statistics

/// The law of a service time, with its moments; times in seconds.
public enum ServiceLaw: Sendable, Equatable {
    /// Exponential.
    case exponential(mean: Double)
    /// Always the same.
    case constant(Double)
    /// The sum of so many exponential stages, at least 1, with this mean in all.
    case erlang(stages: Int, mean: Double)
    /// Exponential with the first mean, with this probability, else with the second.
    case hyperexponential(probability: Double, mean: Double, otherMean: Double)

    /// The mean.
    public var mean: Double {
        switch self {
        case .exponential(let mean), .constant(let mean), .erlang(_, let mean): mean
        case .hyperexponential(let p, let mean, let other): p * mean + (1 - p) * other
        }
    }

    /// The mean square.
    public var secondMoment: Double {
        switch self {
        case .exponential(let mean): 2 * mean * mean
        case .constant(let time): time * time
        case .erlang(let stages, let mean): mean * mean * (1 + 1 / Double(stages))
        case .hyperexponential(let p, let mean, let other): 2 * (p * mean * mean + (1 - p) * other * other)
        }
    }

    /// The mean cube.
    public var thirdMoment: Double {
        switch self {
        case .exponential(let mean): return 6 * mean * mean * mean
        case .constant(let time): return time * time * time
        case .erlang(let stages, let mean):
            let k = Double(stages)
            return mean * mean * mean * (1 + 1 / k) * (1 + 2 / k)
        case .hyperexponential(let p, let mean, let other):
            return 6 * (p * mean * mean * mean + (1 - p) * other * other * other)
        }
    }

    /// The integral of P(S > u) from 0 to `time`; it grows to the mean.
    public func tailIntegral(to time: Double) -> Double {
        switch self {
        case .exponential(let mean): return mean * (1 - PortableMath.exp(-time / mean))
        case .constant(let length): return min(time, length)
        case .erlang(let stages, let mean):
            // The sum over the stages of the time spent in each by then: P(j stages have ended) in erlangs.
            let stage = mean / Double(stages)
            var point = PortableMath.exp(-time / stage), ended = 1 - point, sum = ended
            for j in 1..<max(stages, 1) {
                point *= time / stage / Double(j)
                ended -= point
                sum += ended
            }
            return stage * sum
        case .hyperexponential(let p, let mean, let other):
            let first = mean * (1 - PortableMath.exp(-time / mean))
            return p * first + (1 - p) * other * (1 - PortableMath.exp(-time / other))
        }
    }

    /// Draws a service time.
    ///
    /// - Parameter unit: the exponential distribution with mean 1.
    func sample(_ unit: ExponentialDistribution, using stream: inout RandomStream) -> Double {
        switch self {
        case .exponential(let mean): return mean * unit.sample(using: &stream)
        case .constant(let time): return time
        case .erlang(let stages, let mean):
            var sum = 0.0
            for _ in 0..<stages { sum += unit.sample(using: &stream) }
            return sum * mean / Double(stages)
        case .hyperexponential(let p, let mean, let other):
            let chosen = stream.nextUniform() < p ? mean : other
            return chosen * unit.sample(using: &stream)
        }
    }
}

extension ServiceLaw: CustomStringConvertible {
    /// Its letter in Kendall's notation, and what else is to be known.
    public var description: String {
        switch self {
        case .exponential: "M"
        case .constant: "D"
        case .erlang(let stages, _): "E\(stages)"
        case .hyperexponential: "H2"
        }
    }
}
