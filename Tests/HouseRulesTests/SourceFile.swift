/// One Swift file: its lines, and the same lines with comments and texts blanked out.
struct SourceFile: Sendable {
    /// Relative to the package, for example `Sources/Platform/Stock/StockStores.swift`.
    let path: String
    /// The lines as written.
    let lines: [String]
    /// The lines with blanks in place of comments and of what stands in string literals.
    let code: [String]
    /// The words of each line of code: names, keywords and numbers.
    let words: [[String]]

    /// Reads the file at a path relative to the package.
    init(path: String) {
        self.init(path: path, text: SourceTree.text(path))
    }

    /// Takes the text as the file's.
    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let code = Self.blanked(text).split(separator: "\n", omittingEmptySubsequences: false)
        self.code = code.map(String.init)
        words = code.map { line in line.utf8.split { !Self.isInWord($0) }.map { String(Substring($0)) } }
    }

    /// The module that the file belongs to: the folder under `Sources`.
    var module: String { String(path.split(separator: "/").dropFirst().first ?? "") }

    /// `path:line`, as a compiler writes it; `index` counts from zero.
    func place(_ index: Int) -> String { "\(path):\(index + 1)" }

    /// The indices of lines of code that have one of these words.
    func indices(with wanted: Set<String>) -> [Int] {
        words.indices.filter { words[$0].contains(where: wanted.contains) }
    }

    /// The places of lines of code that have one of these words.
    func places(with wanted: Set<String>) -> [String] { indices(with: wanted).map(place) }

    private static func isInWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...:
            true
        default: false
        }
    }

    private enum Inside {
        case code
        case lineComment
        case blockComment
        case text
        case longText
    }

    /// Interpolations count as text, which is right as long as no rule is broken within one.
    private static func blanked(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        let (newLine, quote, backslash) = (UInt8(ascii: "\n"), UInt8(ascii: "\""), UInt8(ascii: "\\"))
        var inside = Inside.code
        var index = 0
        func starts(_ word: StaticString) -> Bool {
            guard index + word.utf8CodeUnitCount <= bytes.count else { return false }
            return (0..<word.utf8CodeUnitCount).allSatisfy { bytes[index + $0] == word.utf8Start[$0] }
        }
        func skip(_ count: Int) {
            for byte in bytes[index..<min(index + count, bytes.count)] {
                output.append(byte == newLine ? newLine : UInt8(ascii: " "))
            }
            index += count
        }
        while index < bytes.count {
            let byte = bytes[index]
            switch inside {
            case .code:
                if starts("//") { inside = .lineComment }
                if starts("/*") { inside = .blockComment }
                if starts("\"\"\"") {
                    inside = .longText
                    skip(3)
                } else if byte == quote {
                    inside = .text
                    skip(1)
                } else if inside == .code {
                    output.append(byte)
                    index += 1
                }
            case .lineComment:
                if byte == newLine { inside = .code }
                skip(1)
            case .blockComment:
                if starts("*/") { inside = .code }
                skip(inside == .code ? 2 : 1)
            case .text:
                if byte == quote || byte == newLine { inside = .code }
                skip(byte == backslash ? 2 : 1)
            case .longText:
                if starts("\"\"\"") { inside = .code }
                skip(inside == .code ? 3 : byte == backslash ? 2 : 1)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
