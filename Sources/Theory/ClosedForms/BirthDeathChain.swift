/// The stationary law of a birth-death chain on 0, 1, 2, ..., by its balance equations.
///
/// Across each cut the flows are equal: p(n) birth(n) = p(n + 1) death(n + 1). (Feller, "An Introduction to
/// Probability Theory and Its Applications" I, 1950, chapter 17.) All sums are of positive terms.
public struct BirthDeathChain: Sendable {
    /// The probability of each state, from 0 on; they add up to one.
    public let probabilities: [Double]

    /// Solves the chain.
    ///
    /// Traps when the chain has no end and its states don't become improbable within 100,000: then there is no
    /// steady state.
    ///
    /// - Parameters:
    ///   - last: the last state; without one the chain has no end, and is cut off where all states beyond
    ///     together weigh less than 1e-18.
    ///   - birth: the rate from a state to the next.
    ///   - death: the rate from a state to the one before; positive.
    public init(last: Int? = nil, birth: (Int) -> Double, death: (Int) -> Double) {
        var weights = [1.0]
        var total = 1.0
        var state = 0
        while state != last {
            let ratio = birth(state) / death(state + 1)
            precondition(ratio >= 0 && ratio < .infinity, "the rates of state \(state) of a birth-death chain")
            let weight = weights[state] * ratio
            // Beyond a state with a falling ratio the rest is at most a geometric series.
            let next = birth(state + 1) / death(state + 2)
            if last == nil, next < 1, next <= ratio, weight / (1 - next) < 1e-18 * total { break }
            precondition(state < 100_000, "a birth-death chain without a steady state: ratio \(ratio) at \(state)")
            weights.append(weight)
            total += weight
            state += 1
            if weight > 1e200 {
                // The chain climbs to a far peak; what counts is the ratios.
                weights = weights.map { $0 / weight }
                total /= weight
            }
        }
        let sum = weights.reversed().reduce(0, +)
        probabilities = weights.map { $0 / sum }
    }

    /// The mean of a function of the state.
    public func mean(_ value: (Int) -> Double) -> Double {
        probabilities.indices.reversed().reduce(0) { $0 + value($1) * probabilities[$1] }
    }

    /// The mean state.
    public var mean: Double { mean { Double($0) } }

    /// The probability of the states from `state` on.
    public func probability(from state: Int) -> Double { mean { $0 >= state ? 1 : 0 } }
}
