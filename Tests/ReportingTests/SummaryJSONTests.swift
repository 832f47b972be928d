import Foundation
import Simulator
import Testing

@testable import Reporting

@Suite struct SummaryJSONTests {
    @Test func documentReadsBack() throws {
        let text = SummaryJSON.render(Fixtures.broken)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(json["schema"] as? Int == 1)
        #expect(json["seed"] as? Int == 20_261_111)
        #expect(json["verdict"] as? String == "invariant-broken")
        let figures = try #require(json["figures"] as? [String: Any])
        #expect(figures["cost_per_order_fen"] as? Double == 0.23733)
        #expect(figures["orders_paid"] as? Int == 1_880_000)
        let assumptions = try #require(json["assumptions"] as? [String: String])
        #expect(assumptions["throttle"]?.hasSuffix("\"as written\"") == true)
        let services = try #require(json["services"] as? [[String: Any]])
        #expect(services.count == 2)
        let checks = try #require(json["checks"] as? [[String: Any]])
        #expect(checks[2]["failures"] as? Int == 2)
        #expect((checks[2]["history"] as? [String])?.count == 2)
        #expect((checks[0]["history"] as? [String])?.isEmpty == true)
        #expect((json["timeline"] as? [Any])?.count == 1_560)
        #expect(text.hasSuffix("}\n"))
    }

    @Test func topLevelKeysHaveAFixedOrder() {
        let keys = SummaryJSON.render(Fixtures.night).split(separator: "\n").filter {
            $0.hasPrefix("  \"")
        }.map { String($0.dropFirst(3).prefix { $0 != "\"" }) }
        #expect(
            keys == [
                "schema", "scenario", "title", "seed", "fingerprint", "verdict", "assumptions", "figures", "requests",
                "services", "saturation", "tails", "lost_sales", "windows", "outcomes", "events", "top_products",
                "top_regions", "regions", "sold_out", "reconciliation", "thresholds", "checks", "timeline",
            ])
    }

    @Test func thresholdLineIsAsDocumented() {
        let line = """
            {"metric": "request_latency{service:game-card}", "expression": "p(99)<800ms", "observed": 912.4, \
            "passed": false}
            """
        #expect(SummaryJSON.render(Fixtures.night).contains(line))
    }

    @Test(arguments: [
        (0, "0"), (-0.0, "0"), (1, "1"), (-3, "-3"), (0.1, "0.1"), (1e-7, "1e-07"), (1e300, "1e+300"),
        (9_007_199_254_740_991, "9007199254740991"), (1.0 / 3, "0.3333333333333333"),
    ] as [(Double, String)])
    func numbersAreShortAndExact(value: Double, text: String) {
        #expect(JSONWriter.number(value) == text)
        #expect(Double(text) == value)
    }

    @Test func whatIsNotFiniteIsNull() {
        #expect(JSONWriter.number(.nan) == "null")
        #expect(JSONWriter.number(.infinity) == "null")
        #expect(JSONWriter.number(nil) == "null")
    }

    @Test func textIsEscaped() {
        let text = JSONWriter.document { $0.value("a\"b", "\\ \n\r\t\u{01} é 卡") }
        #expect(text == "{\n  \"a\\\"b\": \"\\\\ \\n\\r\\t\\u0001 é 卡\"\n}\n")
    }

    @Test func secondRemarkOnOneThingKeepsItsPlace() {
        var result = RunResult()
        result.assumptions = [.init(name: "tariff", text: "a"), .init(name: "tariff", text: "b")]
        let text = SummaryJSON.render(result)
        #expect(text.contains("\"tariff\": \"a\",\n    \"tariff (2)\": \"b\""))
    }

    @Test func factsOfTheRunAreComplete() throws {
        let facts = RunFacts(
            started: Date(timeIntervalSince1970: 0), wallSeconds: 2.00049, commandLine: ["rehearse", "run"],
            events: 1_000, simulatedSeconds: 5)
        #expect(facts.speed == "simulated 5 s in 2.0 s: 2.499 simulated seconds per second")
        let json = try JSONSerialization.jsonObject(with: Data(facts.render().utf8)) as? [String: Any]
        #expect(json?["started_at"] as? String == "1970-01-01T00:00:00Z")
        #expect(json?["wall_seconds"] as? Double == 2)
        #expect(json?["simulated_seconds_per_second"] as? Double == 2.499)
        #expect(json?["command_line"] as? [String] == ["rehearse", "run"])
        #expect((json?["peak_memory_bytes"] as? Int ?? 0) > 1_000_000)
        #expect((json?["cores"] as? Int ?? 0) > 0)
    }
}
