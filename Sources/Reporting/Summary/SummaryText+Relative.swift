import Simulator

extension SummaryText {
    /// What is more and what is less than in the run that this one is held against.
    func relativeSection() -> Section {
        guard let reference else { return Section(title: "", lines: []) }
        let hours = result.figure("window_hours") ?? 0, theirs = reference.figures["window_hours"] ?? 0
        var lines = flowed(
            [("sales_fen", "sales"), ("cost_fen", "cost")].map { name, label in
                label + " " + palette.paint(Self.change(reference.change(of: name, in: result).total), .strong)
            } + ["in \(NumberText.figure(hours)) h, against \(NumberText.figure(theirs)) h"])
        var table = TextTable(["", "this run", "reference", "in total", "per hour"])
        for (name, label, isMoney) in ReferenceRun.compared {
            guard let ours = result.figure(name), let other = reference.figures[name] else { continue }
            let change = reference.change(of: name, in: result)
            table.add([
                .init(label), .init(isMoney ? NumberText.yuan(fen: ours) : NumberText.figure(ours)),
                .init(isMoney ? NumberText.yuan(fen: other) : NumberText.figure(other)),
                .init(Self.change(change.total)), .init(Self.change(change.perHour)),
            ])
        }
        lines += [""] + table.lines(palette, width: innerWidth)
        if let extra = reference.extra(of: result) {
            var parts = [
                "in as many hours: margin " + NumberText.yuan(fen: extra.margin) + " more",
                "cost " + NumberText.yuan(fen: extra.cost) + " more",
            ]
            if extra.cost > 0 {
                parts.append("return " + NumberText.measured((extra.margin - extra.cost) / extra.cost) + " times that")
            }
            lines += [""] + flowed(parts)
        }
        return Section(title: "RELATIVE TO \(reference.scenario) (seed \(reference.seed))", lines: lines)
    }

    /// `+470.1 %`, `-3.0 %`; a dash where there was nothing to compare with.
    static func change(_ share: Double?) -> String {
        guard let share else { return "–" }
        return (share > 0 ? "+" : "") + NumberText.fixed(share * 100, decimals: 1) + " %"
    }
}
