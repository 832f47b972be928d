import ArgumentParser
import Experiments
import Foundation
import Reporting
import ScenarioFiles
import Simulator
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
        var study = StoryStudy(
            of: loaded.story, scenarios: loaded.scenarios, seeds: (0..<UInt64(replications)).map { first &+ $0 }
        ) { requests, name in console.perform(requests, name, threads: threads) }
        guard study.makeRuns() else {
            console.message("interrupted, nothing written")
            throw ExitCode.interrupted
        }
        let perturbation = perturb.map { step in
            study.perturb(inputs(of: loaded.story), step: step.permille, reach: reach.permille) {
                loaded.scenario(of: $0, moving: $1, by: $2)
                    .map { ($0.scenario, $0.moved.map(\.factor)) }
                    .mapError { .init($0.list.first?.message ?? "\($0)") }
            }
        }
        let text = StoryText(
            study, inputValues: perturbation.map { loaded.values(of: $0.story) } ?? loaded.values,
            perturbation: perturbation, movesAll: only == nil, palette: console.outputPalette, width: console.width)
        for output in outputs { try AtomicFile.write(StoryJSON.render(text), to: output.path) }
        console.output(text.render())
        if !(perturbation?.due.isEmpty ?? true) {
            console.message("interrupted: what had not been tried by then is missing")
            throw ExitCode.interrupted
        }
        if !text.broken.isEmpty { throw ExitCode.invariantBroken }
        if !text.isBorneOut { throw ExitCode(Verdict.thresholdsMissed.exitCode) }
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
