import ArgumentParser
import Experiments
import Foundation
import Reporting
import ScenarioFiles
import Simulator
import Synchronization
import Workload

struct StoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "story", abstract: "Hold what is told of the platform against what the simulation finds.",
        discussion: """
            A story file names runs, what is told of them, and the inputs on which it rests. All runs of a seed meet the
            same shoppers. With --perturb, each input is moved down and up, and further until something told breaks.

            rehearse story --perturb 10%
            """)

    @Argument(help: "The story file.")
    var story = "scenarios/story/claims.yaml"

    @Option(help: .init("Move each input by this share, one at a time.", valueName: "share"))
    var perturb: Share?

    @Option(help: .init("How far inputs are moved at most, in search of what breaks.", valueName: "share"))
    var reach: Share = Share(permille: 400)

    @Option(help: .init("Move only inputs whose name contains this text, in any case.", valueName: "text"))
    var only: String?

    @Option(help: "With how many seeds the story's own runs are made: an interval needs two.")
    var replications = 3

    @Option(help: "The first seed, in place of the first run's.")
    var seed: UInt64?

    @Option(help: "How many runs at the same time; each takes the memory of a run. As many as cores unless told.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(name: .customShort("o"), help: .init("Write the result, too: json=PATH.", valueName: "kind=path"))
    var outputs: [Output] = []

    @OptionGroup var options: ConsoleOptions

    func validate() throws {
        if !(1...100).contains(replications) { throw ValidationError("--replications takes 1 to 100") }
        if !(1...256).contains(threads) { throw ValidationError("--threads takes 1 to 256") }
        if let perturb, reach.permille < perturb.permille {
            throw ValidationError("--reach is less than --perturb; it is how far inputs are moved at most")
        }
        if perturb == nil, only != nil { throw ValidationError("--only names inputs to move; add --perturb 10%") }
        for output in outputs {
            guard output.kind == .json else { throw ValidationError("a story writes json=PATH only") }
            do { try AtomicFile.check(output.path) } catch { throw ValidationError("\(error)") }
        }
    }

    func run() throws {
        Interruption.watch()
        let console = options.console
        let loaded = try read(console)
        if perturb != nil, inputs(of: loaded.story).isEmpty {
            throw ValidationError(
                only.map { "no input's name contains '\($0)'" } ?? "the story has no 'inputs' that could be moved")
        }
        let first = seed ?? loaded.scenarios[0].seed
        let seeds = (0..<UInt64(replications)).map { first &+ $0 }
        let requests = seeds.flatMap { seed in loaded.scenarios.map { RunRequest($0, seed: seed) } }
        let told = results(requests, "story", console).compactMap { $0 }
        if told.count < requests.count {
            console.message("interrupted, nothing written")
            throw ExitCode.interrupted
        }
        let bySeed = seeds.indices.map { Array(told[$0 * loaded.scenarios.count..<($0 + 1) * loaded.scenarios.count]) }
        let all = Array(loaded.scenarios.indices)
        let values = bySeed.map { claimValues(of: loaded.story, $0, at: all, or: [:]) }
        let claims = loaded.story.claims.enumerated().map { place, claim in
            claim.result(of: values.map { $0[place] })
        }
        let perturbation = try perturb.map {
            try moved(loaded, $0, base: values[0], runs: bySeed[0], seed: first, console)
        }
        let text = StoryText(
            story: perturbation?.story ?? loaded.story,
            inputValues: perturbation.map { moved in loaded.values(of: moved.story) } ?? loaded.values,
            runs: bySeed[0], broken: broken(loaded.story, bySeed, seeds), seeds: seeds, claims: claims,
            perturbation: perturbation, movesAll: only == nil,
            palette: console.outputPalette, width: console.width)
        for output in outputs { try AtomicFile.write(StoryJSON.render(text), to: output.path) }
        console.output(text.render())
        if !(perturbation?.due.isEmpty ?? true) {
            console.message("interrupted: what had not been tried by then is missing")
            throw ExitCode.interrupted
        }
        if !text.broken.isEmpty { throw ExitCode.invariantBroken }
        if !text.isBorneOut { throw ExitCode(Verdict.thresholdsMissed.exitCode) }
    }

    /// Runs in which something broke that must hold in every run, with their seeds.
    private func broken(_ story: Story, _ bySeed: [[RunResult]], _ seeds: [UInt64]) -> [String] {
        zip(seeds, bySeed).flatMap { seed, results in
            zip(story.runs, results).filter { !$0.mayBreak && $1.verdict == .invariantBroken }
                .map { run, _ in "\(run.name) (seed \(seed))" }
        }
    }

    /// The inputs that are to be moved.
    private func inputs(of story: Story) -> [StoryInput] {
        story.inputs.filter { input in only.map { input.name.lowercased().contains($0.lowercased()) } ?? true }
    }

    private func read(_ console: Console) throws -> LoadedStory {
        switch StoryReader.read(path: story) {
        case .success(let loaded): return loaded
        case .failure(let errors):
            for error in errors.list { console.message("\(error)") }
            throw ExitCode.invalidScenario
        }
    }

    /// The claims' values from runs of the story's runs at these places, and from others where there are none.
    private func claimValues(
        of story: Story, _ results: [RunResult], at places: [Int], or others: [String: RunResult]
    ) -> [Double?] {
        var byName = others
        for (place, result) in zip(places, results) { byName[story.runs[place].name] = result }
        return story.claims.map { $0.value(in: byName) }
    }

    /// Moves inputs until it is known how far each may go, or until interrupted.
    private func moved(
        _ loaded: LoadedStory, _ step: Share, base: [Double?], runs: [RunResult], seed: UInt64, _ console: Console
    ) throws -> Perturbation {
        var story = loaded.story
        story.inputs = inputs(of: story)
        var search = Perturbation(of: story, base: base, step: step.permille, reach: reach.permille)
        let unmoved = Dictionary(uniqueKeysWithValues: zip(story.runs.map(\.name), runs))
        var round = 1
        while !search.due.isEmpty, !Interruption.isRequested {
            var trials: [(trial: Perturbation.Trial, factor: Double, places: [Int])] = []
            var requests: [RunRequest] = []
            for trial in search.due {
                let input = story.inputs[trial.input], places = loaded.runs(of: input)
                let scenarios = places.map { loaded.scenario(of: $0, moving: input, by: trial.permille) }
                do throws(ScenarioErrors) {
                    var made: [RunRequest] = [], factors: [Double] = []
                    for scenario in scenarios {
                        let (scenario, moved) = try scenario.get()
                        made.append(RunRequest(scenario, seed: seed))
                        factors += moved.map(\.factor)
                    }
                    requests += made
                    trials.append((trial, factors.isEmpty ? 1 : factors.reduce(0, +) / Double(factors.count), places))
                } catch {
                    search.refuse(trial, reason: error.list.first?.message ?? "\(error)")
                }
            }
            let results = results(requests, "round \(round)", console)
            var next = 0
            for (trial, factor, places) in trials {
                let own = results[next..<next + places.count].compactMap { $0 }
                next += places.count
                guard own.count == places.count else { continue }
                search.record(trial, factor: factor, values: claimValues(of: story, own, at: places, or: unmoved))
            }
            round += 1
        }
        return search
    }

    /// Makes runs on all threads, with progress; nil for those that an interruption left unfinished.
    private func results(_ requests: [RunRequest], _ what: String, _ console: Console) -> [RunResult?] {
        let start = ContinuousClock.now
        let line = Mutex(console.progressLine)
        let batch = Batch(threads: threads, isInterrupted: { Interruption.isRequested }) { progress in
            let text = line.withLock {
                $0.update(
                    fraction: progress.fraction, place: "\(what): \(progress.finished) of \(progress.count) runs",
                    events: progress.events, elapsed: start.duration(to: .now) / .seconds(1))
            }
            if let text { Console.progress(text) }
        }
        let results = batch.run(requests)
        if let text = line.withLock({ $0.finish() }) { Console.progress(text) }
        return results
    }
}

/// A share of a value: `10%`, `2.5 %`.
struct Share: ExpressibleByArgument, Sendable {
    var permille: Int

    init(permille: Int) { self.permille = permille }

    init?(argument: String) {
        let digits = argument.hasSuffix("%") ? argument.dropLast().filter { $0 != " " } : ""
        guard let percent = Double(digits), percent > 0, percent < 100, (percent * 10).rounded() == percent * 10 else {
            return nil
        }
        permille = Int(percent * 10)
    }

    var defaultValueDescription: String { "\(permille / 10)%" }
}
