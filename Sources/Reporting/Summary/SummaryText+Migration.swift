import Simulator

extension SummaryText {
    /// A migration day by day: what was routed of each category, and how the old platform's manual work falls.
    func migrationSection() -> Section {
        let days = Dictionary(grouping: result.migration, by: \.day).sorted { $0.key < $1.key }.map(\.value)
        guard let first = days.first else { return Section(title: "MIGRATION", lines: []) }
        var shares = TextTable(["day"] + first.map { "routed: " + $0.category } + ["differ"])
        var work = TextTable([
            "day", "orders old", "core", "available old", "core ", "need a person old", "core  ", "per 1000 orders",
        ])
        for day in days {
            let compared = day.reduce(0) { $0 + $1.compared }, differ = day.reduce(0) { $0 + $1.mismatched }
            let share = compared == 0 ? "-" : NumberText.percent(Double(differ) / Double(compared))
            shares.add([.init("\(day[0].day)")] + day.map { routed($0) } + [.init(share)])
            work.add(workRow(day))
        }
        return Section(
            title: "MIGRATION",
            lines: shares.lines(palette, width: innerWidth) + [""] + work.lines(palette, width: innerWidth))
    }

    private func routed(_ cell: MigrationDayResult) -> TextTable.Cell {
        let none = cell.compared == 0 ? "off" : "shadow"
        let share = cell.share == 0 ? none : NumberText.percent(cell.share)
        return cell.wasRolledBack ? .init("rolled back " + share, .bad) : .init(share)
    }

    private func workRow(_ day: [MigrationDayResult]) -> [TextTable.Cell] {
        let old = day.reduce(MigrationDayResult.Side()) { $0 + $1.legacy }
        let core = day.reduce(MigrationDayResult.Side()) { $0 + $1.core }
        let orders = old.orders + core.orders, listed = old.needingPerson + core.needingPerson
        func available(_ side: MigrationDayResult.Side) -> TextTable.Cell {
            .init(side.attempts == 0 ? "-" : NumberText.percent(side.availability))
        }
        return [
            .init("\(day[0].day)"), .init(NumberText.grouped(old.orders)), .init(NumberText.grouped(core.orders)),
            available(old), available(core), .init(NumberText.grouped(old.needingPerson)),
            .init(NumberText.grouped(core.needingPerson)),
            .init(orders == 0 ? "-" : NumberText.figure(Double(listed) * 1_000 / Double(orders))),
        ]
    }
}
