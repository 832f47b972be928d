/// Whether text carries colour; chosen by the caller, never found out here.
public enum Palette: Equatable, Sendable {
    /// Plain characters only.
    case none
    /// ANSI escape codes (ECMA-48, select graphic rendition).
    case ansi

    /// The text in this tone.
    func paint(_ text: String, _ tone: Tone) -> String {
        switch self {
        case .none: return text
        case .ansi:
            guard let code = tone.code, !text.isEmpty else { return text }
            return "\u{1B}[\(code)m\(text)\u{1B}[0m"
        }
    }
}

/// What a piece of text means to its reader.
enum Tone: Equatable, Sendable {
    case plain
    case strong
    case faint
    case good
    case bad
    case warning

    /// The parameter of the escape sequence; nil for none.
    var code: String? {
        switch self {
        case .plain: nil
        case .strong: "1"
        case .faint: "2"
        case .good: "32"
        case .bad: "1;31"
        case .warning: "33"
        }
    }
}
