import Simulator

extension SummaryText {
    /// What went in: the inputs that decide the result, then the author's notes.
    func assumptionSection() -> Section {
        let nameWidth = min(32, result.assumptions.map { $0.name.columns }.max() ?? 0)
        var lines: [String] = []
        for note in result.assumptions {
            let text = note.text.wrapped(to: innerWidth - nameWidth - 2)
            let name = note.name.clipped(to: nameWidth).padded(to: nameWidth)
            for (index, part) in text.enumerated() {
                let left = index == 0 ? palette.paint(name, .faint) : String(repeating: " ", count: nameWidth)
                lines.append(left + "  " + part)
            }
        }
        return Section(title: "ASSUMPTIONS", lines: lines)
    }
}
