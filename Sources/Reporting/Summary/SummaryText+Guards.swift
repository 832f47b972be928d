import Simulator

extension SummaryText {
    /// What breakers, bulkheads and connections kept back; nothing where calls are not guarded.
    func guardSection() -> Section {
        var table = TextTable(["calls to", "breaker opened", "kept back by it", "by the bulkhead", "for connections"])
        for service in result.services {
            guard let guards = service.guards else { continue }
            table.add([
                .init(service.name), .init(NumberText.grouped(UInt64(guards.openings))),
                .init(NumberText.grouped(guards.keptBackByBreaker)),
                .init(NumberText.grouped(guards.keptBackByBulkhead)),
                .init(NumberText.grouped(guards.keptBackForConnections)),
            ])
        }
        let lines = table.rows.isEmpty ? [] : table.lines(palette, width: innerWidth)
        return Section(title: "GUARDED CALLS", lines: lines)
    }
}
