import Foundation
import Workload

/// A story with the scenarios of its runs, and the way to have them with an input moved.
public struct LoadedStory: Sendable {
    /// The story; it makes sense, and all its scenarios do.
    public let story: Story
    /// The file it was read from.
    public let file: String
    /// Each run's scenario, under its own name.
    public private(set) var scenarios: [Scenario] = []
    /// What each input is as it is assumed, in the words of the files: by input.
    public private(set) var values: [String] = []
    private let positions: [String: SourcePosition]

    init(story: Story, file: String, positions: [String: SourcePosition]) {
        self.story = story
        self.file = file
        self.positions = positions
    }

    /// The values of those inputs that another story kept of this one's.
    public func values(of kept: Story) -> [String] {
        zip(story.inputs, values).filter { kept.inputs.contains($0.0) }.map(\.1)
    }

    /// A run's scenario with an input's numbers multiplied by so many permille, or with its other choice.
    ///
    /// - Returns: the scenario and the numbers that were moved, none for a choice; or why there is no such scenario,
    ///   for example because a share would be more than 100 %.
    public func scenario(
        of run: Int, moving input: StoryInput, by permille: Int
    ) -> Result<(scenario: Scenario, moved: [ScaledNumber]), ScenarioErrors> {
        let changes = input.instead.compactMap(ScenarioChange.init)
        let scalings = input.keys.compactMap { ScenarioScaling(path: $0, permille: permille) }
        return read(run, changes, scalings)
    }

    private func read(
        _ place: Int, _ more: [ScenarioChange], _ scalings: [ScenarioScaling]
    ) -> Result<(scenario: Scenario, moved: [ScaledNumber]), ScenarioErrors> {
        let run = story.runs[place]
        let path = ScenarioReader.resolved(run.scenario, from: file)
        let changes = run.changes.compactMap(ScenarioChange.init) + more
        return ScenarioReader.read(path: path, changes: changes, scalings: scalings).map {
            var scenario = $0.scenario
            scenario.name = run.name
            return (scenario, $0.scaled)
        }
    }

    /// Reads every run's scenario; what is wrong with them is told where the story names them.
    mutating func readRuns() -> [ScenarioError] {
        var errors: [ScenarioError] = []
        for place in story.runs.indices {
            switch read(place, [], []) {
            case .success(let run): scenarios.append(run.scenario)
            case .failure(let failure):
                let key = story.runs[place].changes.isEmpty ? "scenario" : "with"
                errors += failure.list.map { placed($0, "runs[\(place)].\(key)") }
            }
        }
        return errors
    }

    /// Tries each input: its numbers must be in every run in which it is moved, and each of its keys must lead to some,
    /// or nothing would be learnt from it.
    mutating func tryInputs() -> [ScenarioError] {
        guard scenarios.count == story.runs.count else { return [] }
        var errors: [ScenarioError] = []
        for (place, input) in story.inputs.enumerated() {
            let runs = story.runs(of: input), path = "inputs[\(place)]"
            var texts: [String] = []
            func fail(_ key: String, _ message: String) {
                errors.append(ScenarioError(position: position(key), message: "\(path): \(message)"))
            }
            if runs.isEmpty { fail(path, "nothing is told of the runs in which it is moved") }
            for run in runs {
                switch scenario(of: run, moving: input, by: 1_000) {
                case .success(let made):
                    texts.append(Self.text(of: made.moved))
                    guard made.moved.isEmpty, input.instead.isEmpty else { continue }
                    let keys = input.keys.joined(separator: ", "), name = story.runs[run].name
                    fail(
                        "\(path).keys",
                        "the run \(name) has no numbers at \(keys); write other keys, or name the runs that have them")
                case .failure(let failure): errors += failure.list.map { placed($0, path) }
                }
            }
            let distinct = texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            values.append(input.instead.isEmpty ? distinct.joined(separator: "; ") : "not \(input.instead.last ?? "")")
            guard input.keys.count > 1 else { continue }
            for (n, key) in input.keys.enumerated() where !runs.contains(where: { has(key, $0) }) {
                fail("\(path).keys[\(n)]", "no run in which it is moved has numbers at \(key)")
            }
        }
        return errors
    }

    /// Whether a run's scenario has numbers at a key.
    private func has(_ key: String, _ run: Int) -> Bool {
        guard let scaling = ScenarioScaling(path: key, permille: 1_000) else { return false }
        guard case .success(let made) = read(run, [], [scaling]) else { return true }
        return !made.moved.isEmpty
    }

    /// Numbers as they are written: up to three, or how many there are, from the first to the last.
    private static func text(of numbers: [ScaledNumber]) -> String {
        let written = numbers.map(\.before)
        let distinct = written.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard distinct.count > 3 else { return distinct.joined(separator: ", ") }
        return "\(written.count) numbers, \(written[0]) ... \(written[written.count - 1])"
    }

    private func position(_ path: String) -> SourcePosition {
        ScenarioReader.position(of: path, in: positions, file: file)
    }

    /// An error in a scenario, with the place in the story that leads to it unless it has one of its own.
    private func placed(_ error: ScenarioError, _ path: String) -> ScenarioError {
        let isOfFile = FileManager.default.fileExists(atPath: error.position.file)
        let message = isOfFile ? error.message : "\(path): \(error.position.file): \(error.message)"
        return ScenarioError(position: isOfFile ? error.position : position(path), message: message)
    }
}
