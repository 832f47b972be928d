import Foundation
import Testing

@testable import Reporting

@Suite struct BenchmarkTextTests {
    private let good = BenchmarkRowTests.row(seconds: [0.03, 0.01, 0.05])
    private var bad: BenchmarkRow {
        var row = BenchmarkRowTests.row("tandem", seconds: [0.02])
        row.add(.init(wall: 0.04, cpu: 0.02), BenchmarkRowTests.result(check: 1), peakMemory: 1 << 20)
        return row
    }

    @Test func aRowShowsRateMemoryAndCheckValue() {
        let lines = BenchmarkText.render([good], width: 120).split(separator: "\n")
        let columns = lines[1].split(separator: " ", omittingEmptySubsequences: true)
        #expect(columns == ["hold", "1,000,000", "30.0", "10.0", "50.0", "33.3", "50", "%", "7", "✓", "200.460311"])
        #expect(lines.last == "verdict: passed (exit 0)")
        #expect(lines.contains { $0.hasPrefix("ns/event: median of 3 runs") })
    }

    @Test func aRowThatFailedIsMarkedAndDecidesTheVerdict() {
        let text = BenchmarkText.render([good, bad, BenchmarkRow(name: "never")], width: 120)
        #expect(text.hasSuffix("verdict: 2 of 3 workloads failed (exit 107)\n"))
        #expect(text.contains("✗ 200.460311") && text.contains("not run"))
    }

    @Test func jsonHoldsWhatWasComputedAndHowFast() throws {
        let date = Date(timeIntervalSince1970: 0)
        let text = BenchmarkJSON.render([good, bad], at: date, commandLine: ["/a/rehearse", "bench", "--only", "\"x\""])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document["measured_at"] as? String == "1970-01-01T00:00:00Z")
        #expect(document["command_line"] as? [String] == ["bench", "--only", "\"x\""])
        for name in ["processor", "cores", "compiler", "build"] { #expect(document[name] != nil, "\(name)") }
        let rows = try #require(document["workloads"] as? [[String: Any]])
        #expect(rows.map { $0["name"] as? String } == ["hold", "tandem"])
        #expect(rows.map { $0["agrees"] as? Bool } == [true, false])
        let row = rows[0]
        #expect(row["events"] as? Int == 1_000_000 && row["check"] as? Double == 200.460311)
        #expect(row["ns_per_event_median"] as? Double == 30 && row["ns_per_event_min"] as? Double == 10)
        #expect(row["ns_per_event_max"] as? Double == 50 && row["peak_memory_bytes"] as? Int == 7 << 20)
        #expect(row["wall_seconds"] as? [Double] == [0.03, 0.01, 0.05])
        #expect(row["cpu_seconds"] as? [Double] == [0.015, 0.005, 0.025])
        #expect((row["fingerprint"] as? String)?.count == 16)
    }
}
