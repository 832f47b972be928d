import Simulator

extension SummaryJSON {
    /// The slowest requests of each kind in their parts; sums in nanoseconds, which add up exactly.
    static func write(tails: [TailResult], to json: inout JSONWriter) {
        json.array("tails") { json in
            for tail in tails {
                json.object(nil) { json in
                    json.value("name", tail.name)
                    json.value("percentile", tail.percentile)
                    json.value("from_ms", tail.from)
                    json.value("count", tail.count)
                    json.value("mean_ms", tail.mean)
                    json.value("latency_ns", Double(tail.latency))
                    json.object("parts_ns", onOneLine: true) { json in
                        for share in tail.parts where share.nanoseconds != 0 {
                            json.value(share.part.name, Double(share.nanoseconds))
                        }
                    }
                }
            }
        }
    }
}
