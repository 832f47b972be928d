import Simulator

extension SummaryText {
    /// The auditors and self-checks, failed ones first, each with how often it looked.
    func checkSection() -> Section {
        let failed = result.checks.filter { !$0.passed }
        let passed = result.checks.filter { $0.passed }
        let idWidth = min(24, result.checks.map { $0.id.columns }.max() ?? 0)
        var lines: [String] = []
        for check in failed + passed {
            lines.append(line(check, idWidth))
            guard !check.passed else { continue }
            let reason = check.evaluations == 0 ? "evaluated nothing" : check.firstFailure
            let failures = "failed \(NumberText.grouped(check.failures)) times; first: "
            let text = check.evaluations == 0 ? reason : failures + reason
            lines += text.wrapped(to: innerWidth - 4).map { "    " + palette.paint($0, .bad) }
        }
        return Section(title: "CHECKS (with how often each was evaluated)", lines: lines)
    }

    private func line(_ check: CheckResult, _ idWidth: Int) -> String {
        let mark = palette.paint(check.passed ? "✓" : "✗", check.passed ? .good : .bad)
        let count = NumberText.grouped(check.evaluations).flushRight(to: 13)
        let ruleWidth = innerWidth - 2 - idWidth - 2 - 2 - 13
        let id = check.id.clipped(to: idWidth).padded(to: idWidth)
        return mark + " " + id + "  " + check.rule.clipped(to: ruleWidth).padded(to: ruleWidth) + "  " + count
    }
}
