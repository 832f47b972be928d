import Testing
import Workload

@Suite struct ThresholdTests {
    @Test func latenciesTakePercentilesAndDurations() throws {
        let parsed = try Threshold.parse(
            metric: "request_latency{service:game-card}", expression: "p(99.9) < 1.5s"
        ).get()
        #expect(parsed.name == "request_latency")
        #expect(parsed.service == .gameCard)
        #expect(parsed.statistic == .percentile(99.9))
        #expect(parsed.comparison == .less)
        #expect(parsed.bound == 1_500)
        #expect(parsed.expression == "p(99.9) < 1.5s")
    }
}
