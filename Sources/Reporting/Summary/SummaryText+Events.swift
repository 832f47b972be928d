import Simulator

extension SummaryText {
    /// Dispatched events by kind, and how many of each a request takes.
    func eventSection() -> Section {
        let total = result.events.reduce(0) { $0 + $1.count }
        guard total > 0 else { return Section(title: "", lines: []) }
        let requests = result.figure("requests") ?? 0
        var table = TextTable(["kind", "events", "share", "per request"])
        for kind in result.events where kind.count > 0 {
            table.add(row(kind.name, kind.count, of: total, requests))
        }
        table.add(row("all", total, of: total, requests))
        return Section(title: "EVENTS", lines: table.lines(palette, width: innerWidth))
    }

    private func row(_ name: String, _ count: UInt64, of total: UInt64, _ requests: Double) -> [TextTable.Cell] {
        let perRequest = requests > 0 ? NumberText.fixed(Double(count) / requests, decimals: 3) : "–"
        return [
            .init(name), .init(NumberText.grouped(count)),
            .init(NumberText.percent(Double(count) / Double(total))), .init(perRequest),
        ]
    }
}
