import Simulator
import Testing

@testable import Reporting

@Suite struct ReferenceRunTests {
    private func result(_ name: String, sales: Double, cost: Double, hours: Double) -> RunResult {
        var result = RunResult()
        result.scenario = name
        result.figures = [
            Figure(name: "window_hours", value: hours), Figure(name: "sales_fen", value: sales),
            Figure(name: "cost_fen", value: cost), Figure(name: "margin_fen", value: sales / 10),
        ]
        return result
    }

    private var ordinary: RunResult { result("ordinary-day", sales: 1_000_000, cost: 24_000, hours: 24) }
    private var night: RunResult { result("double11", sales: 5_700_000, cost: 72_800, hours: 26) }

    /// 5.7 times the sales; 72,800 of 26 h are 2,800 an hour against 1,000.
    @Test func changesAreInTotalAndPerHour() {
        let reference = ReferenceRun(ordinary)
        let sales = reference.change(of: "sales_fen", in: night)
        #expect(((sales.total ?? 0) - 4.7).magnitude < 1e-12)
        let cost = reference.change(of: "cost_fen", in: night)
        #expect(((cost.perHour ?? 0) - 1.8).magnitude < 1e-12)
        #expect(((cost.total ?? 0) - (72.8 / 24 - 1)).magnitude < 1e-12)
        #expect(reference.change(of: "orders_paid", in: night).total == nil)
    }

    /// In 26 h the ordinary day has 1,083,333 of sales, a tenth of it margin, and costs 26,000.
    @Test func extraMarginAndCostAreThoseOfAsManyHours() throws {
        let extra = try #require(ReferenceRun(ordinary).extra(of: night))
        #expect((extra.margin - (570_000 - 108_333.333_333)).magnitude < 1e-3)
        #expect(extra.cost == 46_800)
    }

    @Test func aSummaryFileIsReadAsTheRunThatWroteIt() throws {
        let scratch = Scratch()
        let path = scratch.path + "/summary.json"
        try AtomicFile.write(SummaryJSON.render(ordinary), to: path)
        #expect(try ReferenceRun(path: path) == ReferenceRun(ordinary))
    }

    @Test func whatIsNoSummaryIsRefusedWithTheRemedy() throws {
        let scratch = Scratch()
        let path = scratch.path + "/summary.json"
        #expect(throws: FileProblem.self) { try ReferenceRun(path: path) }
        try AtomicFile.write("{}", to: path)
        #expect(throws: FileProblem.self) { try ReferenceRun(path: path) }
        var old = ordinary
        old.figures.removeFirst()
        try AtomicFile.write(SummaryJSON.render(old), to: path)
        do {
            _ = try ReferenceRun(path: path)
            Issue.record("a summary without its window's hours was taken")
        } catch let problem {
            #expect(problem.reason.contains("window_hours") && problem.reason.contains("run it again"))
        }
    }

    @Test func theSummarySaysHowMuchMoreSalesAndCostAre() {
        let text = SummaryText.render(night, relativeTo: ReferenceRun(ordinary))
        #expect(text.contains("RELATIVE TO ordinary-day"))
        #expect(text.contains("sales +470.0 %   cost +203.3 %   in 26 h, against 24 h"))
        #expect(text.contains("+180.0 %"))
        #expect(!SummaryText.render(night).contains("RELATIVE"))
        let json = SummaryJSON.render(night, relativeTo: ReferenceRun(ordinary))
        #expect(json.contains("\"relative_to\": {") && json.contains("\"scenario\": \"ordinary-day\""))
        #expect(!SummaryJSON.render(night).contains("relative_to"))
    }
}
