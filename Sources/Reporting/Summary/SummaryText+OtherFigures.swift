import Simulator

extension SummaryText {
    /// The figures that no other section shows, in the order of the result.
    func otherFigureSection() -> Section {
        var table = TextTable(["figure", "value"])
        for figure in result.figures where !isShownElsewhere(figure.name) {
            table.add([.init(figure.name), .init(NumberText.figure(figure.value))])
        }
        return Section(title: "MORE FIGURES", lines: table.rows.isEmpty ? [] : table.lines(palette, width: innerWidth))
    }

    private func isShownElsewhere(_ name: String) -> Bool {
        let shown = [
            "orders_placed", "orders_paid", "orders_issued", "orders_refunded", "orders_partly_refunded",
            "order_lines", "order_lines_refunded", "order_lines_revoked", "orders_unsettled", "oversold_units",
            "undersold_units", "duplicate_credentials", "sales_fen", "requests", "requests_answered",
            "requests_failed", "requests_diverted", "availability", "downtime_seconds", "servers_prescaled",
            "servers_at_midnight", "servers_peak", "servers_crashed", "servers_given_up",
            "servers_gray", "server_hours", "cost_fen", "cost_per_order_fen", "events",
            "events_per_request", "margin_fen", "window_hours", "cost_on_demand_fen", "cost_reserved_fen",
            "cost_spot_fen", "reserved_idle_hours", "spot_interruptions", "cost_per_issued_order_fen",
            "compensation_oversell_fen", "compensation_delay_fen", "traditional_cost_fen",
            "saving_against_traditional_fen", "roi_against_traditional", "services_saturated",
            "coupons_redeemed", "coupons_refused", "scalper_sessions", "scalper_attempts",
            "scalper_orders_paid", "scalper_units", "scalper_spending_fen", "units_lost_to_scalpers",
        ]
        let isInTable = name.contains("_latency_") && !name.hasPrefix("hold_")
        return shown.contains(name) || isInTable || name.hasPrefix("availability_")
            || name.hasPrefix("lost_") || name.hasPrefix("downtime_seconds_")
    }
}
