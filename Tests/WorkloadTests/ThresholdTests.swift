import Testing
import Workload

@Suite struct ThresholdTests {
    @Test func latenciesTakePercentilesAndDurations() throws {
        let metric = "request_latency{service:game-card}"
        let parsed = try Threshold.parse(metric: metric, expression: "p(99.9) < 1.5s").get()
        let expected = Threshold(
            metric: metric, name: "request_latency", service: .gameCard, statistic: .percentile(99.9),
            comparison: .less, bound: 1_500, expression: "p(99.9) < 1.5s")
        #expect(parsed == expected)
    }

    @Test(arguments: [
        ("order_latency", "avg<=200ms", Threshold.Statistic.average, Threshold.Comparison.lessOrEqual, 200),
        ("pay_latency", "max!=1min", .maximum, .notEqual, 60_000),
        ("issue_latency", "med>250us", .percentile(50), .greater, 0.25),
        ("oversold_units", "value==0", .value, .equal, 0),
        ("availability_pay", "value>=99.99%", .value, .greaterOrEqual, 99.99 / 100),
        ("availability", "value >= 100 %", .value, .greaterOrEqual, 1),
        ("cost_fen", "value<1000000", .value, .less, 1_000_000),
        ("request_latency_p99_9_ms", "value<800.5", .value, .less, 800.5),
    ]) func statisticsComparisonsAndBounds(
        _ metric: String, _ expression: String, _ statistic: Threshold.Statistic,
        _ comparison: Threshold.Comparison, _ bound: Double
    ) throws {
        let parsed = try Threshold.parse(metric: metric, expression: expression).get()
        #expect(parsed.statistic == statistic)
        #expect(parsed.comparison == comparison)
        #expect(parsed.bound == bound)
        #expect(parsed.service == nil)
    }

    @Test(arguments: [
        ("request_latncy", "p(99)<1s", "unknown metric 'request_latncy', did you mean 'request_latency'?; allowed: "),
        ("request_latency{service:stock}", "p(99)<1s", "no service 'stock' serves pages; allowed: catalogue"),
        ("request_latency{svc:gateway}", "p(99)<1s", "'{svc:gateway}' is no tag; write {service:game-card}"),
        ("order_latency{service:order}", "p(99)<1s", "'order_latency' takes no tag; only request_latency does"),
        ("request_latency", "p(99)", "'p(99)' compares nothing; write a condition such as 'p(99)<800ms'"),
        ("request_latency", "p(99)=1s", "'p(99)=1s' compares nothing"),
        ("request_latency", "p(101)<1s", "'p(101)' is no number of the latency request_latency"),
        ("request_latency", "value<1s", "'value' is no number of the latency request_latency"),
        ("request_latency", "p(99)<800", "'800' is no bound for request_latency; write a duration with its unit"),
        ("request_latency", "1s<p(99)<2s", "'1s<p(99)<2s' compares nothing"),
        ("availability", "value>=0.9999", "'0.9999' is no bound for availability; write a share such as 99.99%"),
        ("availability", "value>=101%", "'101%' is no bound for availability"),
        ("oversold_units", "count==0", "'count' is no number of the figure oversold_units; write 'value==0'"),
        ("oversold_units", "value==nan", "'nan' is no bound for oversold_units; write a plain number"),
        ("oversold_units", "value==-1", "'-1' is no bound for oversold_units"),
        ("", "", "unknown metric ''; allowed: "),
    ]) func whatIsWrongIsSaid(_ metric: String, _ expression: String, _ message: String) {
        switch Threshold.parse(metric: metric, expression: expression) {
        case .success(let threshold): Issue.record("\(threshold)")
        case .failure(let problem):
            #expect(problem.path == "thresholds.\(metric)")
            #expect(problem.message.hasPrefix(message), "\(problem.message)")
        }
    }

    @Test func everyFigureTakesAValue() {
        for name in FigureName.all {
            let bound = FigureName.isShare(name) ? "1%" : "1"
            #expect((try? Threshold.parse(metric: name, expression: "value>" + bound).get()) != nil)
        }
    }
}
