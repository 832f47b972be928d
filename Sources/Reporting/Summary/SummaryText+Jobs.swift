import Simulator

extension SummaryText {
    /// The jobs of each service, pages and messages together, and what its throttle did.
    func jobSection() -> Section {
        // Only where there is an overload control that had something to do.
        let controls = result.services.contains { $0.shed > 0 || $0.dropped > 0 }
        var table = TextTable(
            [
                "service", "offered", "served", "refused", "lost", "busiest", "throttled", "for s", "server-h",
            ] + (controls ? ["shed", "dropped", "goodput"] : []))
        for service in result.services where service.offered > 0 {
            let control: [TextTable.Cell] = [
                warned(service.shed), warned(service.dropped), .init(NumberText.percent(service.goodput)),
            ]
            table.add([
                .init(service.name), .init(NumberText.grouped(service.offered)),
                .init(NumberText.grouped(service.served)), warned(service.refused), warned(service.lost),
                .init(CivilTime(second: service.utilisationPeakAt).clock),
                warned(service.throttleEngagements), .init(NumberText.fixed(service.throttledSeconds, decimals: 0)),
                .init(NumberText.fixed(service.serverHours, decimals: 1)),
            ] + (controls ? control : []))
        }
        return Section(
            title: "JOBS (pages and messages)",
            lines: table.rows.isEmpty ? [] : table.lines(palette, width: innerWidth))
    }
}
