import Simulator

extension SummaryText {
    /// Scenario, seed and fingerprint; the title; the verdict in words.
    func header() -> [String] {
        var first = palette.paint(result.scenario, .strong)
        first += "   seed \(result.seed)   fingerprint \(result.fingerprint)"
        var lines = [first]
        if !result.title.isEmpty { lines += result.title.wrapped(to: width) }
        lines.append("")
        lines.append(palette.paint("VERDICT", .strong) + "  " + verdictInWords())
        return lines
    }

    /// `verdict: passed (exit 0)`.
    func verdictLine() -> String {
        let verdict = result.verdict
        return palette.paint("verdict: \(verdict.rawValue) (exit \(verdict.exitCode))", tone(of: verdict))
    }

    private func verdictInWords() -> String {
        let verdict = result.verdict
        let missed = result.thresholds.filter { !$0.passed }.count
        let broken = result.checks.filter { !$0.passed }.count
        let thresholds = "\(missed) of \(result.thresholds.count) thresholds missed"
        let checks = "\(broken) of \(result.checks.count) checks failed"
        return palette.paint(verdict.rawValue.uppercased(), tone(of: verdict)) + "   \(thresholds), \(checks)"
    }

    private func tone(of verdict: Verdict) -> Tone {
        switch verdict {
        case .passed: .good
        case .thresholdsMissed, .invariantBroken: .bad
        }
    }
}
