import Primitives
import Theory

/// What a verification found, as text: case by case while it goes on, and the verdict.
public enum VerificationText {
    /// One case: a line with its name, and one for each figure with the mark, the simulated and the exact value,
    /// and the half-width of the interval as a share of the exact value.
    public static func render(_ outcome: VerificationOutcome, palette: Palette = .none) -> String {
        var heading = palette.paint(outcome.name, .strong) + "   " + outcome.parameters
        let effort = NumberText.grouped(outcome.events) + " events, \(outcome.batches) batches, \(outcome.fingerprint)"
        heading += "   " + palette.paint(effort, .faint)
        let rows = outcome.figures.map { row($0, palette) }
        return ([heading] + rows).joined(separator: "\n") + "\n"
    }

    /// The headings over the lines of the figures.
    public static func headings(confidence: Double, palette: Palette = .none) -> String {
        let interval = "± " + NumberText.fixed(confidence * 100, decimals: 1) + " %"
        return palette.paint(columns("  figure", "simulated", "exact", interval), .faint) + "\n"
    }

    /// The fingerprint over all cases, the effort, and the last line, which is the verdict.
    public static func verdict(_ outcomes: [VerificationOutcome], palette: Palette = .none) -> String {
        let figures = outcomes.flatMap(\.figures)
        let failed = outcomes.filter { !$0.passed }
        let events = outcomes.reduce(0) { $0 + $1.events }
        var lines = [
            "\(outcomes.count) cases, \(figures.count) figures, \(NumberText.grouped(events)) events,"
                + " fingerprint \(VerificationOutcome.fingerprint(of: outcomes))"
        ]
        lines += failed.map { palette.paint("✗ \($0.name)", .bad) }
        let passed = failed.isEmpty && !outcomes.isEmpty
        let words = passed ? "passed (exit 0)" : "\(failed.count) of \(outcomes.count) cases failed (exit 107)"
        lines.append(palette.paint("verdict: " + words, passed ? .good : .bad))
        return lines.joined(separator: "\n") + "\n"
    }

    /// The cases, without running them.
    public static func list(_ cases: [VerificationCase]) -> String {
        var table = TextTable(["case", "quick", "parameters"], wordColumns: 3)
        for entry in cases {
            table.add([.init(entry.name), .init(entry.isQuick ? "quick" : ""), .init(entry.parameters)])
        }
        return table.lines(.none, width: .max).joined(separator: "\n") + "\n"
    }

    private static func row(_ figure: VerificationOutcome.Figure, _ palette: Palette) -> String {
        let mark = palette.paint(figure.passed ? "✓" : "✗", figure.passed ? .good : .bad)
        let text = columns(
            " " + figure.name, NumberText.significant(figure.simulated, digits: 6),
            NumberText.significant(figure.exact, digits: 6),
            NumberText.fixed(figure.relativeHalfWidth * 100, decimals: 3) + " %")
        return mark + text + (figure.passed ? "" : "  " + palette.paint(reason(figure), .bad))
    }

    private static func reason(_ figure: VerificationOutcome.Figure) -> String {
        figure.isCovered ? "interval too wide" : "exact value outside the interval"
    }

    private static func columns(_ name: String, _ simulated: String, _ exact: String, _ width: String) -> String {
        name.padded(to: 28) + simulated.flushRight(to: 12) + exact.flushRight(to: 12) + width.flushRight(to: 10)
    }
}
