import Simulator

extension SummaryText {
    /// The ledgers against the statements of the parties outside: how much was compared, and what differs.
    func reconciliationSection() -> Section {
        var table = TextTable(["ledger against statement", "orders"])
        for count in result.reconciliation {
            let differs = !count.name.hasSuffix("compared")
            table.add([.init(count.name), .init(NumberText.grouped(count.count), differs ? .bad : .plain)])
        }
        return Section(
            title: "RECONCILIATION", lines: table.rows.isEmpty ? [] : table.lines(palette, width: innerWidth))
    }
}
