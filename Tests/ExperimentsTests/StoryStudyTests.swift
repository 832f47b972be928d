import Experiments
import Simulator
import Testing
import Workload

/// A study of runs that are made up: sales are a hundred times the seed, and a tenth of the ordinary rate.
@Suite struct StoryStudyTests {
    private static let story: Story = {
        var story = Story()
        for name in ["day", "night"] {
            var run = StoryRun()
            run.name = name
            story.runs.append(run)
        }
        var claim = Claim()
        claim.name = "sales"
        claim.run = "night"
        claim.figure = "sales_fen"
        claim.least = 50
        story.claims = [claim]
        var input = StoryInput()
        input.name = "traffic"
        input.keys = ["traffic.ordinary"]
        story.inputs = [input]
        return story
    }()

    private static let broken = CheckResult(id: "X", rule: "", evaluations: 1, failures: 1, firstFailure: "")

    private static func scenario(_ name: String, rate: Double = 1_000) -> Scenario {
        var scenario = Scenario()
        scenario.name = name
        scenario.traffic.ordinaryRate = rate
        return scenario
    }

    private static func study(breaking seed: UInt64? = nil, finished most: Int = .max) -> StoryStudy {
        var made = 0
        return StoryStudy(of: story, scenarios: [scenario("day"), scenario("night")], seeds: [1, 2]) { requests, _ in
            requests.map { request in
                made += 1
                guard made <= most else { return nil }
                var result = RunResult()
                let sales = Double(request.seed) * 100 + request.scenario.traffic.ordinaryRate / 10 - 100
                result.figures = [Figure(name: "sales_fen", value: sales)]
                if request.seed == seed { result.checks = [broken] }
                return result
            }
        }
    }

    private func perturb(_ study: StoryStudy) -> Perturbation {
        study.perturb(study.story.inputs, step: 100, reach: 200) { run, _, permille in
            if permille > 1_100 { return .failure(.init("too much")) }
            let name = study.story.runs[run].name
            return .success((Self.scenario(name, rate: Double(permille)), [Double(permille) / 1_000]))
        }
    }

    @Test func claimsAreMeansOverTheSeeds() {
        var study = Self.study()
        let isDone = study.makeRuns()
        #expect(isDone)
        // 100 with the first seed, 200 with the second.
        #expect(study.claims.map(\.simulated) == [150])
        #expect(study.runs.count == 2 && study.broken.isEmpty)
    }

    @Test func runsInWhichInvariantsBrokeAreNamedWithTheirSeedUnlessTheyMay() {
        var study = Self.study(breaking: 2)
        let isDone = study.makeRuns()
        #expect(isDone)
        #expect(study.broken == ["day (seed 2)", "night (seed 2)"])
        var story = Self.story
        story.runs[0].mayBreak = true
        var tolerant = StoryStudy(of: story, scenarios: study.scenarios, seeds: [2]) { requests, _ in
            requests.map { _ in
                var result = RunResult()
                result.checks = [Self.broken]
                return result
            }
        }
        let isToleratedDone = tolerant.makeRuns()
        #expect(isToleratedDone && tolerant.broken == ["night (seed 2)"])
    }

    @Test func withoutAllRunsNothingIsKnown() {
        var study = Self.study(finished: 3)
        let isDone = study.makeRuns()
        #expect(!isDone)
    }

    @Test func inputsMoveWithTheFirstSeedUntilTheyCanNotBeMovedFurther() {
        var study = Self.study()
        let isDone = study.makeRuns()
        #expect(isDone)
        let search = perturb(study)
        #expect(search.due.isEmpty)
        #expect(search.outcome(.init(input: 0, distance: 100))?.values == [110])
        #expect(search.outcome(.init(input: 0, distance: -200))?.values == [80])
        #expect(search.limit(of: 0, 1) == .init(held: 100, broke: 200, claims: [], refusal: "too much"))
        #expect(search.limit(of: 0, -1) == .init(held: 200))
    }

    @Test func anInterruptedSearchKeepsWhatWasTried() {
        // Four runs of the story, and the first trial's.
        var study = Self.study(finished: 5)
        let isDone = study.makeRuns()
        #expect(isDone)
        let search = perturb(study)
        #expect(search.outcomes.map(\.trial.distance) == [-100] && !search.due.isEmpty)
    }
}
