import Foundation

/// A file that could not be read or written, and why.
public struct FileProblem: Error, Equatable, CustomStringConvertible {
    /// The path as the user gave it.
    public var path: String
    /// What was wrong, in the words of the operating system.
    public var reason: String

    /// Describes a problem with the file at `path`.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// The last failed system call, as a problem with the file at `path`.
    static func lastError(_ path: String, doing: String) -> FileProblem {
        FileProblem(path: path, reason: "\(doing): \(String(cString: strerror(errno)))")
    }

    /// `results/a.json: cannot be written: Permission denied`.
    public var description: String { "\(path): \(reason)" }
}
