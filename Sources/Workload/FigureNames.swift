/// The names that thresholds may use: figures of a run, and latencies measured in it.
public enum FigureName {
    /// Latencies, from which percentiles, mean and maximum can be asked; in milliseconds.
    public static var latencies: [String] {
        ["request_latency", "order_latency", "pay_latency", "issue_latency", "verification_latency"]
    }

    /// Every figure of a run, in the order of the summary; the unit is at the end of the name where there is one.
    public static var all: [String] {
        orders + losses + (["queue_wait", "hold_latency"] + latencies).flatMap(percentiles) + entitlements
            + fleetAndMoney + overload
    }

    private static func percentiles(of latency: String) -> [String] {
        ["p50", "p90", "p95", "p99", "p99_9", "max"].map { "\(latency)_\($0)_ms" }
    }

    private static let orders = [
        "orders_placed", "orders_peak_per_second", "orders_peak_at_second",
        "orders_paid", "orders_issued", "orders_refunded", "orders_partly_refunded",
        "order_lines", "order_lines_refunded", "order_lines_revoked", "orders_unsettled",
        "oversold_units", "undersold_units", "duplicate_credentials", "oversell_loss_fen", "oversold_orders",
        "reconciliation_hours", "hottest_holds_per_second", "hottest_holds_mean_per_second",
        "requests", "requests_answered", "requests_failed", "requests_diverted", "throttle_engagements",
        "throttle_releases", "queue_abandoned", "sessions",
        "sessions_given_up", "sessions_early", "refreshes", "coupons_redeemed", "coupons_refused", "scalper_sessions",
        "scalper_attempts", "scalper_orders_paid", "scalper_units", "scalper_spending_fen", "units_lost_to_scalpers",
    ]

    private static let entitlements = [
        "entitlements_activated", "entitlements_used", "entitlements_expired", "entitlements_renewed",
        "entitlements_upgraded", "entitlements_transferred", "entitlements_suspended", "entitlements_resumed",
        "entitlements_revoked", "entitlements_refunded", "entitlement_changes_refused", "audit_records",
        "audit_refusals", "supplier_codes_spoiled", "supplier_empty_answers", "verifications",
        "verifications_unanswered", "verifications_valid", "verifications_expired", "verifications_revoked",
        "verifications_suspended", "verifications_used_up", "verifications_not_yet", "verifications_unknown",
        "verifications_wrong_region",
    ]

    /// By cause, orders and what they were worth.
    private static let losses = [
        "rejected", "left_queue", "timed_out", "sold_out_falsely", "payment_failed", "refunded",
    ].flatMap { ["lost_orders_\($0)", "lost_sales_\($0)_fen"] }

    private static let fleetAndMoney = [
        "servers_prescaled", "servers_at_midnight", "servers_peak", "servers_crashed", "servers_given_up",
        "servers_gray", "server_hours", "window_hours", "cost_fen",
        "cost_on_demand_fen", "cost_reserved_fen", "cost_spot_fen", "reserved_idle_hours", "spot_interruptions",
        "cost_per_order_fen", "cost_per_issued_order_fen", "sales_fen", "margin_fen",
        "lost_orders", "lost_sales_fen", "lost_visits", "lost_visits_orders", "lost_visits_sales_fen",
        "orders_delayed", "compensation_oversell_fen", "compensation_delay_fen",
        "traditional_cost_fen", "saving_against_traditional_fen", "roi_against_traditional", "services_saturated",
        "availability", "availability_browse", "availability_order", "availability_pay", "availability_issue",
        "downtime_seconds", "downtime_seconds_browse", "downtime_seconds_order", "downtime_seconds_pay",
        "downtime_seconds_issue", "issuing_recovery_seconds", "issuing_peak_calls_per_second",
        "issuing_peak_retries_per_second", "orders_by_hand", "stale_effects_refused", "coordinator_restarts",
        "events", "events_per_request", "sold_out_products", "contested_last_units", "duplicate_charges",
        "duplicate_issues", "orders_needing_person", "person_hours",
    ]

    private static var overload: [String] {
        ["requests_shed", "requests_shed_by_callers", "requests_dropped"] + pagesServices.map(goodput)
    }

    /// The services behind the gateway that make pages.
    public static var pagesServices: [Service] { [.catalogue] + Service.ofProducts }

    /// The figure for the pages of a service that reached someone who still waited, as a share of what its servers
    /// could make.
    public static func goodput(of service: Service) -> String {
        "goodput_" + service.name.split(separator: "-").joined(separator: "_")
    }

    /// Whether the figure grows with the length of the window, so that a change of it is one per hour.
    public static func isTotal(_ name: String) -> Bool {
        let levels: Set = [
            "servers_prescaled", "servers_at_midnight", "servers_peak", "window_hours", "roi_against_traditional",
            "services_saturated", "sold_out_products", "contested_last_units", "issuing_recovery_seconds",
            "orders_peak_at_second",
        ]
        let parts = ["_per_", "availability", "goodput", "hottest"]
        return !levels.contains(name) && !name.hasSuffix("_ms") && !parts.contains { name.contains($0) }
    }

    /// Whether the figure is a share between 0 and 1.
    public static func isShare(_ name: String) -> Bool {
        name.hasPrefix("availability") || name.hasPrefix("goodput")
    }
}
