import Foundation

/// A folder of results that is replaced as a whole: filled aside, then swapped in.
public struct ResultFolder {
    /// Where the folder will be.
    public let path: String
    private let aside: String

    /// Begins a new folder beside the one at `path`, whose parents are made when they are missing.
    ///
    /// - Throws: ``FileProblem`` when nothing can be written there.
    public init(replacing path: String) throws(FileProblem) {
        let target = URL(fileURLWithPath: path).standardizedFileURL.path
        var facts = stat()
        if stat(target, &facts) == 0, facts.st_mode & S_IFMT != S_IFDIR {
            throw FileProblem(path: path, reason: "cannot be replaced: it is not a directory")
        }
        self.path = target
        aside = Self.sibling(target, "partial")
        Self.remove(aside)
        try AtomicFile.makeFolder(aside)
    }

    /// Adds a file to the folder that is being filled.
    ///
    /// - Throws: ``FileProblem`` with the path.
    public func write(_ text: String, as name: String) throws(FileProblem) {
        try AtomicFile.write(text, to: aside + "/" + name)
    }

    /// Puts the folder in place of the old one; from here on it is seen.
    ///
    /// - Throws: ``FileProblem`` when the old one can't be moved; then it is still there.
    public func commit() throws(FileProblem) {
        let old = Self.sibling(path, "old")
        Self.remove(old)
        let existed = rename(path, old) == 0
        if !existed, errno != ENOENT {
            let problem = FileProblem.lastError(path, doing: "cannot be replaced")
            discard()
            throw problem
        }
        if rename(aside, path) != 0 {
            let problem = FileProblem.lastError(path, doing: "cannot be put in place")
            if existed { rename(old, path) }
            discard()
            throw problem
        }
        Self.remove(old)
    }

    /// Forgets the folder that was being filled.
    public func discard() { Self.remove(aside) }

    private static func sibling(_ path: String, _ suffix: String) -> String {
        let name = (path as NSString).lastPathComponent
        return (path as NSString).deletingLastPathComponent + "/.\(name).\(getpid()).\(suffix)"
    }

    private static func remove(_ path: String) {
        if access(path, F_OK) == 0 { try? FileManager.default.removeItem(atPath: path) }
    }
}
