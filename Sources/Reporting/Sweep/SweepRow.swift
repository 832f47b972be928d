import Simulator

/// What one variant of a sweep came to.
public struct SweepRow: Equatable, Sendable {
    /// The scenario's name.
    public var scenario: String
    /// The values that were changed, one for each column of changes.
    public var values: [String]
    /// The figures that were asked for; nil for one that the run does not have.
    public var figures: [Double?]
    /// The run's verdict.
    public var verdict: Verdict

    /// The row of a finished run.
    ///
    /// - Parameters:
    ///   - result: the run.
    ///   - values: the values that were changed for it.
    ///   - figures: the names of the figures that are wanted.
    public init(_ result: RunResult, values: [String], figures: [String]) {
        scenario = result.scenario
        self.values = values
        self.figures = figures.map { result.figure($0) }
        verdict = result.verdict
    }
}
