import Workload

/// Which column of a trace has what.
struct TraceColumns {
    /// The names, in the order in which traces are written.
    static var names: [String] { ["instant", "region", "product", "early", "sessions", "requests"] }
    private static var required: [String] { ["instant", "region", "product"] }

    var instant = 0
    var region = 0
    var product = 0
    var early: Int?
    var sessions: Int?
    var requests: Int?
    /// Columns of the file.
    var count = 0

    /// Reads the heading: names in any order; others than those known are passed over, unless one is nearly known.
    ///
    /// Every problem is told with the column's number, from 1.
    static func read(_ cells: [String]) -> (columns: TraceColumns, problems: [(column: Int, message: String)]) {
        var problems: [(column: Int, message: String)] = []
        var places: [String: Int] = [:]
        for (place, cell) in cells.enumerated() {
            let name = cell.lowercased()
            if names.contains(name) {
                if places[name] != nil { problems.append((place + 1, "the column '\(name)' is there twice")) }
                places[name] = place
            } else if let meant = Problem.nearest(to: name, among: names), !cells.contains(meant) {
                problems.append((place + 1, "unknown column '\(shortened(cell))', did you mean '\(meant)'?"))
                // Meant all the same: that it is missing is no further news.
                places[meant] = place
            }
        }
        for name in required where places[name] == nil {
            problems.append(
                (1, "the column '\(name)' is missing; the first line must name instant, region and product"))
        }
        var columns = TraceColumns()
        columns.instant = places["instant"] ?? 0
        columns.region = places["region"] ?? 0
        columns.product = places["product"] ?? 0
        columns.early = places["early"]
        columns.sessions = places["sessions"]
        columns.requests = places["requests"]
        columns.count = cells.count
        return (columns, problems)
    }
}
