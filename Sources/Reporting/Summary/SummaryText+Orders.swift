import Platform
import Simulator

extension SummaryText {
    /// What became of the orders, and whether more was sold than there was.
    func orderSection() -> Section {
        var lines: [String] = []
        let counts = [
            ("orders_placed", "placed"), ("orders_paid", "paid"), ("orders_issued", "issued"),
            ("orders_refunded", "refunded"),
        ]
        var parts = counts.compactMap { name, label in
            result.figure(name).map { label + " " + palette.paint(NumberText.figure($0), .strong) }
        }
        if let unsettled = result.figure("orders_unsettled") { parts.append(mustBeZero("unsettled", unsettled)) }
        lines += flowed(parts)
        lines += lineCounts()

        let harms = [
            ("oversold_units", "oversold units"), ("undersold_units", "undersold units"),
            ("duplicate_credentials", "duplicate credentials"),
        ]
        let damage = harms.compactMap { name, label in result.figure(name).map { mustBeZero(label, $0) } }
        lines += flowed(damage)
        if let sales = result.figure("sales_fen") { lines.append("sales " + NumberText.yuan(fen: sales)) }
        lines += outcomeLines()
        return Section(title: "ORDERS", lines: lines)
    }

    /// What became of the lines of orders, in a run in which they are not the same as orders.
    private func lineCounts() -> [String] {
        let lines = result.figure("order_lines") ?? 0, orders = result.figure("orders_placed") ?? 0
        guard lines > orders else { return [] }
        let counts = [
            ("orders_partly_refunded", "partly refunded"), ("order_lines", "lines"),
            ("order_lines_refunded", "lines refunded"), ("order_lines_revoked", "lines taken back"),
        ]
        return flowed(
            counts.compactMap { name, label in
                result.figure(name).map { label + " " + palette.paint(NumberText.figure($0), .strong) }
            })
    }

    private func mustBeZero(_ label: String, _ value: Double) -> String {
        label + " " + palette.paint(NumberText.figure(value), value == 0 ? .good : .bad)
    }

    private func outcomeLines() -> [String] {
        // The list may go on with remarks on the same orders; shares are of the orders.
        let ends = OrderOutcome.allCases.map { "\($0)" }
        let total = result.outcomes.reduce(0) { $0 + (ends.contains($1.name) ? $1.count : 0) }
        guard total > 0 else { return [] }
        var table = TextTable(["outcome", "orders", "share"])
        for outcome in result.outcomes {
            let share = NumberText.percent(Double(outcome.count) / Double(total))
            table.add([.init(outcome.name), .init(NumberText.grouped(outcome.count)), .init(share)])
        }
        return [""] + table.lines(palette, width: innerWidth)
    }
}
