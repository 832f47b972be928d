import Experiments
import Testing
import Workload

/// The search for how far an input may go, on functions whose limits are known.
@Suite struct PerturbationTests {
    private static func story(_ inputs: [String], choice: Bool = false) -> Story {
        var story = Story()
        var run = StoryRun()
        run.name = "night"
        story.runs = [run]
        var claim = Claim()
        claim.name = "sales"
        claim.run = "night"
        claim.figure = "sales_fen"
        claim.told = 100
        claim.withinPermille = 100
        story.claims = [claim]
        story.inputs = inputs.map { name in
            var input = StoryInput()
            input.name = name
            input.keys = [name]
            return input
        }
        if choice {
            var other = StoryInput()
            other.name = "choice"
            other.instead = ["a=b"]
            story.inputs.append(other)
        }
        return story
    }

    /// Runs the search with a claim's value as a function of the trial; returns it and the rounds it took.
    private static func search(
        _ story: Story, step: Int, reach: Int, _ value: (Perturbation.Trial) -> Double?
    ) -> (Perturbation, rounds: Int) {
        var search = Perturbation(of: story, base: [100], step: step, reach: reach)
        var rounds = 0
        while !search.due.isEmpty {
            rounds += 1
            for trial in search.due {
                if let value = value(trial) {
                    search.record(trial, values: [value])
                } else {
                    search.refuse(trial, reason: "more than 100 %")
                }
            }
        }
        return (search, rounds)
    }

    @Test func whatBreaksAtOnceIsTriedOncePerDirection() {
        let (search, rounds) = Self.search(Self.story(["rate"]), step: 100, reach: 400) {
            100 + Double($0.distance) * 0.2
        }
        #expect(rounds == 1)
        for sign in [-1, 1] {
            let limit = search.limit(of: 0, sign)
            #expect(limit.held == 0 && limit.broke == 100 && limit.claims == [0])
        }
    }

    @Test func distancesDoubleUntilSomethingBreaksAndTheGapIsHalvedToOneStep() {
        // Within 10 % up to a distance of 250 permille.
        let (search, _) = Self.search(Self.story(["rate"]), step: 100, reach: 400) {
            100 + Double($0.distance) * 0.04
        }
        #expect(search.outcomes.map(\.trial.distance).filter { $0 > 0 } == [100, 200, 400, 300])
        let limit = search.limit(of: 0, 1)
        #expect(limit.held == 200 && limit.broke == 300)
    }

    @Test func whatHoldsUpToTheReachEndsThere() {
        let (search, _) = Self.search(Self.story(["rate"]), step: 100, reach: 300) { _ in 101 }
        #expect(search.outcomes.map(\.trial.distance).filter { $0 > 0 } == [100, 200, 300])
        #expect(search.limit(of: 0, 1) == .init(held: 300, broke: nil, claims: [], refusal: nil))
        #expect(search.unmoved.isEmpty)
    }

    @Test func whatCanNotBeIsALimitWithItsReason() {
        let (search, _) = Self.search(Self.story(["share"]), step: 100, reach: 400) {
            $0.distance > 150 ? nil : 101
        }
        let limit = search.limit(of: 0, 1)
        #expect(limit.held == 100 && limit.broke == 200 && limit.claims.isEmpty)
        #expect(limit.refusal == "more than 100 %")
    }

    @Test func aChoiceIsExchangedOnce() {
        let (search, rounds) = Self.search(Self.story([], choice: true), step: 100, reach: 400) { _ in 0 }
        #expect(rounds == 1 && search.outcomes.map(\.trial.distance) == [0])
        #expect(search.broken(search.outcomes[0]) == [0])
    }

    @Test func anOutputThatNothingMovesIsNamed() {
        let (search, _) = Self.search(Self.story(["rate", "price"], choice: true), step: 100, reach: 100) { _ in 100 }
        #expect(search.unmoved == [0])
    }

    @Test func aClaimThatDidNotHoldBeforeCanNotBreak() {
        var story = Self.story(["rate"])
        story.claims[0].told = 200
        let (search, _) = Self.search(story, step: 100, reach: 100) { _ in 0 }
        #expect(search.outcomes.allSatisfy { search.broken($0).isEmpty })
    }
}
