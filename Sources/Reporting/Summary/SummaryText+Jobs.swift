import Simulator

extension SummaryText {
    /// The jobs of each service, pages and messages together, and what its throttle did.
    func jobSection() -> Section {
        var table = TextTable([
            "service", "offered", "served", "refused", "lost", "busiest", "throttled", "for s", "server-h",
        ])
        for service in result.services where service.offered > 0 {
            table.add([
                .init(service.name), .init(NumberText.grouped(service.offered)),
                .init(NumberText.grouped(service.served)), warned(service.refused), warned(service.lost),
                .init(CivilTime(second: service.utilisationPeakAt).clock),
                warned(service.throttleEngagements), .init(NumberText.fixed(service.throttledSeconds, decimals: 0)),
                .init(NumberText.fixed(service.serverHours, decimals: 1)),
            ])
        }
        return Section(
            title: "JOBS (pages and messages)",
            lines: table.rows.isEmpty ? [] : table.lines(palette, width: innerWidth))
    }
}
