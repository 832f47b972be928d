import Workload

/// The catalogue of faults as text: each kind with its keys, what it does, and where it may be.
public enum FaultCatalogueText {
    /// The text, with a line feed at the end.
    public static func render(palette: Palette = .none, width: Int) -> String {
        var lines = heading(palette, width)
        for form in FaultForm.allCases {
            lines.append("")
            lines.append(palette.paint(form.rawValue, .good) + "  " + form.place.rawValue)
            lines += form.effect.wrapped(to: max(20, width - 4)).map { "    " + $0 }
            let keys = form.parameters.map(words)
            if !keys.isEmpty { lines.append("    keys: " + keys.joined(separator: ", ")) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What all faults have.
    private static func heading(_ palette: Palette, _ width: Int) -> [String] {
        let text = [
            "Every fault has a 'name', a 'kind', and the instants 'from' and 'until'; 'service' says where, without it "
                + "all services are meant.",
            "With 'every' and 'times' it comes again: every: 10min, times: 3.",
            "With 'when' it comes once, as soon as a service's servers were busy for a second between 'from' and "
                + "'until': when: {service: game-card, utilisation-above: 90 %, lasts: 2min}.",
        ]
        return [palette.paint("\(FaultForm.allCases.count) KINDS OF FAULTS", .faint)]
            + text.flatMap { $0.wrapped(to: width) }
    }

    /// A key, how it is written, and what is assumed without it.
    private static func words(_ parameter: FaultParameter) -> String {
        let key = "\(parameter.measure.rawValue) (such as \(parameter.measure.example)"
        return key + (parameter.standard.map { "; without it: \($0))" } ?? ")")
    }
}
