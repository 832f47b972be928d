import Simulator

extension SummaryText {
    /// What was lost and why, and what the fleet is worth.
    func businessSection() -> Section {
        var lines = lossLines()
        let amounts = [
            ("compensation_oversell_fen", "compensation for oversold units"),
            ("compensation_delay_fen", "for late goods"),
        ].compactMap { name, label in
            result.figure(name).flatMap { $0 > 0 ? label + " " + NumberText.yuan(fen: $0) : nil }
        }
        lines += flowed(amounts)
        if let theirs = result.figure("traditional_cost_fen"), theirs > 0,
            let saved = result.figure("saving_against_traditional_fen"),
            let gain = result.figure("roi_against_traditional")
        {
            lines += flowed([
                "traditional fleet " + NumberText.yuan(fen: theirs),
                "saved " + NumberText.yuan(fen: saved) + " (" + NumberText.percent(saved / theirs) + ")",
                "return " + NumberText.percent(gain) + " of the cost",
            ])
        }
        return Section(title: "LOST SALES AND MONEY", lines: lines)
    }

    private func lossLines() -> [String] {
        let causes = result.losses.filter { $0.orders > 0 || $0.visits > 0 || $0.sales > .zero }
        guard !causes.isEmpty else { return result.losses.isEmpty ? [] : ["no sale was lost"] }
        var table = TextTable(["lost because", "orders", "yuan", "visits before", "expected orders", "expected yuan"])
        for loss in causes {
            table.add([
                .init(words(loss.cause)), .init(NumberText.grouped(loss.orders)), .init("\(loss.sales)"),
                .init(NumberText.grouped(loss.visits)), .init(NumberText.fixed(loss.expectedOrders, decimals: 1)),
                .init(NumberText.fixed(loss.expectedSales / 100, decimals: 2)),
            ])
        }
        return table.lines(palette, width: innerWidth)
    }

    private func words(_ cause: String) -> String {
        switch cause {
        case "rejected": "rejected: error page"
        case "left_queue": "left the queue page"
        case "timed_out": "timed out"
        case "sold_out_falsely": "sold out, units left over"
        case "payment_failed": "payment failed"
        case "refunded": "paid back, no goods"
        default: cause
        }
    }
}
