/// How a run ended, as a word and as the exit code of the command.
public enum Verdict: String, Equatable, Sendable {
    case passed
    case thresholdsMissed = "thresholds-missed"
    case invariantBroken = "invariant-broken"

    /// 0, 99 or 107.
    public var exitCode: Int32 {
        switch self {
        case .passed: 0
        case .thresholdsMissed: 99
        case .invariantBroken: 107
        }
    }
}
