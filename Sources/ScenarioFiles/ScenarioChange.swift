/// A value laid over those of a scenario's files: `orders.stock-strategy=row-lock`.
public struct ScenarioChange: Hashable, Sendable, CustomStringConvertible {
    /// The keys that lead to the value, from the top level.
    public let keys: [String]
    /// The value, as a scenario file would write it on one line.
    public let value: String

    /// A change from keys joined by dots and a value; nil unless every key is a word of letters, digits and hyphens.
    public init?(path: String, value: String) {
        let keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isWord = { (key: String) in !key.isEmpty && key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } }
        guard keys.allSatisfy(isWord), !value.contains(where: \.isNewline) else { return nil }
        self.keys = keys
        self.value = value
    }

    /// A change as it is written: `path=value`.
    public init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        self.init(path: String(parts[0]), value: String(parts[1]))
    }

    /// `path=value`.
    public var description: String { keys.joined(separator: ".") + "=" + value }

    /// The change as a document of its own, whose file is called like the change; nil with errors if it is no YAML.
    func layer(_ errors: inout [ScenarioError]) -> SourceValue? {
        var text = ""
        for (level, key) in keys.enumerated() { text += String(repeating: " ", count: level) + key + ":\n" }
        text.removeLast()
        text += " " + value + "\n"
        switch SourceText.make(file: description, bytes: Array(text.utf8)) {
        case .success(let source):
            var composer = YAMLComposer(source)
            let layer = composer.compose()
            errors += composer.errors
            return layer
        case .failure(let error):
            errors.append(error)
            return nil
        }
    }
}
