import Simulator

extension SummaryText {
    /// What scalpers took, and what that left to the others; nothing where there are none.
    func scalperSection() -> Section {
        guard !result.scalped.isEmpty else { return Section(title: "SCALPERS", lines: []) }
        let counts = [
            ("scalper_sessions", "scalpers"), ("scalper_attempts", "orders tried"), ("scalper_orders_paid", "paid"),
            ("scalper_units", "units got"), ("units_lost_to_scalpers", "lost to ordinary shoppers"),
        ]
        let parts = counts.compactMap { name, label in
            result.figure(name).map { label + " " + palette.paint(NumberText.figure($0), .strong) }
        }
        var table = TextTable(["product", "units", "scalped", "refused", "lost"])
        for product in result.scalped {
            table.add([
                .init(product.name), .init(NumberText.grouped(product.stock)),
                .init(NumberText.grouped(product.scalped)), .init(NumberText.grouped(product.refused)),
                .init(NumberText.grouped(product.lost)),
            ])
        }
        let spent = result.figure("scalper_spending_fen").map { ["they spent " + NumberText.yuan(fen: $0)] } ?? []
        let legend = "refused: units for which ordinary shoppers were told that there are none; lost: the fewer of both"
        return Section(
            title: "SCALPERS",
            lines: flowed(parts) + spent + [""] + table.lines(palette, width: innerWidth)
                + [palette.paint(legend, .faint)])
    }
}
