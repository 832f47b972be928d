import Simulator

/// The result of a run as `summary.json`: the same bytes for the same result.
///
/// Latencies are in milliseconds, instants in seconds from day zero, money in fen.
public enum SummaryJSON {
    /// The document, with a line feed at the end.
    ///
    /// - Parameter reference: a run to compare with, written as `relative_to`.
    public static func render(_ result: RunResult, relativeTo reference: ReferenceRun? = nil) -> String {
        JSONWriter.document { json in
            json.value("schema", RunResult.schema)
            json.value("scenario", result.scenario)
            json.value("title", result.title)
            json.value("seed", result.seed)
            json.value("fingerprint", result.fingerprint.description)
            json.value("verdict", result.verdict.rawValue)
            json.object("assumptions") { json in
                for (index, note) in result.assumptions.enumerated() {
                    // A key must be unique; a second remark on the same thing gets its number.
                    let same = result.assumptions[..<index].filter { $0.name == note.name }.count
                    json.value(same == 0 ? note.name : "\(note.name) (\(same + 1))", note.text)
                }
            }
            json.object("figures") { json in
                for figure in result.figures { json.value(figure.name, figure.value) }
            }
            if let reference { write(result, relativeTo: reference, to: &json) }
            json.object("requests") { json in write(result.requests, to: &json) }
            json.array("services") { json in
                for service in result.services { write(service, to: &json) }
            }
            write(saturated: result.saturated, to: &json)
            write(tails: result.tails, to: &json)
            write(result.losses, to: &json)
            json.array("windows") { json in
                for window in result.windows { write(window, to: &json) }
            }
            if !result.faults.isEmpty { write("faults", result.faults, to: &json) }
            write("outcomes", result.outcomes, to: &json)
            write("events", result.events, to: &json)
            write("top_products", result.topProducts, to: &json)
            if !result.topKinds.isEmpty { write("top_kinds", result.topKinds, to: &json) }
            write("top_regions", result.topRegions, to: &json)
            writePeople(result, to: &json)
            json.array("sold_out") { json in
                for product in result.soldOut { write(product, to: &json) }
            }
            write("reconciliation", result.reconciliation, to: &json)
            json.array("thresholds") { json in
                for outcome in result.thresholds { write(outcome, to: &json) }
            }
            json.array("checks") { json in
                for check in result.checks { write(check, to: &json) }
            }
            if !result.migration.isEmpty {
                json.array("migration") { json in
                    for day in result.migration { write(day, to: &json) }
                }
            }
            json.array("timeline") { json in
                for point in result.timeline { write(point, to: &json) }
            }
        }
    }

    private static func write(_ key: String, _ counts: [Count], to json: inout JSONWriter) {
        json.object(key) { json in
            for count in counts { json.value(count.name, count.count) }
        }
    }

    private static func write(_ latency: LatencySummary, to json: inout JSONWriter) {
        json.object("latency_ms", onOneLine: true) { json in
            json.value("count", latency.count)
            json.value("mean", latency.mean)
            json.value("p50", latency.p50)
            json.value("p90", latency.p90)
            json.value("p95", latency.p95)
            json.value("p99", latency.p99)
            json.value("p99_9", latency.p99_9)
            json.value("max", latency.max)
        }
    }

    private static func write(_ service: ServiceResult, to json: inout JSONWriter) {
        json.object(nil) { json in
            json.value("name", service.name)
            write(service.latency, to: &json)
            json.value("offered", service.offered)
            json.value("served", service.served)
            json.value("refused", service.refused)
            json.value("shed", service.shed)
            json.value("shed_by_callers", service.shedByCallers)
            json.value("dropped", service.dropped)
            json.value("goodput", service.goodput)
            json.value("lost", service.lost)
            json.value("diverted", service.diverted)
            json.value("throttle_engagements", service.throttleEngagements)
            json.value("throttled_seconds", service.throttledSeconds)
            json.value("utilisation_mean", service.utilisationMean)
            json.value("utilisation_peak", service.utilisationPeak)
            json.value("utilisation_peak_at", service.utilisationPeakAt)
            json.value("queue_peak", service.queuePeak)
            json.value("servers_at_start", service.serversAtStart)
            json.value("servers_peak", service.serversPeak)
            json.value("server_hours", service.serverHours)
            if let guards = service.guards {
                json.value("breaker_openings", UInt64(guards.openings))
                json.value("kept_back_by_breaker", guards.keptBackByBreaker)
                json.value("kept_back_by_bulkhead", guards.keptBackByBulkhead)
                json.value("kept_back_for_connections", guards.keptBackForConnections)
            }
        }
    }

    private static func write(_ product: SoldOutProduct, to json: inout JSONWriter) {
        json.object(nil, onOneLine: true) { json in
            json.value("name", product.name)
            json.value("stock", product.stock)
            json.value("issued", product.issued)
            json.value("second", product.second)
            json.value("rivals", product.rivals)
        }
    }

    private static func write(_ window: WindowResult, to json: inout JSONWriter) {
        json.object(nil) { json in
            json.value("name", window.name)
            json.value("from", window.from)
            json.value("until", window.until)
            json.array("journeys") { json in
                for journey in window.journeys {
                    json.object(nil, onOneLine: true) { json in
                        json.value("name", journey.name)
                        json.value("attempts", journey.attempts)
                        json.value("succeeded", journey.succeeded)
                        json.value("availability", journey.availability)
                        write(journey.latency, to: &json)
                    }
                }
            }
        }
    }

    private static func write(_ outcome: ThresholdResult, to json: inout JSONWriter) {
        json.object(nil, onOneLine: true) { json in
            json.value("metric", outcome.threshold.metric)
            json.value("expression", outcome.threshold.expression)
            json.value("observed", outcome.observed)
            json.value("passed", outcome.passed)
        }
    }

    private static func write(_ check: CheckResult, to json: inout JSONWriter) {
        json.object(nil, onOneLine: true) { json in
            json.value("id", check.id)
            json.value("rule", check.rule)
            json.value("evaluations", check.evaluations)
            json.value("failures", check.failures)
            json.value("first_failure", check.firstFailure)
            json.array("history") { json in
                for line in check.history { json.value(nil, line) }
            }
        }
    }

    private static func write(_ point: TimelinePoint, to json: inout JSONWriter) {
        json.object(nil, onOneLine: true) { json in
            json.value("second", point.second)
            json.value("planned", point.planned)
            json.value("requests", point.requests)
            json.value("answered", point.answered)
            json.value("placed", point.placed)
            json.value("paid", point.paid)
            json.value("diverted", point.diverted)
            json.value("p50", point.p50)
            json.value("p99", point.p99)
            json.value("servers", point.servers)
            json.value("utilisation", point.utilisation)
            json.value("preparing", point.preparing)
        }
    }
}
