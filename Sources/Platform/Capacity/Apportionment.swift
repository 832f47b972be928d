/// Divides a whole number of things by weights, so that the parts add up exactly.
public enum Apportionment {
    /// The parts of `total` in proportion to `weights`, by largest remainder (Hamilton's method), ties to
    /// the lower index, but with at least `minimum` in each part.
    ///
    /// A part lifted to the minimum is paid for by those that have most beyond their exact share. The parts
    /// add up to `total`, or to `minimum` times their number when that is more.
    ///
    /// - Parameters:
    ///   - total: what to divide, at least 0.
    ///   - weights: at least one, none negative; all zero counts as all equal.
    ///   - minimum: the least that a part gets.
    /// - Complexity: O(parts²) at worst.
    public static func divide(_ total: Int, by weights: [Int], atLeast minimum: Int = 0) -> [Int] {
        precondition(total >= 0 && minimum >= 0, "\(total) in parts of at least \(minimum)")
        precondition(!weights.isEmpty && weights.allSatisfy { $0 >= 0 }, "no shares by weights \(weights)")
        guard total > minimum * weights.count else { return weights.map { _ in minimum } }
        let sum = weights.reduce(0, +)
        let weights = sum > 0 ? weights : weights.map { _ in 1 }
        let whole = sum > 0 ? sum : weights.count

        var parts = weights.map { max(minimum, total * $0 / whole) }
        var left = total - parts.reduce(0, +)
        /// How much a part lacks of its exact share, in units of 1 / whole.
        func lack(_ index: Int) -> Int { total * weights[index] - parts[index] * whole }
        while left > 0 {
            var neediest = 0
            for index in parts.indices where lack(index) > lack(neediest) { neediest = index }
            parts[neediest] += 1
            left -= 1
        }
        while left < 0 {
            var richest: Int?
            for index in parts.indices where parts[index] > minimum {
                if let best = richest, lack(index) >= lack(best) { continue }
                richest = index
            }
            guard let richest else { preconditionFailure("\(total) in parts of at least \(minimum): \(parts)") }
            parts[richest] -= 1
            left += 1
        }
        return parts
    }
}
