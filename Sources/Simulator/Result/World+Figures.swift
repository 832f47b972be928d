import Platform
import Primitives
import Statistics
import Workload

/// The named figures of a result.
extension World {
    func figures(_ dispatched: UInt64) -> [Figure] {
        var list = orderFigures() + requestFigures()
        func add(_ name: String, _ value: Double) { list.append(Figure(name: name, value: value)) }
        for attempt in [Attempt.order, .pay, .issue] {
            list += latencyFigures("\(attempt.name)_latency", gauges.run.summary(attempt))
        }
        list += entitlementFigures()
        add("servers_prescaled", Double(serversPrescaled))
        add("servers_at_midnight", Double(serversAtMidnight))
        add("servers_peak", Double(serversPeak))
        let failures = fleet.failures
        add("servers_crashed", Double(failures.crashed))
        add("servers_given_up", Double(failures.givenUp))
        add("servers_gray", Double(failures.gray))
        add("server_hours", account.billedHours)
        list += costFigures()
        add("sales_fen", Double(gauges.sales.fen))
        add("margin_fen", Double(margin.fen))
        list += lossFigures() + compensationFigures() + comparisonFigures()
        var attempts: UInt64 = 0, successes: UInt64 = 0
        for attempt in Attempt.allCases {
            let ended = gauges.run.ended[attempt.rawValue], good = gauges.run.succeeded[attempt.rawValue]
            attempts += ended
            successes += good
            add("availability_\(attempt.name)", ended == 0 ? 1 : Double(good) / Double(ended))
        }
        add("availability", attempts == 0 ? 1 : Double(successes) / Double(attempts))
        add("downtime_seconds", Double(gauges.downtime.seconds))
        for attempt in Attempt.allCases {
            add("downtime_seconds_\(attempt.name)", Double(gauges.downtime.seconds(of: attempt)))
        }
        list += coordinatorFigures() + overloadFigures()
        add("events", Double(dispatched))
        add("events_per_request", gauges.clicks == 0 ? 0 : Double(dispatched) / Double(gauges.clicks))
        return list
    }

    private func orderFigures() -> [Figure] {
        [
            Figure(name: "orders_placed", value: Double(gauges.placed)),
            Figure(name: "orders_peak_per_second", value: Double(gauges.bestInSecond)),
            Figure(name: "orders_peak_at_second", value: Double(gauges.bestSecond)),
            Figure(name: "orders_paid", value: Double(gauges.paid)),
            Figure(name: "orders_issued", value: Double(gauges.issued)),
            Figure(name: "orders_refunded", value: Double(gauges.refunded)),
            Figure(name: "orders_partly_refunded", value: Double(gauges.partlyRefunded)),
            Figure(name: "order_lines", value: Double(gauges.lines)),
            Figure(name: "order_lines_refunded", value: Double(gauges.linesRefunded)),
            Figure(name: "order_lines_revoked", value: Double(auditors.lineNotes.revoked)),
            Figure(name: "orders_unsettled", value: Double(gauges.placed - gauges.settled)),
            Figure(name: "oversold_units", value: Double(auditors.oversoldUnits)),
            Figure(name: "undersold_units", value: Double(auditors.undersoldUnits)),
            Figure(name: "oversell_loss_fen", value: Double(oversellLoss.fen)),
            Figure(name: "oversold_orders", value: Double(auditors.stockNotes.oversoldOrders)),
            Figure(name: "reconciliation_hours", value: reconciliation.inSeconds / 3_600),
            Figure(name: "hottest_holds_per_second", value: Double(gauges.holds.hottestPerSecond)),
            Figure(name: "hottest_holds_mean_per_second", value: gauges.holds.hottestMeanPerSecond),
            Figure(name: "duplicate_credentials", value: Double(auditors.issuanceNotes.duplicateSerials)),
            Figure(name: "sold_out_products", value: Double(auditors.soldOutProducts)),
            Figure(name: "contested_last_units", value: Double(auditors.contestedLastUnits)),
            Figure(name: "duplicate_charges", value: Double(old.duplicateCharges)),
            Figure(name: "duplicate_issues", value: Double(old.duplicateIssues)),
            Figure(name: "orders_needing_person", value: Double(ordersNeedingPerson)),
            Figure(
                name: "person_hours",
                value: Double(old.desk.attended + old.attendedCoreOrders)
                    * scenario.platform.people.timePerOrder.inSeconds / 3_600),
        ]
    }

