/// The names that thresholds may use: figures of a run, and latencies measured in it.
public enum FigureName {
    /// Latencies, from which percentiles, mean and maximum can be asked; in milliseconds.
    public static var latencies: [String] { ["request_latency", "order_latency", "pay_latency", "issue_latency"] }

    /// Every figure of a run, in the order of the summary; the unit is at the end of the name where there is one.
    public static var all: [String] {
        [
            "orders_placed", "orders_paid", "orders_issued", "orders_refunded", "orders_partly_refunded",
            "order_lines", "order_lines_refunded", "order_lines_revoked", "orders_unsettled",
            "oversold_units", "undersold_units", "duplicate_credentials",
            "requests", "requests_answered", "requests_failed", "requests_diverted",
            "queue_abandoned", "sessions", "sessions_given_up",
        ]
            + ["p50", "p90", "p95", "p99", "p99_9", "max"].map { "queue_wait_\($0)_ms" }
            + latencies.flatMap { latency in
                ["p50", "p90", "p95", "p99", "p99_9", "max"].map { "\(latency)_\($0)_ms" }
            }
            + [
                "servers_prescaled", "servers_at_midnight", "servers_peak", "server_hours",
                "cost_fen", "cost_per_order_fen", "sales_fen",
                "availability", "availability_browse", "availability_order", "availability_pay",
                "availability_issue", "downtime_seconds",
                "events", "events_per_request", "sold_out_products", "contested_last_units",
            ]
    }

    /// Whether the figure is a share between 0 and 1.
    public static func isShare(_ name: String) -> Bool { name.hasPrefix("availability") }
}
