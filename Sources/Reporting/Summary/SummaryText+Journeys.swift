import Simulator

extension SummaryText {
    /// What shoppers met, for the whole run and within each fault.
    func journeySection() -> Section {
        var table = TextTable(
            ["window", "journey", "attempts", "available", "p50", "p95", "p99", "p99.9"], wordColumns: 2)
        for window in result.windows {
            let from = CivilTime(second: window.from).clockWithSeconds
            let until = CivilTime(second: window.until).clockWithSeconds
            var label = "\(window.name.clipped(to: 24)) \(from)–\(until)"
            for journey in window.journeys {
                let whole = journey.availability >= 1
                let available = NumberText.availability(journey.availability)
                table.add(
                    [
                        .init(label), .init(journey.name), .init(NumberText.grouped(journey.attempts)),
                        .init(available, whole ? .plain : .warning),
                    ] + percentileCells(journey.latency))
                label = ""
            }
        }
        guard !table.rows.isEmpty else { return Section(title: "", lines: []) }
        return Section(title: "JOURNEYS (ms; issue: from capture to credential)", lines: table.lines(palette))
    }
}
