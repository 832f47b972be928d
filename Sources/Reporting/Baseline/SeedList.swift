import Foundation

/// A list of seeds in a file: one on a line; what follows a `#` is a remark.
public struct SeedList: Equatable, Sendable {
    /// The seeds, in the order of the file.
    public var seeds: [UInt64]

    /// Reads the list.
    ///
    /// - Throws: ``FileProblem`` when there is no such file, a line is no number, or there is none at all.
    public init(path: String) throws(FileProblem) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw FileProblem(path: path, reason: "cannot be read")
        }
        seeds = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            if content.isEmpty { continue }
            guard let seed = UInt64(content) else {
                throw FileProblem(path: "\(path):\(index + 1)", reason: "no seed: \(content)")
            }
            seeds.append(seed)
        }
        if seeds.isEmpty { throw FileProblem(path: path, reason: "has no seeds") }
    }
}
