import Foundation
import ScenarioFiles
import Testing
import Workload

/// Story files, in a folder of their own beside a small scenario.
@Suite struct StoryReaderTests {
    private static let scenario = """
        extends: \(ShippedScenariosTests.root)/scenarios/platform.yaml
        name: small
        title: A small platform
        traffic:
          ordinary: 5/s
          curve: [{at: 0s, rate: 2 x}, {at: 5min, rate: 4 x}]
        window: {from: 0s, to: 5min}
        """

    private static let head = """
        name: told
        title: What is told
        runs:
          - {name: day, scenario: small.yaml}
          - {name: night, scenario: small.yaml, with: [traffic.ordinary=20/s]}
        claims:
          - {name: sales, run: night, figure: sales_fen, against: day, told: +300 %, within: 10 %}

        """

    private func read(_ text: String) throws -> Result<LoadedStory, ScenarioErrors> {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("story-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Self.scenario.write(to: folder.appendingPathComponent("small.yaml"), atomically: true, encoding: .utf8)
        let path = folder.appendingPathComponent("story.yaml")
        try text.write(to: path, atomically: true, encoding: .utf8)
        let result = StoryReader.read(path: path.path)
        if case .success(let loaded) = result { try use?(loaded) }
        return result
    }

    /// What is done with a story while its files are there.
    private var use: ((LoadedStory) throws -> Void)?

    private func errors(_ text: String) throws -> [String] {
        guard case .failure(let errors) = try read(text) else { return [] }
        return errors.list.map { "\($0.position.line):\($0.message)" }
    }

    @Test func runsAreTheirScenariosWithChangesUnderNamesOfTheirOwn() throws {
        let loaded = try read(Self.head).get()
        #expect(loaded.scenarios.map(\.name) == ["day", "night"])
        #expect(loaded.scenarios.map(\.traffic.ordinaryRate) == [5, 20])
        #expect(loaded.story.claims[0].told == 3 && loaded.story.claims[0].withinPermille == 100)
    }

    @Test func anInputMovesItsNumbersInItsRunsAndTellsThem() throws {
        var tests = self
        tests.use = { loaded in
            #expect(loaded.values == ["5/s; 20/s", "2 x, 4 x"])
            let moved = try loaded.scenario(of: 1, moving: loaded.story.inputs[1], by: 1_500).get()
            #expect(moved.scenario.traffic.curve.map(\.multiple) == [3, 6])
            #expect(moved.scenario.traffic.ordinaryRate == 20)
            #expect(moved.moved.map(\.after) == ["3 x", "6 x"])
            #expect(loaded.story.runs(of: loaded.story.inputs[1]) == [1])
        }
        _ = try tests.read(Self.head + """
            inputs:
              - {name: traffic, keys: [traffic.ordinary]}
              - {name: curve, keys: [traffic.curve.rate], runs: [night]}
            """).get()
    }

    @Test func aChoiceIsAnotherScenario() throws {
        var tests = self
        tests.use = { loaded in
            let moved = try loaded.scenario(of: 0, moving: loaded.story.inputs[0], by: 1_000).get()
            #expect(moved.scenario.coordination.couponCalling == .synchronous && moved.moved.isEmpty)
        }
        _ = try tests.read(Self.head + "inputs: [{name: coupons, instead: [orders.coupon-call=synchronous]}]").get()
    }

    @Test func whatIsWrongIsSaidAtOnceWithItsLine() throws {
        let found = try errors("""
            name: told
            title: What is told
            runs:
              - {name: day, scenario: small.yaml}
              - {name: day, scenario: small.yaml}
            claims:
              - {name: sales, run: dya, figure: sales_fen, told: 3}
              - {name: cost, run: day, figure: cots_fen, told: 3, at-least: 2}
            inputs:
              - {name: nothing}
              - {name: both, keys: [traffic.ordinary], instead: [a=b]}
            """)
        for part in [
            "5:runs[1].name: 'day' is also", "7:claims[0].run: there is no run 'dya', did you mean 'day'?",
            "8:claims[1].figure: there is no figure 'cots_fen', did you mean 'cost_fen'?",
            "8:claims[1]: a claim has a value 'told' or bounds", "10:inputs[0]: an input has either 'keys'",
            "11:inputs[1]: an input has either 'keys'",
        ] {
            #expect(found.contains { $0.hasPrefix(part) }, "\(part) is not among \(found)")
        }
    }

    @Test func claimsThatCanNotBeMeantAreRefused() throws {
        let found = try errors("""
            name: told
            title: What is told
            runs: [{name: day, scenario: small.yaml}, {name: night, scenario: small.yaml}]
            claims:
              - {name: a, run: day, figure: servers_peak, against: night, told: 3}
              - {name: b, run: day, figure: sales_fen, against: day, told: 3}
              - {name: c, run: day, figure: requests, at-least: 5, at-most: 3}
              - {name: d, run: day, figure: availability, at-least: 99.99}
              - {name: e, run: day, figure: requests, told: --5}
            """)
        for part in ["5:", "6:", "7:", "8:", "9:"] {
            #expect(found.contains { $0.hasPrefix(part + "claims[") }, "nothing about line \(part) in \(found)")
        }
    }

    /// What both keys lead to is moved once.
    @Test func overlappingKeysMoveANumberOnce() throws {
        var tests = self
        tests.use = { loaded in
            let moved = try loaded.scenario(of: 0, moving: loaded.story.inputs[0], by: 1_100).get()
            #expect(moved.scenario.traffic.ordinaryRate == 5.5)
        }
        _ = try tests.read(
            Self.head + "inputs: [{name: traffic, keys: [traffic.ordinary, traffic.*], runs: [day]}]").get()
    }

    /// A share of 100 % can be moved down, if not up.
    @Test func anInputMayBeAsLargeAsCanBe() throws {
        var tests = self
        tests.use = { loaded in
            let input = loaded.story.inputs[0]
            let moved = try loaded.scenario(of: 0, moving: input, by: 900).get().moved
            #expect(moved.map(\.factor) == [0.9])
            guard case .failure = loaded.scenario(of: 0, moving: input, by: 1_100) else {
                Issue.record("more than 100 %")
                return
            }
        }
        _ = try tests.read(Self.head + "inputs: [{name: price, keys: [catalogue.price]}]").get()
    }

    @Test func aStoryWithoutAnythingToldIsNone() throws {
        let found = try errors("""
            name: told
            title: What is told
            runs: [{name: day, scenario: small.yaml}]
            claims: [{name: sales, run: day, figure: sales_fen}]
            """)
        #expect(found.contains { $0.contains("nothing is told") })
    }

    @Test func anInputWithoutNumbersInARunIsRefused() throws {
        let found = try errors(Self.head + "inputs: [{name: quota, keys: [fleet.policy.quota]}]")
        #expect(found.count == 2 && found.allSatisfy { $0.contains("has no numbers at fleet.policy.quota") })
    }

    @Test func aKeyThatLeadsNowhereIsRefusedBesideOthersThatDo() throws {
        let found = try errors(Self.head + "inputs: [{name: traffic, keys: [traffic.ordinary, traffic.ordinray]}]")
        #expect(found.count == 1 && found[0].hasPrefix("8:inputs[0]: no run"), "\(found)")
    }

    @Test func whatIsWrongWithAScenarioIsToldWhereTheStoryNamesIt() throws {
        let missing = try errors(Self.head.replacingOccurrences(of: "day, scenario: small", with: "day, scenario: big"))
        #expect(missing.contains { $0.hasPrefix("4:") && $0.contains("there is no such file") })
        let change = try errors(Self.head.replacingOccurrences(of: "20/s", with: "20 apples"))
        #expect(change.contains { $0.hasPrefix("5:") && $0.contains("unknown unit 'apples'") })
    }
}
