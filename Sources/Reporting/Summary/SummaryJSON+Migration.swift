import Simulator

extension SummaryJSON {
    /// One category on one day of a migration.
    static func write(_ day: MigrationDayResult, to json: inout JSONWriter) {
        json.object(nil, onOneLine: true) { json in
            json.value("day", day.day)
            json.value("category", day.category)
            json.value("share", day.share)
            json.value("rolled_back", day.wasRolledBack)
            write("legacy", day.legacy, to: &json)
            write("core", day.core, to: &json)
            json.value("compared", day.compared)
            json.value("mismatched", day.mismatched)
        }
    }

    private static func write(_ key: String, _ side: MigrationDayResult.Side, to json: inout JSONWriter) {
        json.value(key + "_orders", side.orders)
        json.value(key + "_attempts", side.attempts)
        json.value(key + "_succeeded", side.succeeded)
        json.value(key + "_availability", side.availability)
        json.value(key + "_orders_needing_person", side.needingPerson)
    }
}
