import Foundation

/// The text of one scenario file, and whether it is fit to be parsed.
struct SourceText {
    /// The file's path, for positions.
    let file: String
    /// The text as Unicode scalars: the unit in which the parser counts columns.
    var scalars: [Unicode.Scalar]

    /// Larger files are refused before they are read.
    static var largestFile: Int { 1 << 20 }
    /// More words that could be aliases than this are refused before parsing; fewer can't expand to much.
    private static var mostAliases: Int { 8 }

    /// Reads a file; refuses what is no readable text.
    static func read(path: String) -> Result<SourceText, ScenarioError> {
        func refuse(_ message: String) -> Result<SourceText, ScenarioError> {
            .failure(ScenarioError(position: SourcePosition(file: path), message: message))
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return refuse("there is no such file")
        }
        if isFolder.boolValue { return refuse("this is a folder; name a scenario file in it") }
        // A device or pipe may never end, and has no size to judge.
        let attributes = try? FileManager.default.attributesOfItem(atPath: resolvingLinks(path))
        guard attributes?[.type] as? FileAttributeType == .typeRegular else { return refuse("this is no regular file") }
        let size = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
        guard size <= largestFile else {
            return refuse("the file has \(size) bytes; at most \(largestFile) are allowed")
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            return refuse("the file can't be read; check its permissions")
        }
        defer { try? handle.close() }
        // One byte more than allowed: the file may have grown meanwhile. Nothing at all is an empty file.
        let bytes = (try? handle.read(upToCount: largestFile + 1)) ?? Data()
        return make(file: path, bytes: Array(bytes))
    }

    /// Checks bytes for size, encoding, control characters and an excess of aliases.
    static func make(file: String, bytes: [UInt8]) -> Result<SourceText, ScenarioError> {
        guard bytes.count <= largestFile else {
            let message = "the file has more than \(largestFile) bytes, which is the most that is allowed"
            return .failure(ScenarioError(position: SourcePosition(file: file), message: message))
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let isValid = text.utf8.elementsEqual(bytes)
        let source = SourceText(file: file, scalars: Array(text.unicodeScalars))
        if let index = source.scalars.firstIndex(where: { isForbidden($0) || !isValid && $0 == "\u{FFFD}" }) {
            return .failure(
                source.error(at: index, "this is no text; a scenario file is YAML in UTF-8 without control characters"))
        }
        // Aliases multiply only with each other. A few expand to little and are refused with their anchors later;
        // many could take for ever to compose, so that the parser must not see them.
        let stars = source.scalars.indices.filter(source.mayBeginAlias)
        if stars.count > mostAliases {
            return .failure(source.error(at: stars[0], YAMLComposer.noAliases))
        }
        return .success(source)
    }

    /// The text as a string.
    var text: String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// The index of the scalar at a line and column, both from 1; nil outside the text.
    func index(line: Int, column: Int) -> Int? {
        var current = 1, start = 0
        while current < line {
            guard let end = scalars[start...].firstIndex(where: { $0 == "\n" }) else { return nil }
            start = end + 1
            current += 1
        }
        let index = start + column - 1
        return index < scalars.count ? index : nil
    }

    /// The position of the scalar at an index.
    func position(at index: Int) -> SourcePosition {
        let before = scalars[..<index]
        let line = before.count { $0 == "\n" } + 1
        let start = before.lastIndex { $0 == "\n" }.map { $0 + 1 } ?? 0
        return SourcePosition(file: file, line: line, column: index - start + 1)
    }

    private func error(at index: Int, _ message: String) -> ScenarioError {
        ScenarioError(position: position(at: index), message: message)
    }

    /// Whether a star follows a space, line or indicator, and something follows the star.
    private func mayBeginAlias(at index: Int) -> Bool {
        guard scalars[index] == "*", index + 1 < scalars.count else { return false }
        let isWord = !scalars[index + 1].properties.isWhitespace && scalars[index + 1] != "*"
        guard index > 0 else { return isWord }
        let before = scalars[index - 1]
        let isStart = before.properties.isWhitespace || "[]{},:-?'\"".unicodeScalars.contains(before)
        return isWord && isStart
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        // The private scalar marks repeated keys while they are taken out of the parser's sight.
        if (YAMLComposer.markers).contains(scalar.value) { return true }
        if scalar == "\t" || scalar == "\n" || scalar == "\r" { return false }
        return scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) && scalar.value != 0x85
            || scalar.value == 0xFFFE || scalar.value == 0xFFFF
    }

    private static func resolvingLinks(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
}
