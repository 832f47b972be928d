import Foundation
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
}
