import Simulator

extension SummaryText {
    /// What shoppers met, for the whole run and within each fault.
    func journeySection() -> Section {
        var table = TextTable(
            ["window", "journey", "attempts", "available", "p50", "p95", "p99", "p99.9"], wordColumns: 2)
        for window in result.windows {
            let from = CivilTime(second: window.from).clockWithSeconds
            let until = CivilTime(second: window.until).clockWithSeconds
            let labels = [window.name.clipped(to: 20), "\(from) to \(until)"]
            for (index, journey) in window.journeys.enumerated() {
                let whole = journey.availability >= 1
                let available = NumberText.availability(journey.availability)
                table.add(
                    [
                        .init(index < 2 ? labels[index] : ""), .init(journey.name),
                        .init(NumberText.grouped(journey.attempts)), .init(available, whole ? .plain : .warning),
                    ] + percentileCells(journey.latency))
            }
        }
        guard !table.rows.isEmpty else { return Section(title: "", lines: []) }
        return Section(
            title: "JOURNEYS (ms; issue: from capture to credential)",
            lines: explained(table.lines(palette, width: innerWidth)))
    }
}
