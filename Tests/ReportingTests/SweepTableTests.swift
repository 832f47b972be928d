import Simulator
import Testing

@testable import Reporting

@Suite struct SweepTableTests {
    private static func result(_ scenario: String, paid: Double) -> RunResult {
        var result = RunResult()
        result.scenario = scenario
        result.figures = [Figure(name: "orders_paid", value: paid)]
        return result
    }

    @Test func scenariosAreNamedOnlyWhereTheyDiffer() {
        var table = SweepTable(keys: ["orders.retry"], figures: ["orders_paid", "cost_fen"])
        let figures = table.figures
        table.rows = [SweepRow(Self.result("a", paid: 1_234), values: ["x"], figures: figures)]
        #expect(
            table.text(width: 80)
                == "retry  orders_paid  cost_fen  verdict\nx            1,234         –   passed\n")
        table.rows.append(SweepRow(Self.result("b", paid: 5), values: ["y"], figures: figures))
        #expect(table.text(width: 80).hasPrefix("scenario  retry  orders_paid"))
    }

    @Test func fieldsOfCSVAreQuotedWhereTheyMustBe() {
        var table = SweepTable(keys: ["faults"], figures: ["orders_paid"])
        let row = SweepRow(Self.result("a", paid: 0.5), values: ["[{name: \"x\", a: 1}]"], figures: table.figures)
        table.rows = [row]
        #expect(
            table.csv
                == "scenario,faults,orders_paid,verdict\r\na,\"[{name: \"\"x\"\", a: 1}]\",0.5,passed\r\n")
    }
}
