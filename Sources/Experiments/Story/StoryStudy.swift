import Simulator
import Workload

/// Makes the runs of a story, and holds its claims against them.
public struct StoryStudy {
    /// What became of a wish to have a run's scenario with an input moved.
    public typealias Moved = Result<(scenario: Scenario, factors: [Double]), MoveRefusal>

    /// Why an input can't be moved so far: there is no such scenario.
    public struct MoveRefusal: Error, Equatable, Sendable {
        /// What the reader of scenarios says.
        public var reason: String

        public init(_ reason: String) { self.reason = reason }
    }

    /// The story, and each run's scenario.
    public let story: Story
    public let scenarios: [Scenario]
    /// The seeds that every run is made with.
    public let seeds: [UInt64]
    /// Makes runs, which are called so in the progress; nil for those that an interruption left unfinished.
    private let perform: ([RunRequest], _ name: String) -> [RunResult?]
    /// The runs that were made, by seed, then in the story's order.
    private var bySeed: [[RunResult]] = []

    /// A study of a story whose runs have these scenarios.
    public init(
        of story: Story, scenarios: [Scenario], seeds: [UInt64],
        perform: @escaping ([RunRequest], _ name: String) -> [RunResult?]
    ) {
        precondition(story.runs.count == scenarios.count && !seeds.isEmpty, "\(scenarios.count) scenarios")
        self.story = story
        self.scenarios = scenarios
        self.seeds = seeds
        self.perform = perform
    }

    /// Makes every run with every seed. Returns whether all of them were finished: without, nothing is known.
    public mutating func makeRuns() -> Bool {
        let requests = seeds.flatMap { seed in scenarios.map { RunRequest($0, seed: seed) } }
        let results = perform(requests, "story").compactMap { $0 }
        guard results.count == requests.count else { return false }
        bySeed = seeds.indices.map { Array(results[$0 * scenarios.count..<($0 + 1) * scenarios.count]) }
        return true
    }

    /// The runs with the first seed.
    public var runs: [RunResult] { bySeed[0] }

    /// Each claim beside its values with all seeds.
    public var claims: [ClaimResult] {
        let values = bySeed.map { claimValues(of: $0, at: Array(scenarios.indices)) }
        return story.claims.indices.map { place in story.claims[place].result(of: values.map { $0[place] }) }
    }

    /// Runs in which something broke that must hold in every run, with their seeds.
    public var broken: [String] {
        zip(seeds, bySeed).flatMap { seed, results in
            zip(story.runs, results).filter { !$0.mayBreak && $1.verdict == .invariantBroken }
                .map { run, _ in "\(run.name) (seed \(seed))" }
        }
    }

    /// Moves inputs one at a time with the first seed until it is known how far each may go, or until interrupted.
    ///
    /// - Parameters:
    ///   - inputs: those that are moved.
    ///   - step: the first distance, and `reach` the largest, in permille.
    ///   - move: the scenario of a run with an input moved by so many permille, and what its numbers were really
    ///     multiplied by.
    public func perturb(
        _ inputs: [StoryInput], step: Int, reach: Int, move: (_ run: Int, StoryInput, _ permille: Int) -> Moved
    ) -> Perturbation {
        var moved = story
        moved.inputs = inputs
        let base = claimValues(of: runs, at: Array(scenarios.indices))
        var search = Perturbation(of: moved, base: base, step: step, reach: reach)
        var round = 1, isInterrupted = false
        while !search.due.isEmpty, !isInterrupted {
            var trials: [(trial: Perturbation.Trial, factor: Double, places: [Int])] = []
            var requests: [RunRequest] = []
            for trial in search.due {
                let input = inputs[trial.input], places = story.runs(of: input)
                do throws(MoveRefusal) {
                    var made: [RunRequest] = [], factors: [Double] = []
                    for place in places {
                        let (scenario, more) = try move(place, input, trial.permille).get()
                        made.append(RunRequest(scenario, seed: seeds[0]))
                        factors += more
                    }
                    requests += made
                    trials.append((trial, factors.isEmpty ? 1 : factors.reduce(0, +) / Double(factors.count), places))
                } catch {
                    search.refuse(trial, reason: error.reason)
                }
            }
            let results = perform(requests, "round \(round)")
            isInterrupted = results.contains { $0 == nil }
            var next = 0
            for (trial, factor, places) in trials {
                let own = results[next..<next + places.count].compactMap { $0 }
                next += places.count
                guard own.count == places.count else { continue }
                search.record(trial, factor: factor, values: claimValues(of: own, at: places))
            }
            round += 1
        }
        return search
    }

    /// The claims' values from these results of the story's runs at these places, and from the first seed's where
    /// there are none.
    private func claimValues(of results: [RunResult], at places: [Int]) -> [Double?] {
        var byName = Dictionary(uniqueKeysWithValues: zip(story.runs.map(\.name), runs))
        for (place, result) in zip(places, results) { byName[story.runs[place].name] = result }
        return story.claims.map { $0.value(in: byName) }
    }
}
