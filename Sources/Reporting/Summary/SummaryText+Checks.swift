import Simulator

extension SummaryText {
    /// The auditors and self-checks, failed ones first, each with how often it looked; the failed
    /// ones with the history of the order that failed first.
    func checkSection() -> Section {
        let failed = result.checks.filter { !$0.passed }
        let passed = result.checks.filter { $0.passed }
        let countWidth = max(6, result.checks.map { NumberText.grouped($0.evaluations).count }.max() ?? 0)
        let idWidth = min(24, result.checks.map { $0.id.columns }.max() ?? 0)
        var lines: [String] = []
        for check in failed + passed {
            lines += ruleLines(check, idWidth, countWidth)
            guard !check.passed else { continue }
            let counts = NumberText.grouped(check.failures) + " of " + NumberText.grouped(check.evaluations)
            let text = check.evaluations == 0 ? "evaluated nothing" : "failed \(counts); first: \(check.firstFailure)"
            lines += text.wrapped(to: innerWidth - 4).map { "    " + palette.paint($0, .bad) }
            lines += check.history.flatMap { $0.wrapped(to: innerWidth - 6) }.map { "      " + $0 }
        }
        return Section(title: "CHECKS (with how often each was evaluated)", lines: lines)
    }

    /// Mark, name, count of evaluations and the rule, which goes on below itself when it is long.
    private func ruleLines(_ check: CheckResult, _ idWidth: Int, _ countWidth: Int) -> [String] {
        let mark = palette.paint(check.passed ? "✓" : "✗", check.passed ? .good : .bad)
        let count = NumberText.grouped(check.evaluations).flushRight(to: countWidth)
        let left = " " + check.id.clipped(to: idWidth).padded(to: idWidth) + "  " + count + "  "
        let below = String(repeating: " ", count: left.columns + 1)
        let rule = check.rule.wrapped(to: innerWidth - below.columns)
        return rule.enumerated().map { ($0.offset == 0 ? mark + left : below) + $0.element }
    }
}
