import Foundation
import Primitives
import ScenarioFiles
import Testing
import Workload

@Suite struct ShippedScenariosTests {
    /// The package's folder.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    static let all: [String] = {
        let folder = root + "/scenarios"
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".yaml") && $0 != "story/claims.yaml" }.sorted()
    }()

    @Test func theShippedStoryReadsAndNamesItsInputs() throws {
        let loaded = try StoryReader.read(path: Self.root + "/scenarios/story/claims.yaml").get()
        #expect(loaded.scenarios.map(\.name) == loaded.story.runs.map(\.name))
        #expect(loaded.values.count == loaded.story.inputs.count && !loaded.values.contains(""))
        // The runs that only stand beside the story are not made again for each input.
        #expect(loaded.story.runsWithClaims.map { loaded.story.runs[$0].name } == [
            "ordinary", "elastic", "legacy-week", "core-week",
        ])
    }

    @Test func thereAreScenarios() { #expect(Self.all.count >= 8) }

    @Test(arguments: all) func everyShippedScenarioReadsAndValidates(_ name: String) throws {
        let loaded = try ScenarioReader.read(path: Self.root + "/scenarios/" + name).get()
        #expect(loaded.scenario.validate().isEmpty)
        #expect(!loaded.scenario.title.isEmpty)
        // The results' folder bears the scenario's name.
        #expect(loaded.scenario.name + ".yaml" == (name as NSString).lastPathComponent)
        #expect(!loaded.scenario.assumptions.isEmpty)
    }

    @Test(arguments: ["double11.yaml", "ordinary-day.yaml", "last-promotion.yaml"])
    func sessionsAddUpToTheShippedCurveWithinThreePercentInEveryMinute(_ name: String) throws {
        let scenario = try ScenarioReader.read(path: Self.root + "/scenarios/" + name).get().scenario
        let plan = TrafficPlan(scenario)
        #expect(plan.minutes.count == Int((scenario.end - scenario.start).inSeconds / 60))
        for minute in plan.minutes {
            let difference = abs(minute.derived / minute.planned - 1)
            #expect(difference < 0.03, "minute at \(minute.second) s: \(minute.derived) for \(minute.planned)")
        }
    }

    /// The forecast of the night comes from what the earlier days that ship would show, hour by hour.
    @Test func forecastOfTheNightIsMadeFromTheOrdinaryDayAndTheLastPromotion() throws {
        func read(_ name: String) throws -> Scenario {
            try ScenarioReader.read(path: Self.root + "/scenarios/" + name).get().scenario
        }
        func means(_ scenario: Scenario) -> [Double] {
            (0..<24).map { hour in
                let seconds = (0..<3_600).map { Double($0) + 0.5 }
                let rates = seconds.map { second in
                    scenario.traffic.rate(at: .origin + TimeSpan(seconds: Double(hour) * 3_600 + second))
                }
                return rates.reduce(0, +) / 3_600 / scenario.traffic.ordinaryRate
            }
        }
        let history = try #require(try read("double11.yaml").forecast)
        for (written, mean) in zip(history.day, means(try read("ordinary-day.yaml"))) {
            #expect(abs(written - mean) <= 0.0051, "\(written) for \(mean)")
        }
        for (written, mean) in zip(history.promotion, means(try read("last-promotion.yaml"))) {
            #expect(abs(written - mean) <= 0.051, "\(written) for \(mean)")
        }
        #expect(history.promotion.count == 24)
    }
}
