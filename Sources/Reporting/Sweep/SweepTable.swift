import Simulator

/// The variants of a sweep side by side: one row for each, one column for each figure.
public struct SweepTable: Equatable, Sendable {
    /// The keys that were changed, a column each.
    public var keys: [String]
    /// The figures, a column each.
    public var figures: [String]
    /// The variants that have run, in the order of running.
    public var rows: [SweepRow] = []

    /// A table without rows.
    public init(keys: [String], figures: [String]) {
        self.keys = keys
        self.figures = figures
    }

    /// Whether rows differ in their scenario, so that its name has a column.
    private var namesScenarios: Bool { Set(rows.map(\.scenario)).count > 1 || keys.isEmpty }

    /// The table for the terminal, and one line on how to read it.
    public func text(palette: Palette = .none, width: Int) -> String {
        let names = (namesScenarios ? ["scenario"] : []) + keys.map { String($0.split(separator: ".").last ?? "") }
        var table = TextTable(names + figures + ["verdict"], wordColumns: names.count)
        for row in rows {
            let words = ((namesScenarios ? [row.scenario] : []) + row.values).map { TextTable.Cell($0) }
            let numbers = row.figures.map { TextTable.Cell($0.map(NumberText.figure) ?? "–") }
            let tone: Tone = row.verdict == .passed ? .good : .bad
            table.add(words + numbers + [.init(row.verdict.rawValue, tone)])
        }
        return table.lines(palette, width: width).joined(separator: "\n") + "\n"
    }

    /// The table as CSV (RFC 4180), with the figures as they are.
    public var csv: String {
        let heading = ["scenario"] + keys + figures + ["verdict"]
        let lines = rows.map { row in
            [row.scenario] + row.values + row.figures.map { $0.map(Self.number) ?? "" } + [row.verdict.rawValue]
        }
        return ([heading] + lines).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A whole number without a decimal point, others in the shortest form that reads back equal.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? "\(Int64(value))" : "\(value)"
    }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { ",\"\r\n".contains($0) }) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
