import Simulator

extension SummaryText {
    /// Latency of each service, then its load and its servers.
    func latencySection() -> Section {
        guard !result.services.isEmpty else { return Section(title: "", lines: []) }
        var latencies = TextTable(["service", "requests", "p50", "p95", "p99", "p99.9", "max"])
        var loads = TextTable([
            "service", "util", "util peak", "queue peak", "diverted", "refused", "servers", "at peak",
        ])
        for service in result.services {
            if service.latency.count > 0 { latencies.add(latencyRow(service.name, service.latency)) }
            loads.add(loadRow(service))
        }
        if result.requests.count > 0 { latencies.add(latencyRow("all pages", result.requests)) }
        let lines = explained(latencies.lines(palette, width: innerWidth))
        return Section(
            title: "SERVICES (latency in ms, from click to answer)",
            lines: lines + [""] + loads.lines(palette, width: innerWidth))
    }

    /// The lines of a table of percentiles, with what a dash in it means.
    func explained(_ lines: [String]) -> [String] {
        guard lines.contains(where: { $0.contains("–") }) else { return lines }
        return lines + [palette.paint("–: fewer than 10 samples lie beyond", .faint)]
    }

    /// The percentiles 50, 95, 99 and 99.9; a dash where fewer than ten samples lie beyond.
    func percentileCells(_ latency: LatencySummary) -> [TextTable.Cell] {
        let levels = [
            (latency.p50, 0.5), (latency.p95, 0.05), (latency.p99, 0.01), (latency.p99_9, 0.001),
        ]
        return levels.map { value, beyond in
            let known = (Double(latency.count) * beyond).rounded() >= 10
            return known ? .init(NumberText.measured(value)) : .init("–", .faint)
        }
    }

    private func latencyRow(_ name: String, _ latency: LatencySummary) -> [TextTable.Cell] {
        let maximum: TextTable.Cell = latency.count > 0 ? .init(NumberText.measured(latency.max)) : .init("–", .faint)
        return [.init(name), .init(NumberText.grouped(latency.count))] + percentileCells(latency) + [maximum]
    }

    private func loadRow(_ service: ServiceResult) -> [TextTable.Cell] {
        let hot = service.utilisationPeak >= 0.95
        return [
            .init(service.name), .init(NumberText.percent(service.utilisationMean)),
            .init(NumberText.percent(service.utilisationPeak), hot ? .warning : .plain),
            .init(NumberText.grouped(service.queuePeak)), warned(service.diverted), warned(service.refused),
            .init(NumberText.grouped(service.serversAtStart)), .init(NumberText.grouped(service.serversPeak)),
        ]
    }

    /// A count that had better be zero.
    func warned(_ number: UInt64) -> TextTable.Cell {
        .init(NumberText.grouped(number), number > 0 ? .warning : .faint)
    }
}
