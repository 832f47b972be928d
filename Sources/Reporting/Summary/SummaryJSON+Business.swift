import Simulator

extension SummaryJSON {
    /// Lost sales, cause by cause.
    static func write(_ losses: [LossResult], to json: inout JSONWriter) {
        json.array("lost_sales") { json in
            for loss in losses {
                json.object(nil, onOneLine: true) { json in
                    json.value("cause", loss.cause)
                    json.value("orders", loss.orders)
                    json.value("sales_fen", Double(loss.sales.fen))
                    json.value("visits", loss.visits)
                    json.value("expected_orders", loss.expectedOrders)
                    json.value("expected_sales_fen", loss.expectedSales)
                }
            }
        }
    }

    /// Changes against another run, as shares: 4.7 is 470 % more.
    static func write(_ result: RunResult, relativeTo reference: ReferenceRun, to json: inout JSONWriter) {
        json.object("relative_to") { json in
            json.value("scenario", reference.scenario)
            json.value("seed", reference.seed)
            json.value("window_hours", reference.figures["window_hours"])
            for (name, _, _) in ReferenceRun.compared {
                let change = reference.change(of: name, in: result)
                json.object(name, onOneLine: true) { json in
                    json.value("reference", reference.figures[name])
                    json.value("change", change.total)
                    json.value("change_per_hour", change.perHour)
                }
            }
        }
    }

    /// The services that were saturated, the first first.
    static func write(saturated services: [ServiceResult], to json: inout JSONWriter) {
        json.array("saturation") { json in
            for service in services {
                guard let saturation = service.saturation else { continue }
                json.object(nil, onOneLine: true) { json in
                    json.value("service", service.name)
                    json.value("at", saturation.at)
                    json.value("began_with", saturation.beganWithRefusals ? "refusals" : "busy")
                    json.value("cause", saturation.circumstances.cause.rawValue)
                    json.value("jobs_per_second", saturation.circumstances.jobsPerSecond)
                    json.value("load_slots", saturation.circumstances.load)
                    json.value("capacity_slots", saturation.circumstances.capacity)
                    json.value("servers_serving", saturation.circumstances.serving)
                    json.value("servers_warming_up", saturation.circumstances.warmingUp)
                    json.value("servers_gray", saturation.circumstances.gray)
                    json.value("servers_booting", saturation.circumstances.booting)
                    json.value("servers_down", saturation.circumstances.down)
                    json.value("slowdown", saturation.circumstances.slowdown)
                    json.value("repeated_clicks_share", saturation.circumstances.repeatedShare)
                    json.value("seconds", saturation.seconds)
                    json.value("turned_away", saturation.turnedAway)
                    json.value("diverted", service.diverted)
                    json.value("extra_wait_ms", saturation.extraWait)
                    json.value("lost_orders", saturation.lostOrders)
                    json.value("lost_sales_fen", Double(saturation.lostSales.fen))
                    json.value("lost_visits", saturation.lostVisits)
                }
            }
        }
    }
}
