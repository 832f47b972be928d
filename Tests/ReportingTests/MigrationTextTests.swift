import Simulator
import Testing

@testable import Reporting

/// A migration in the summary and in the JSON.
@Suite struct MigrationTextTests {
    private static var result: RunResult {
        var result = RunResult()
        result.scenario = "migration"
        for day in 1...2 {
            for category in ["game-card", "course"] {
                var cell = MigrationDayResult()
                cell.day = day
                cell.category = category
                cell.share = day == 2 && category == "course" ? 0.05 : 0
                cell.wasRolledBack = day == 2 && category == "course"
                cell.legacy.orders = 1_000
                cell.legacy.attempts = 2_000
                cell.legacy.succeeded = 1_990
                cell.legacy.needingPerson = 8
                if day == 2 {
                    cell.core.orders = 500
                    cell.core.attempts = 1_000
                    cell.core.succeeded = 1_000
                    cell.compared = 100
                    cell.mismatched = 3
                }
                result.migration.append(cell)
            }
        }
        return result
    }

    @Test func summaryShowsEveryDay() {
        let text = SummaryText.render(Self.result)
        let lines = text.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true) }
        #expect(text.contains("MIGRATION"))
        #expect(lines.contains(["1", "off", "off", "-"]))
        #expect(lines.contains(["2", "shadow", "rolled", "back", "5.0", "%", "3.0", "%"]))
        #expect(lines.contains(["1", "2,000", "0", "99.5", "%", "-", "16", "0", "8"]))
        #expect(lines.contains(["2", "2,000", "1,000", "99.5", "%", "100.0", "%", "16", "0", "5.333"]))
    }

    @Test func runWithoutAMigrationSaysNothingOfOne() {
        #expect(!SummaryText.render(Fixtures.night).contains("MIGRATION"))
        #expect(!SummaryJSON.render(Fixtures.night).contains("migration"))
    }

    @Test func jsonHasALineForEveryCategoryAndDay() {
        let json = SummaryJSON.render(Self.result)
        let lines = json.split(separator: "\n").filter { $0.contains("\"rolled_back\"") }
        #expect(lines.count == 4)
        #expect(lines.last?.contains("\"share\": 0.05") == true)
        #expect(lines.last?.contains("\"core_availability\": 1") == true)
        #expect(lines.last?.contains("\"legacy_orders_needing_person\": 8") == true)
    }
}
