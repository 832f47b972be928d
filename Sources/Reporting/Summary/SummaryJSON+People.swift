import Simulator

extension SummaryJSON {
    /// Where shoppers came from, and what scalpers took.
    static func writePeople(_ result: RunResult, to json: inout JSONWriter) {
        json.array("regions") { json in
            for region in result.regions {
                json.object(nil, onOneLine: true) { json in
                    json.value("name", region.name)
                    json.value("share", region.share)
                    json.value("sessions", region.sessions)
                    json.value("paid", region.paid)
                    json.value("sales_fen", Double(region.salesFen))
                }
            }
        }
        guard !result.scalped.isEmpty else { return }
        json.array("scalped") { json in
            for product in result.scalped {
                json.object(nil, onOneLine: true) { json in
                    json.value("name", product.name)
                    json.value("stock", product.stock)
                    json.value("scalped", product.scalped)
                    json.value("refused", product.refused)
                    json.value("lost", product.lost)
                }
            }
        }
    }
}
