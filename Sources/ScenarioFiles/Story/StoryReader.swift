import Foundation
import Workload

/// Reads story files: what is told, by which runs it is borne out, and on which inputs it rests. All errors at once.
public enum StoryReader {
    /// Reads a story and, once, each of its runs' scenarios.
    public static func read(path: String) -> Result<LoadedStory, ScenarioErrors> {
        let source: SourceText
        switch SourceText.read(path: path) {
        case .success(let text): source = text
        case .failure(let error): return .failure(ScenarioErrors([error]))
        }
        var composer = YAMLComposer(source)
        let root = composer.compose()
        guard let root else { return .failure(ScenarioErrors(composer.errors)) }
        var reading = SectionReading(errors: composer.errors)
        var story = Story()
        reading.read(root, fields: StoryFields.story, into: &story, at: "")
        for problem in story.validate() where !reading.hasFailed(problem) {
            let place = ScenarioReader.position(of: problem.path, in: reading.positions, file: path)
            reading.errors.append(ScenarioError(position: place, message: "\(problem.path): \(problem.message)"))
        }
        guard reading.errors.isEmpty else { return .failure(ScenarioErrors(inOrder(reading.errors))) }
        var loaded = LoadedStory(story: story, file: path, positions: reading.positions)
        let errors = loaded.readRuns() + loaded.tryInputs()
        return errors.isEmpty ? .success(loaded) : .failure(ScenarioErrors(unique(errors)))
    }

    /// From top to bottom, nothing twice.
    private static func inOrder(_ errors: [ScenarioError]) -> [ScenarioError] {
        unique(errors).sorted {
            ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column)
        }
    }

    /// What several runs of one scenario say alike, once.
    private static func unique(_ errors: [ScenarioError]) -> [ScenarioError] {
        var seen: Set<ScenarioError> = []
        return errors.filter { seen.insert($0).inserted }
    }
}

/// The keys of story files.
enum StoryFields {
    static var story: [Field<Story>] {
        [
            Field("name", \.name, .text, required: true),
            Field("title", \.title, .text, required: true),
            Field("runs", \.runs, run, each: StoryRun()),
            Field("claims", \.claims, claim, each: Claim()),
            Field("inputs", \.inputs, input, each: StoryInput()),
        ]
    }

    private static var run: [Field<StoryRun>] {
        [
            Field("name", \.name, .text, required: true),
            Field("scenario", \.scenario, .text, required: true),
            Field("with", \.changes, listOf: .change),
            Field("may-break", \.mayBreak, .yesOrNo),
        ]
    }

    private static var claim: [Field<Claim>] {
        [
            Field("name", \.name, .text, required: true),
            Field("run", \.run, .text, required: true),
            Field("figure", \.figure, .text, required: true),
            Field("against", \.against, .text),
            Field("told", \.told, .claimed),
            Field("within", \.withinPermille, .share),
            Field("at-least", \.least, .claimed),
            Field("at-most", \.most, .claimed),
        ]
    }

    private static var input: [Field<StoryInput>] {
        [
            Field("name", \.name, .text, required: true),
            Field("keys", \.keys, listOf: .keyPath),
            Field("runs", \.runs, listOf: .text),
            Field("instead", \.instead, listOf: .change),
        ]
    }
}

extension Form where Value == String {
    /// A change of a scenario, as on the command line.
    fileprivate static var change: Self {
        Form(expected: "'key.path=value', with the keys of scenario files") { text, _ in
            ScenarioChange(text) == nil ? .failure(FormRefusal("is no such change")) : .success(text)
        }
    }

    /// Where numbers of a scenario are.
    fileprivate static var keyPath: Self {
        Form(expected: "a key path such as services.*.page-work") { text, _ in
            ScenarioScaling(path: text, permille: 1_000) == nil
                ? .failure(FormRefusal("is no key path")) : .success(text)
        }
    }
}

extension Form where Value == Double? {
    /// A value that is told: a number, or a percentage with or without a sign.
    fileprivate static var claimed: Self {
        Form(expected: "a number such as 300, or a percentage such as +470 % or 99.5 %") { text, quoted in
            let isNegative = text.hasPrefix("-"), isPercentage = text.hasSuffix("%")
            let rest = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
            let digits = rest.prefix { $0 != " " && $0 != "%" }
            let unit = rest.dropFirst(digits.count)
            guard !quoted, let number = DecimalText(digits), ["", "%", " %"].contains(unit) else {
                return .failure(FormRefusal("is no number"))
            }
            let value = isPercentage ? number.nearest / 100 : number.nearest
            return .success(isNegative ? -value : value)
        }
    }
}
