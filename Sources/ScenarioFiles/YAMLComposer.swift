import Yams

/// YAML text to values with positions; refuses what scenario files don't need: aliases, tags, several documents.
///
/// The parser stops at the first repeated key and names one of its places. Here each repeated key
/// is replaced by a marker of the same length and the text is parsed again, so that all of them are
/// found, with both lines, and all other errors too.
struct YAMLComposer {
    /// What is said about anchors and aliases.
    static var noAliases: String {
        "anchors (&) and aliases (*) are not supported; write the value out, use 'extends', or quote the text"
    }
    /// Unicode's private scalars that stand for repeated keys; they are not allowed in files.
    static var markers: ClosedRange<UInt32> { 0xF_0000...0xF_00FF }

    private var source: SourceText
    /// The keys that markers replaced, by the marker's number.
    private var replaced: [String] = []
    private(set) var errors: [ScenarioError] = []

    /// So many repeated keys are listed; then the rest is left unread. Each is another parse, so fewer in large files.
    private var mostDuplicates: Int { min(16, SourceText.largestFile / max(source.scalars.count, 1)) }
    /// Deeper nesting than this is refused; scenarios need 6 levels.
    private static var mostLevels: Int { 32 }

    init(_ source: SourceText) { self.source = source }

    /// The root mapping, or nil with errors that say why; errors about single keys come with a value.
    mutating func compose() -> SourceValue? {
        while true {
            do {
                let parser = try Parser(yaml: source.text, resolver: .basic, encoding: .utf8)
                // The parser owns the anchors: it must outlive the conversion.
                return try withExtendedLifetime(parser) { try root(of: parser) }
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard replaced.count < mostDuplicates, replaceKey(keys, at: context.mark) else {
                    fail(context.mark, "the key '\(shortened(keys.sorted().first ?? ""))' is repeated in this mapping")
                    return nil
                }
            } catch let error as YamlError {
                report(error)
                return nil
            } catch {
                fail(nil, "the file can't be parsed: \(error)")
                return nil
            }
        }
    }

    private mutating func root(of parser: Parser) throws -> SourceValue? {
        guard let node = try parser.singleRoot() else {
            fail(nil, "the file is empty; a scenario is a mapping that begins with 'name:'")
            return nil
        }
        let value = convert(node, level: 0)
        switch value.content {
        case .mapping: return value
        case .refused: break
        case .absent: fail(value.position, "the file is empty; a scenario is a mapping that begins with 'name:'")
        case .scalar, .list:
            fail(value.position, "\(value.kind) is no scenario; it is a mapping that begins with 'name:'")
        }
        return nil
    }

    private mutating func convert(_ node: Node, level: Int) -> SourceValue {
        let position = place(node.mark)
        if node.anchor != nil {
            fail(position, Self.noAliases)
            return SourceValue(position: position, content: .refused)
        }
        if level > Self.mostLevels {
            fail(position, "nested more than \(Self.mostLevels) levels deep; scenarios need 6")
            return SourceValue(position: position, content: .refused)
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            let isAbsent = isPlain && ["", "~", "null"].contains(scalar.string)
            return SourceValue(
                position: position, content: isAbsent ? .absent : .scalar(scalar.string, quoted: !isPlain))
        case .sequence(let sequence):
            return SourceValue(position: position, content: .list(sequence.map { convert($0, level: level + 1) }))
        case .mapping(let mapping):
            return SourceValue(position: position, content: .mapping(entries(of: mapping, level: level)))
        case .alias:
            fail(position, Self.noAliases)
            return SourceValue(position: position, content: .refused)
        }
    }

    private mutating func entries(of mapping: Node.Mapping, level: Int) -> [SourceEntry] {
        var entries: [SourceEntry] = []
        var lines: [String: Int] = [:]
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key, key.anchor == nil else {
                fail(key.mark, "this is no key; a key is a plain word")
                continue
            }
            let name = original(scalar.string)
            let position = place(key.mark)
            if let first = lines[name] {
                fail(position, "the key '\(shortened(name))' is already on line \(first); a key is allowed once")
                continue
            }
            lines[name] = position.line
            entries.append(SourceEntry(key: name, position: position, value: convert(value, level: level + 1)))
        }
        return entries
    }

    /// Puts a marker in place of a repeated key; false if the key isn't a plain or quoted word.
    private mutating func replaceKey(_ keys: [String], at mark: Mark) -> Bool {
        guard let start = source.index(line: mark.line, column: mark.column) else { return false }
        let isQuoted = source.scalars[start] == "'" || source.scalars[start] == "\""
        let first = isQuoted ? start + 1 : start
        let candidates = keys.filter { !$0.isEmpty && source.scalars[first...].starts(with: $0.unicodeScalars) }
        guard let key = candidates.max(by: { $0.unicodeScalars.count < $1.unicodeScalars.count }),
            let marker = Unicode.Scalar(Self.markers.lowerBound + UInt32(replaced.count) + 1),
            let filler = Unicode.Scalar(Self.markers.lowerBound)
        else { return false }
        for offset in 0..<key.unicodeScalars.count { source.scalars[first + offset] = filler }
        source.scalars[first] = marker
        replaced.append(key)
        return true
    }

    /// The key that a marker stands for; other keys as they are.
    private func original(_ key: String) -> String {
        guard let first = key.unicodeScalars.first, Self.markers.contains(first.value) else { return key }
        return replaced[Int(first.value - Self.markers.lowerBound) - 1]
    }

    private mutating func report(_ error: YamlError) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            if problem.contains("another document") {
                fail(mark, "a second document begins here; a scenario file has one")
            } else if problem.contains("undefined alias") {
                fail(mark, Self.noAliases)
            } else {
                let during = context.map { " \($0.text) from line \($0.mark.line)" } ?? ""
                fail(mark, "this is no valid YAML:\(during) \(problem)")
            }
        case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded, .duplicatedKeysInMapping:
            fail(nil, "the file can't be parsed as YAML")
        }
    }

    /// The parser's mark as a position; the file's beginning without one.
    private func place(_ mark: Mark?) -> SourcePosition {
        SourcePosition(file: source.file, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    private mutating func fail(_ mark: Mark?, _ message: String) { fail(place(mark), message) }

    private mutating func fail(_ position: SourcePosition, _ message: String) {
        errors.append(ScenarioError(position: position, message: message))
    }
}
