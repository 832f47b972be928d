import Simulator
import Workload

extension SummaryText {
    /// Each condition with a tick or a cross, as written, and the number that was observed.
    func thresholdSection() -> Section {
        let wide = result.thresholds.map { expression($0).columns }.max() ?? 0
        let lines = result.thresholds.map { outcome in
            let mark = palette.paint(outcome.passed ? "✓" : "✗", outcome.passed ? .good : .bad)
            let text = expression(outcome).padded(to: min(wide, innerWidth - 30))
            return mark + " " + text + "   " + palette.paint(observed(outcome), outcome.passed ? .plain : .bad)
        }
        return Section(title: "THRESHOLDS", lines: lines)
    }

    private func expression(_ outcome: ThresholdResult) -> String {
        outcome.threshold.metric + "  " + outcome.threshold.expression
    }

    private func observed(_ outcome: ThresholdResult) -> String {
        guard let value = outcome.observed else { return "no samples" }
        switch outcome.threshold.statistic {
        case .value:
            let isShare = FigureName.isShare(outcome.threshold.name)
            return "observed " + (isShare ? NumberText.availability(value) : NumberText.figure(value))
        case .percentile, .average, .maximum: return "observed " + NumberText.fixed(value, decimals: 1) + " ms"
        }
    }
}
