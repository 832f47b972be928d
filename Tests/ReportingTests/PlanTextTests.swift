import Testing

@testable import Reporting
@testable import Workload

@Suite struct PlanTextTests {
    private func minutes(_ rates: [Double]) -> [TrafficPlan.Minute] {
        rates.enumerated().map {
            .init(second: Double($0.offset - 30) * 60, length: 60, planned: $0.element, derived: $0.element)
        }
    }

    @Test func onlyChangesHoursAndTheLastMinuteAreShown() {
        let rates = (0..<100).map { $0 < 50 ? 100.0 : $0 < 52 ? 200 : 201 }
        let shown = PlanText.compressed(minutes(rates)).map { Int($0.second) / 60 + 30 }
        #expect(shown == [0, 30, 50, 90, 99])
    }

    @Test func planSaysWhatARunWillTake() {
        var scenario = Scenario()
        scenario.name = "quiet"
        let text = PlanText.render(scenario, plan: TrafficPlan(scenario), everyMinute: false)
        #expect(text.hasPrefix("scenario ok  quiet"))
        #expect(text.contains("Nov 11 00:00       95.4"))
        #expect(text.contains("largest difference"))
        #expect(text.contains("expected requests   8,9"))
        #expect(text.contains("estimated run time"))
    }

    @Test func everyMinuteIsShownOnRequest() {
        let scenario = Scenario()
        let plan = TrafficPlan(scenario)
        let all = PlanText.render(scenario, plan: plan, everyMinute: true).split(separator: "\n")
        #expect(all.filter { $0.hasPrefix("Nov 1") }.count == plan.minutes.count)
    }
}