    private var ordersNeedingPerson: Int { old.listed.count + Int(old.attendedCoreOrders) }

    private func requestFigures() -> [Figure] {
        [
            Figure(name: "requests", value: Double(gauges.clicks)),
            Figure(name: "requests_answered", value: Double(gauges.answered)),
            Figure(name: "requests_failed", value: Double(gauges.errorPages + gauges.impatient)),
            Figure(name: "requests_diverted", value: Double(gauges.queuePages)),
            Figure(name: "throttle_engagements", value: Double(throttleTurns.engaged)),
            Figure(name: "throttle_releases", value: Double(throttleTurns.released)),
            Figure(name: "queue_abandoned", value: Double(gauges.leftQueue)),
            Figure(name: "sessions", value: Double(gauges.sessions)),
            Figure(name: "sessions_given_up", value: Double(gauges.gaveUp)),
            Figure(name: "sessions_early", value: Double(gauges.early)),
            Figure(name: "refreshes", value: Double(gauges.refreshes)),
            Figure(name: "coupons_redeemed", value: Double(gauges.coupons.redeemed)),
            Figure(name: "coupons_refused", value: Double(gauges.coupons.refused)),
        ] + scalperFigures() + latencyFigures("queue_wait", LatencySummary(gauges.queueWait))
            + latencyFigures("hold_latency", LatencySummary(gauges.holds.latencies))
            + latencyFigures("request_latency", gauges.allPages)
    }

    /// How often throttles engaged, and how often one let go altogether.
    private var throttleTurns: (engaged: Int, released: Int) {
        var engaged = 0, released = 0
        for service in Service.allCases where scenario[service].throttle != nil {
            let turns = throttles[service.index].engagements
            engaged += turns
            released += turns - (throttles[service.index].isEngaged ? 1 : 0)
        }
        return (engaged, released)
    }

    private func entitlementFigures() -> [Figure] {
        let answers = gauges.entitlements.counts(of: EntitlementVerdict.self)
        let made = gauges.entitlements.counts(of: LifecycleOperation.self)
        func verdict(_ name: String, _ verdict: EntitlementVerdict) -> Figure {
            Figure(name: name, value: answers[Int(verdict.rawValue)])
        }
        func changes(_ name: String, _ operation: LifecycleOperation) -> Figure {
            Figure(name: name, value: made[Int(operation.rawValue)])
        }
        return [
            changes("entitlements_activated", .activate), changes("entitlements_used", .use),
            changes("entitlements_expired", .expire), changes("entitlements_renewed", .renew),
            changes("entitlements_upgraded", .upgrade), changes("entitlements_transferred", .transfer),
            changes("entitlements_suspended", .suspend), changes("entitlements_resumed", .resume),
            changes("entitlements_revoked", .revoke), changes("entitlements_refunded", .refund),
            Figure(name: "entitlement_changes_refused", value: Double(gauges.entitlements.refusals)),
            Figure(name: "audit_records", value: Double(auditLog.count)),
            Figure(name: "audit_refusals", value: Double(auditLog.refusals)),
            Figure(name: "supplier_codes_spoiled", value: Double(issuance.unusedCodes)),
            Figure(name: "supplier_empty_answers", value: Double(supplier.emptyAnswers)),
            Figure(name: "verifications", value: Double(gauges.entitlements.checks)),
            Figure(
                name: "verifications_unanswered",
                value: Double(gauges.entitlements.checks - gauges.entitlements.answered)),
            verdict("verifications_valid", .valid), verdict("verifications_expired", .expired),
            verdict("verifications_revoked", .revoked), verdict("verifications_suspended", .suspended),
            verdict("verifications_used_up", .usedUp), verdict("verifications_not_yet", .notYet),
            verdict("verifications_unknown", .unknown), verdict("verifications_wrong_region", .wrongRegion),
        ] + latencyFigures("verification_latency", LatencySummary(gauges.entitlements.latency))
    }

    private func latencyFigures(_ name: String, _ summary: LatencySummary) -> [Figure] {
        [
            Figure(name: name + "_p50_ms", value: summary.p50),
            Figure(name: name + "_p90_ms", value: summary.p90),
            Figure(name: name + "_p95_ms", value: summary.p95),
            Figure(name: name + "_p99_ms", value: summary.p99),
            Figure(name: name + "_p99_9_ms", value: summary.p99_9),
            Figure(name: name + "_max_ms", value: summary.max),
        ]
    }
}
