/// Measured workloads as a table.
public enum BenchmarkText {
    /// The table, what to make of it, and the verdict.
    public static func render(_ rows: [BenchmarkRow], palette: Palette = .none, width: Int) -> String {
        var table = TextTable(
            ["workload", "events", "ns/event", "least", "most", "M events/s", "cpu", "peak MiB", "check"])
        for row in rows {
            let time = row.nanoseconds
            table.add([
                .init(row.name), .init(NumberText.grouped(row.result?.events ?? 0)),
                .init(NumberText.fixed(time.median, decimals: 1), .strong),
                .init(NumberText.fixed(time.least, decimals: 1)), .init(NumberText.fixed(time.most, decimals: 1)),
                .init(NumberText.fixed(time.median > 0 ? 1_000 / time.median : 0, decimals: 1)),
                .init(NumberText.fixed(row.processorShare * 100, decimals: 0) + " %"),
                .init(NumberText.fixed(Double(row.peakMemory) / 1_048_576, decimals: 0)),
                .init(check(row), row.passed ? .good : .bad),
            ])
        }
        let failed = rows.filter { !$0.passed }
        let verdict =
            failed.isEmpty ? "passed (exit 0)" : "\(failed.count) of \(rows.count) workloads failed (exit 107)"
        let notes = [
            "", "ns/event: median of \(rows.first?.runs.count ?? 0) runs, wall time, fingerprint included"
                + (BuildFacts.isRelease ? "" : "; a debug build says nothing about speed"),
            palette.paint("verdict: " + verdict, failed.isEmpty ? .good : .bad), "",
        ]
        return (table.lines(palette, width: width) + notes).joined(separator: "\n")
    }

    private static func check(_ row: BenchmarkRow) -> String {
        guard let result = row.result else { return "not run" }
        return (result.agrees ? "✓ " : "✗ ") + NumberText.significant(result.check, digits: 9)
    }
}
