/// When output carries colour, as the user asked for it.
public enum ColorChoice: String, CaseIterable, Sendable {
    /// On a terminal, unless the environment says otherwise.
    case auto
    /// Always.
    case always
    /// Never.
    case never

    /// The palette for a stream.
    ///
    /// An explicit choice beats `FORCE_COLOR`, which beats `NO_COLOR` (no-color.org; both count only
    /// when they are not empty), which beats what the stream is. `TERM=dumb` is no terminal.
    public func palette(environment: [String: String], isTerminal: Bool) -> Palette {
        switch self {
        case .always: return .ansi
        case .never: return .none
        case .auto:
            if environment["FORCE_COLOR"]?.isEmpty == false { return .ansi }
            if environment["NO_COLOR"]?.isEmpty == false { return .none }
            return isTerminal && environment["TERM"] != "dumb" ? .ansi : .none
        }
    }
}
