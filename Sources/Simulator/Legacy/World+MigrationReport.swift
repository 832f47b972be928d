import Platform
import Workload

/// A migration's days in the result.
extension World {
    /// Every category on every day.
    func migrationDays() -> [MigrationDayResult] {
        var list: [MigrationDayResult] = []
        for day in 0..<old.gauge.days {
            for (category, service) in Service.ofProducts.enumerated() {
                let cell = old.gauge[day, category]
                var result = MigrationDayResult()
                result.day = day + 1
                result.category = service.name
                result.share = Double(cell.share) / 1_000
                result.wasRolledBack = cell.wasRolledBack
                result.legacy = MigrationDayResult.Side(cell.legacy)
                result.core = MigrationDayResult.Side(cell.core)
                result.compared = cell.compared
                result.mismatched = cell.mismatched
                list.append(result)
            }
        }
        return list
    }
}

extension MigrationDayResult.Side {
    /// What was counted of one side.
    init(_ side: MigrationGauge.Side) {
        self.init()
        orders = side.orders
        attempts = side.ended
        succeeded = side.succeeded
        needingPerson = side.listed
    }
}
