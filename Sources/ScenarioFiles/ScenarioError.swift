/// A place in a scenario file.
public struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
    /// The file's path as it was given, or as it follows from the file that extends it.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column in Unicode scalars, from 1.
    public var column: Int

    public init(file: String, line: Int = 1, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
}

/// One thing that is wrong with a scenario file.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where.
    public var position: SourcePosition
    /// What is wrong; what is allowed.
    public var message: String

    public init(position: SourcePosition, message: String) {
        self.position = position
        self.message = message
    }

    /// `file:line:column: what is wrong; what is allowed`, on one line.
    public var description: String { "\(position): \(message)" }
}

/// Everything that is wrong with a scenario: file by file in the order of reading, from top to bottom.
public struct ScenarioErrors: Error, Equatable, Sendable, CustomStringConvertible {
    /// The errors; never empty.
    public var list: [ScenarioError]

    public init(_ list: [ScenarioError]) { self.list = list }

    /// One error per line.
    public var description: String { list.map(\.description).joined(separator: "\n") }
}
