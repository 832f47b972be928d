/// Linear equations, for the flows through a network.
enum LinearSystem {
    /// Solves A x = b by elimination with the largest pivot of each column; traps when A has no inverse.
    static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var rows = zip(matrix, right).map { $0 + [$1] }
        let n = rows.count
        for column in 0..<n {
            let pivot = (column..<n).max { rows[$0][column].magnitude < rows[$1][column].magnitude } ?? column
            rows.swapAt(column, pivot)
            precondition(rows[column][column].magnitude > 1e-12, "equations without a unique solution: \(matrix)")
            for row in 0..<n where row != column {
                let factor = rows[row][column] / rows[column][column]
                if factor == 0 { continue }
                for k in column...n { rows[row][k] -= factor * rows[column][k] }
            }
        }
        return (0..<n).map { rows[$0][n] / rows[$0][$0] }
    }

    /// The flows x = inflow + x R through an open network.
    static func flows(from inflow: [Double], through routing: [[Double]]) -> [Double] {
        let n = inflow.count
        let matrix = (0..<n).map { i in (0..<n).map { j in (i == j ? 1 : 0) - routing[j][i] } }
        return solve(matrix, inflow)
    }

    /// The visits v = v R through a closed network, for one visit of station 0.
    static func visits(through routing: [[Double]]) -> [Double] {
        let others = 1..<routing.count
        let inner = others.map { i in others.map { routing[i][$0] } }
        return [1] + flows(from: others.map { routing[0][$0] }, through: inner)
    }
}
