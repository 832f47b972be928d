import Foundation
import Testing

/// `rehearse story` on two runs of a few seconds.
@Suite struct StoryTests {
    private static let short =
        "extends: \(Command.package)/scenarios/platform.yaml\nname: short\nwindow: {from: 0s, to: 10s}\n"

    /// Twice the servers cost twice as much, and sell as much.
    private static func story(cost: String, fleet: String = "fleet.servers") -> String {
        """
        name: doubled
        title: Twice the servers
        runs:
          - {name: few, scenario: short.yaml}
          - {name: many, scenario: short.yaml, with: [fleet.servers=140]}
        claims:
          - {name: cost, run: many, figure: cost_fen, against: few, told: \(cost), within: 10 %}
          - {name: requests, run: few, figure: requests, at-least: 1}
        inputs:
          - {name: servers, keys: [\(fleet)], runs: [few]}
          - {name: traffic, keys: [traffic.ordinary], runs: [few]}
        """
    }

    private func run(_ text: String, _ more: [String] = []) throws -> (Command.Outcome, Command) {
        let command = try Command()
        _ = try command.file("short.yaml", Self.short)
        let path = try command.file("story.yaml", text)
        return (try command.run(["story", path, "--replications", "2", "-q"] + more), command)
    }

    @Test func whatIsBorneOutEndsWithZeroAndIsWrittenAsJSON() throws {
        let (outcome, command) = try run(Self.story(cost: "+100 %"), ["-o", "json=story.json"])
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(outcome.output.hasSuffix("VERDICT  BORNE OUT   all 2 claims\n"))
        #expect(try #require(command.read("story.json")).contains(#""borne_out": true"#))
    }

    @Test func whatIsNotBorneOutEndsWith99() throws {
        let (outcome, _) = try run(Self.story(cost: "+50 %"))
        #expect(outcome.status == 99)
        #expect(outcome.output.contains("1 of 2 claims are not borne out"))
    }

    @Test func movedInputsSayWhatMovesAndHowFarTheyMayGo() throws {
        let (outcome, _) = try run(Self.story(cost: "+100 %"), ["--perturb", "10%", "--reach", "20%"])
        #expect(outcome.status == 0, "\(outcome.messages)")
        // A minute of 63, 70, 77 and 140 servers is billed 92, 103, 113 and 205 fen: more by 122.8, 99.0 and 81.4 %.
        #expect(outcome.output.contains(/servers +\+24\.0 \/ -17\.8/), "\(outcome.output)")
        #expect(outcome.output.contains("1 at -10 %") && outcome.output.contains("1 at +10 %"))
        #expect(outcome.output.hasSuffix("all 2 claims, and each moves with some input\n"))
    }

    @Test func theSameStoryIsTheSameBytesOnAnyNumberOfThreads() throws {
        let text = Self.story(cost: "+100 %")
        let one = try run(text, ["--threads", "1"]).0, two = try run(text, ["--threads", "2"]).0
        #expect(one.output == two.output && !one.output.isEmpty)
    }

    @Test func anErrorInTheStoryEndsWith104BeforeAnythingRuns() throws {
        let (outcome, _) = try run(Self.story(cost: "much", fleet: "fleet.server"))
        #expect(outcome.status == 104 && outcome.output.isEmpty)
        #expect(outcome.messages.contains("story.yaml:7:"))
        #expect(outcome.messages.contains("write a number such as 300"))
    }

    @Test(arguments: [
        (["--perturb", "10"], "--perturb"), (["--perturb", "20%", "--reach", "10%"], "--reach is less"),
        (["--only", "x"], "add --perturb"), (["--replications", "0"], "--replications takes"),
        (["-o", "orders=x"], "json=PATH only"),
    ])
    func wrongOptionsEndWith64(_ options: [String], _ part: String) throws {
        let (outcome, _) = try run(Self.story(cost: "+100 %"), options)
        #expect(outcome.status == 64)
        #expect(outcome.messages.contains(part), "\(outcome.messages)")
    }

    @Test func anInterruptedStoryWritesNothing() throws {
        let command = try Command()
        _ = try command.file("long.yaml", Self.short.replacingOccurrences(of: "to: 10s", with: "to: 24h"))
        let path = try command.file("story.yaml", Self.story(cost: "+100 %").replacing("short.yaml", with: "long.yaml"))
        let outcome = try command.run(["story", path]) { process in
            process.waitUntilItCatchesInterrupts()
            process.interrupt()
        }
        #expect(outcome.status == 105 && outcome.output.isEmpty)
        #expect(outcome.messages.hasSuffix("interrupted, nothing written\n"), "\(outcome.messages)")
    }
}
