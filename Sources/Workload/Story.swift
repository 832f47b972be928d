/// What is told of a platform, the runs that have to bear it out, and the inputs on which all of it rests.
public struct Story: Equatable, Sendable {
    /// A short name, then a line for readers.
    public var name = ""
    public var title = ""
    /// The runs, all with the same seed, so that they meet the same shoppers.
    public var runs: [StoryRun] = []
    /// What is told, and what is only shown beside it.
    public var claims: [Claim] = []
    /// The assumptions that are moved to see what moves with them.
    public var inputs: [StoryInput] = []

    public init() {}

    /// The runs on which something told rests, by place: those that are made again when an input moves.
    public var runsWithClaims: [Int] {
        runs.indices.filter { run in
            claims.contains { $0.isTold && ($0.run == runs[run].name || $0.against == runs[run].name) }
        }
    }

    /// The places of the runs in which an input is moved, among those on which something told rests.
    public func runs(of input: StoryInput) -> [Int] {
        runsWithClaims.filter { input.runs.isEmpty || input.runs.contains(runs[$0].name) }
    }

    /// Everything about the story that makes no sense, whatever its scenarios hold. The square of the names in time.
    public func validate() -> [Problem] {
        var check = ScenarioCheck()
        check.require(!runs.isEmpty, "runs", "a story needs at least one run")
        check.require(claims.contains(where: \.isTold), "claims", "nothing is told: no claim has a value to hold it to")
        check.names(runs.map(\.name), "runs")
        check.names(claims.map(\.name), "claims")
        check.names(inputs.map(\.name), "inputs")
        for (i, claim) in claims.enumerated() { claim.validate("claims[\(i)]", runs.map(\.name), &check) }
        for (i, input) in inputs.enumerated() { input.validate("inputs[\(i)]", runs.map(\.name), &check) }
        return check.problems
    }
}

/// One run of a story: a scenario file, and what is changed in it.
public struct StoryRun: Equatable, Sendable {
    /// The name that claims and inputs use.
    public var name = ""
    /// The scenario's file, from the story's.
    public var scenario = ""
    /// Values laid over the file's, each as `key.path=value`.
    public var changes: [String] = []
    /// Whether invariants may break in it without the story being wrong: that of the old platform is about that.
    public var mayBreak = false

    public init() {}
}

/// An assumption that a story rests on: values that are moved together, or a choice with another one in its place.
public struct StoryInput: Equatable, Sendable {
    /// Its name for readers.
    public var name = ""
    /// Where its numbers are: key paths, in which `*` stands for every key of a section, and lists are gone through.
    public var keys: [String] = []
    /// The runs in which it is moved; all of them when empty.
    public var runs: [String] = []
    /// For a choice: what is assumed instead, each as `key.path=value`; empty for numbers.
    public var instead: [String] = []

    public init() {}

    func validate(_ path: String, _ known: [String], _ check: inout ScenarioCheck) {
        check.require(
            keys.isEmpty != instead.isEmpty, path, "an input has either 'keys', whose numbers are moved, or 'instead'")
        for (i, run) in runs.enumerated() { check.isRun(run, "\(path).runs[\(i)]", known) }
        check.require(Set(keys).count == keys.count, "\(path).keys", "a key is named twice")
    }
}

extension ScenarioCheck {
    /// Requires that a story has a run of this name.
    mutating func isRun(_ name: String, _ path: String, _ known: [String]) {
        let meant = Problem.nearest(to: name, among: known).map { ", did you mean '\($0)'?" } ?? ""
        require(known.contains(name), path, "there is no run '\(name)'\(meant)")
    }
}
