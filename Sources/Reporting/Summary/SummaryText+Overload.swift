import Simulator

extension SummaryText {
    /// What overload controls turned away, and what was achieved all the same; only of services whose control acted.
    func overloadSection() -> Section {
        var table = TextTable(["service", "offered", "shed", "by callers", "dropped", "goodput"])
        for service in result.services where service.shed > 0 || service.dropped > 0 {
            table.add([
                .init(service.name), .init(NumberText.grouped(service.offered)), warned(service.shed),
                .init(NumberText.grouped(service.shedByCallers)), warned(service.dropped),
                .init(NumberText.percent(service.goodput)),
            ])
        }
        guard !table.rows.isEmpty else { return Section(title: "", lines: []) }
        return Section(
            title: "OVERLOAD CONTROL",
            lines: table.lines(palette, width: innerWidth) + [
                palette.paint(
                    "goodput: pages that reached someone who still waited, over what the servers could make", .faint)
            ])
    }
}
