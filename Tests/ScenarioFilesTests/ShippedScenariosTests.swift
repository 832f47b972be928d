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
        return names.filter { $0.hasSuffix(".yaml") }.sorted()
    }()

    @Test func thereAreScenarios() { #expect(Self.all.count >= 8) }

    @Test(arguments: all) func everyShippedScenarioReadsAndValidates(_ name: String) throws {
        let loaded = try ScenarioReader.read(path: Self.root + "/scenarios/" + name).get()
        #expect(loaded.scenario.validate().isEmpty)
        #expect(!loaded.scenario.title.isEmpty)
        // The results' folder bears the scenario's name.
        #expect(loaded.scenario.name + ".yaml" == (name as NSString).lastPathComponent)
        #expect(!loaded.scenario.assumptions.isEmpty)
    }

    @Test(arguments: ["double11.yaml", "ordinary-day.yaml"])
    func sessionsAddUpToTheShippedCurveWithinThreePercentInEveryMinute(_ name: String) throws {
        let scenario = try ScenarioReader.read(path: Self.root + "/scenarios/" + name).get().scenario
        let plan = TrafficPlan(scenario)
        #expect(plan.minutes.count == Int((scenario.end - scenario.start).inSeconds / 60))
        for minute in plan.minutes {
            let difference = abs(minute.derived / minute.planned - 1)
            #expect(difference < 0.03, "minute at \(minute.second) s: \(minute.derived) for \(minute.planned)")
        }
    }
}
