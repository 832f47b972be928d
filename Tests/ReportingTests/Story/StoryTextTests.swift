import Experiments
@testable import Reporting
import Simulator
import Testing
import Workload

@Suite struct StoryTextTests {
    private static func claim(_ name: String, told: Double?, against: String = "") -> Claim {
        var claim = Claim()
        claim.name = name
        claim.run = "night"
        claim.figure = name == "downtime" ? "downtime_seconds" : "sales_fen"
        claim.against = against
        claim.told = told
        claim.withinPermille = told == 0 ? 0 : 100
        return claim
    }

    private static let story: Story = {
        var story = Story()
        story.name = "story"
        story.title = "What is told"
        var run = StoryRun()
        run.name = "night"
        story.runs = [run]
        story.claims = [claim("sales", told: 4.7, against: "day"), claim("downtime", told: 0)]
        var rate = StoryInput(), choice = StoryInput()
        rate.name = "rate"
        rate.keys = ["traffic.ordinary"]
        choice.name = "choice"
        choice.instead = ["a=b"]
        story.inputs = [rate, choice]
        return story
    }()

    private static func text(_ sales: Double, _ perturbation: Perturbation? = nil) -> StoryText {
        var run = RunResult()
        run.scenario = "night"
        let claims = [
            story.claims[0].result(of: [sales - 0.1, sales + 0.1]), story.claims[1].result(of: [0, 0]),
        ]
        return StoryText(
            story: story, inputValues: ["95.4/s", "not a=b"], runs: [run], seeds: [1, 2], claims: claims,
            perturbation: perturbation, width: 120)
    }

    private static func moved(by downtime: Double) -> Perturbation {
        var search = Perturbation(of: story, base: [4.7, 0], step: 100, reach: 100)
        for trial in search.due { search.record(trial, values: [4.7 + Double(trial.distance) * 0.01, downtime]) }
        return search
    }

    @Test func inputsStandAboveOutputs() throws {
        let lines = Self.text(4.68).render().split(separator: "\n").map(String.init)
        let inputs = try #require(lines.firstIndex(of: "INPUTS")), claims = try #require(lines.firstIndex(of: "CLAIMS"))
        #expect(inputs < claims)
        #expect(lines[inputs + 2].contains("rate") && lines[inputs + 2].contains("95.4/s"))
    }

    @Test func aClaimStandsBesideWhatWasSimulatedWithItsInterval() throws {
        let line = try #require(Self.text(4.68).render().split(separator: "\n").first { $0.contains("+470") })
        // The standard error of two values 0.2 apart is 0.1, Student's t with one degree of freedom 12.706.
        for part in ["✓", "1", "+470.0 % ± 47.0", "+468.0 %", "± 127.1"] {
            #expect(line.contains(part), "\(part) is not in \(line)")
        }
        #expect(Self.text(4.68).render().contains("VERDICT  BORNE OUT   all 2 claims"))
        #expect(Self.text(4.68).isBorneOut)
    }

    @Test func whatIsNotBorneOutIsCountedInTheVerdict() {
        let text = Self.text(3)
        #expect(text.render().contains("VERDICT  NOT BORNE OUT   1 of 2 claims are not borne out"))
        #expect(!text.isBorneOut)
    }

    @Test func movesAndLimitsStandUnderTheNumbersOfClaims() throws {
        let text = Self.text(4.7, Self.moved(by: 3)).render()
        #expect(text.contains("-21.3 / +21.3  +3 / +3"), "\(text)")
        #expect(text.contains("1, 2 at +10 %"), "\(text)")
        #expect(text.contains("2 breaks (downtime: 3)"), "\(text)")
    }

    @Test func anOutputThatMovesWithNothingIsAnErrorWhenEverythingWasMoved() {
        var text = Self.text(4.7, Self.moved(by: 0))
        #expect(!text.isBorneOut)
        #expect(text.render().contains("moved by no input, so no result of any: 2 (downtime)"))
        text.movesAll = false
        #expect(text.isBorneOut)
    }

    @Test func aRunInWhichInvariantsBrokeIsNamed() {
        var text = Self.text(4.68)
        text.broken = ["night (seed 2)"]
        #expect(!text.isBorneOut)
        #expect(text.render().contains("NOT BORNE OUT   invariants broke in night (seed 2)"))
    }

    @Test func aSearchThatIsNotFinishedClaimsNothing() {
        let search = Perturbation(of: Self.story, base: [4.7, 0], step: 100, reach: 100)
        let text = Self.text(4.7, search).render()
        #expect(text.contains("not known") && !text.contains("each moves with some input"))
    }

    @Test func aMoveThatIsNotWhatWasAskedForIsTold() {
        var search = Perturbation(of: Self.story, base: [4.7, 0], step: 100, reach: 100)
        for trial in search.due { search.record(trial, factor: trial.distance > 0 ? 2 : 0.9, values: [4.7, 1]) }
        #expect(Self.text(4.7, search).render().contains("rate (really -10 / +100 %)"))
    }

    @Test func theJSONHasClaimsAndTrials() {
        let json = StoryJSON.render(Self.text(4.68, Self.moved(by: 0)))
        let claim = #""name": "sales", "run": "night", "against": "day", "figure": "sales_fen", "told": 4.7"#
        #expect(json.contains(claim), "\(json)")
        #expect(json.contains(#""input": "rate", "factor": 0.9, "values": [3.7, 0], "broken": [1]"#), "\(json)")
        #expect(json.contains(#""complete": true"#) && json.contains(#""unmoved": ["downtime"]"#))
    }
}
