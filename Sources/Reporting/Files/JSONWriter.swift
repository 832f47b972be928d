/// Writes JSON with a fixed order of keys, so that equal values are equal bytes (RFC 8259).
///
/// Numbers without a fraction are written without one; others as the shortest text that reads back
/// as the same number; what is not finite is null.
struct JSONWriter {
    /// What is written so far.
    private(set) var text = ""
    /// The open objects and arrays, outermost first.
    private var open: [Level] = []

    private struct Level {
        var isEmpty = true
        var onOneLine: Bool
    }

    /// A whole document: one object, with a line feed at the end.
    static func document(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.object(nil, body: body)
        writer.text += "\n"
        return writer.text
    }

    /// An object; with a key inside an object, without one inside an array.
    mutating func object(_ key: String?, onOneLine: Bool = false, body: (inout JSONWriter) -> Void) {
        enclose("{", "}", key, onOneLine, body)
    }

    /// An array.
    mutating func array(_ key: String?, onOneLine: Bool = false, body: (inout JSONWriter) -> Void) {
        enclose("[", "]", key, onOneLine, body)
    }

    mutating func value(_ key: String?, _ text: String) {
        begin(key)
        appendQuoted(text)
    }

    mutating func value(_ key: String?, _ number: UInt64) {
        begin(key)
        text += String(number)
    }

    mutating func value(_ key: String?, _ number: Int) {
        begin(key)
        text += String(number)
    }

    mutating func value(_ key: String?, _ truth: Bool) {
        begin(key)
        text += truth ? "true" : "false"
    }

    mutating func value(_ key: String?, _ number: Double?) {
        begin(key)
        text += Self.number(number)
    }

    /// A number as JSON: `1`, `0.1`, `1e-07`, `null`.
    static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "null" }
        if value == value.rounded(), value.magnitude < 0x1p53 { return String(Int64(value)) }
        return "\(value)"
    }

    private mutating func enclose(
        _ left: String, _ right: String, _ key: String?, _ onOneLine: Bool, _ body: (inout JSONWriter) -> Void
    ) {
        begin(key)
        text += left
        open.append(Level(onOneLine: onOneLine || open.last?.onOneLine == true))
        body(&self)
        let level = open.removeLast()
        if !level.isEmpty, !level.onOneLine { newLine() }
        text += right
    }

    private mutating func begin(_ key: String?) {
        if let level = open.last {
            if !level.isEmpty { text += level.onOneLine ? ", " : "," }
            if !level.onOneLine { newLine() }
            open[open.count - 1].isEmpty = false
        }
        if let key {
            appendQuoted(key)
            text += ": "
        }
    }

    private mutating func newLine() {
        text += "\n"
        for _ in open { text += "  " }
    }

    private mutating func appendQuoted(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{00}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
