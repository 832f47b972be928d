/// A finite Markov chain, found by following its transitions from a first state, and solved by elimination.
///
/// The second derivation of every Markovian closed form: global balance of the system's own rates, with no use of
/// its structure. The elimination is that of Grassmann, Taksar and Heyman (1985): no subtractions, so no cancellation.
struct MarkovChain<State: Hashable> {
    private(set) var states: [State] = []
    private(set) var probabilities: [Double] = []

    /// Explores and solves the chain whose transitions from each state have these rates.
    init(from first: State, transitions: (State) -> [(to: State, rate: Double)]) {
        var index = [first: 0]
        states = [first]
        var rates: [[(to: Int, rate: Double)]] = []
        while rates.count < states.count {
            rates.append(
                transitions(states[rates.count]).filter { $0.rate > 0 && $0.to != states[rates.count] }.map { next in
                    if index[next.to] == nil {
                        index[next.to] = states.count
                        states.append(next.to)
                    }
                    return (index[next.to]!, next.rate)
                })
        }
        let n = states.count
        var matrix = [Double](repeating: 0, count: n * n)
        for (row, list) in rates.enumerated() { for next in list { matrix[row * n + next.to] += next.rate } }
        var pivots = [Double](repeating: 1, count: n)
        for last in stride(from: n - 1, to: 0, by: -1) {
            pivots[last] = (0..<last).reduce(0) { $0 + matrix[last * n + $1] }
            for row in 0..<last where matrix[row * n + last] > 0 {
                let share = matrix[row * n + last] / pivots[last]
                for column in 0..<last { matrix[row * n + column] += share * matrix[last * n + column] }
            }
        }
        probabilities = [1]
        for state in 1..<max(n, 1) {
            let inflow = (0..<state).reduce(0) { $0 + probabilities[$1] * matrix[$1 * n + state] }
            probabilities.append(inflow / pivots[state])
        }
        let total = probabilities.reduce(0, +)
        probabilities = probabilities.map { $0 / total }
    }

    /// The mean of a function of the state.
    func mean(_ value: (State) -> Double) -> Double {
        zip(states, probabilities).reduce(0) { $0 + value($1.0) * $1.1 }
    }

    /// The probability of the states that satisfy a condition.
    func probability(_ condition: (State) -> Bool) -> Double { mean { condition($0) ? 1 : 0 } }
}

extension MarkovChain<Int> {
    /// The chain on 0...last that goes up and down by one.
    static func birthDeath(last: Int, birth: (Int) -> Double, death: (Int) -> Double) -> Self {
        Self(from: 0) { state in
            var next: [(to: Int, rate: Double)] = []
            if state < last { next.append((state + 1, birth(state))) }
            if state > 0 { next.append((state - 1, death(state))) }
            return next
        }
    }
}

/// Whether two numbers differ by less than a share of the second.
func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
    (a - b).magnitude <= tolerance * b.magnitude
}
