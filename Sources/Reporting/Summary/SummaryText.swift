import Simulator

/// The result of a run as text for a terminal; a pure function of its arguments.
///
/// The verdict stands on top and is repeated as the last line. Sections without data are left out.
public struct SummaryText {
    let result: RunResult
    let palette: Palette
    /// Columns, 80 to 120.
    let width: Int
    /// The run to compare with; nil for none.
    let reference: ReferenceRun?

    init(_ result: RunResult, palette: Palette, width: Int, reference: ReferenceRun? = nil) {
        self.result = result
        self.reference = reference
        self.palette = palette
        self.width = min(120, max(80, width))
    }

    /// The whole summary, with a line feed at the end.
    ///
    /// - Parameters:
    ///   - result: what the run found out.
    ///   - palette: with colour or without.
    ///   - width: columns of the terminal; brought to 80...120.
    ///   - reference: a run to compare with.
    public static func render(
        _ result: RunResult, palette: Palette = .none, width: Int = 100, relativeTo reference: ReferenceRun? = nil
    ) -> String {
        let summary = SummaryText(result, palette: palette, width: width, reference: reference)
        var lines = summary.header()
        for section in summary.sections() where !section.lines.isEmpty {
            lines.append("")
            lines.append(palette.paint(section.title, .strong))
            lines += section.lines.map { $0.isEmpty ? "" : "  " + $0 }
        }
        lines.append("")
        lines.append(summary.verdictLine())
        return lines.joined(separator: "\n") + "\n"
    }

    /// A titled part of the summary; not shown without lines.
    struct Section {
        var title: String
        var lines: [String]
    }

    /// Columns inside a section.
    var innerWidth: Int { width - 2 }

    /// Parts in a row, as many on a line as fit.
    func flowed(_ parts: [String]) -> [String] {
        var lines: [String] = []
        for part in parts {
            if let last = lines.last, last.columns + 3 + part.columns <= innerWidth {
                lines[lines.count - 1] = last + "   " + part
            } else {
                lines.append(part)
            }
        }
        return lines
    }

    private func sections() -> [Section] {
        [
            thresholdSection(), relativeSection(), orderSection(), loadSection(), saturationSection(), latencySection(),
            tailSection(), jobSection(), journeySection(), fleetSection(), businessSection(), eventSection(),
            migrationSection(), nightSection(), peakSection(), soldOutSection(), scalperSection(), topSection(),
            otherFigureSection(), reconciliationSection(), checkSection(), assumptionSection(),
        ]
    }
}
