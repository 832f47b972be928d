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

    /// The places of the runs in which an input is moved, among those on which something told rests.
    public func runs(of input: StoryInput) -> [Int] {
        story.runsWithClaims.filter { input.runs.isEmpty || input.runs.contains(story.runs[$0].name) }
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

    /// Tries each input: its numbers must be in every run in which it is moved, or nothing would be learnt from it.
    mutating func tryInputs() -> [ScenarioError] {
        guard scenarios.count == story.runs.count else { return [] }
        var errors: [ScenarioError] = []
        for (place, input) in story.inputs.enumerated() {
            var texts: [String] = []
            for run in runs(of: input) {
                switch scenario(of: run, moving: input, by: 1_000) {
                case .success(let made):
                    texts.append(Self.text(of: made.moved))
                    guard made.moved.isEmpty, input.instead.isEmpty else { continue }
                    let message =
                        "inputs[\(place)]: the run \(story.runs[run].name) has no numbers at "
                        + "\(input.keys.joined(separator: ", ")); write other keys, or name the runs that have them"
                    errors.append(ScenarioError(position: position("inputs[\(place)].keys"), message: message))
                case .failure(let failure):
                    errors += failure.list.map { placed($0, "inputs[\(place)]") }
                }
            }
            if runs(of: input).isEmpty {
                let message = "inputs[\(place)]: nothing is told of the runs in which it is moved"
                errors.append(ScenarioError(position: position("inputs[\(place)]"), message: message))
            }
            let distinct = texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            values.append(input.instead.isEmpty ? distinct.joined(separator: "; ") : "not \(input.instead.last ?? "")")
        }
        return errors
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
