import Foundation

/// Files that appear whole or not at all: written aside, then renamed.
public enum AtomicFile {
    /// Writes a file with this text, in place of the file that is there.
    ///
    /// Missing folders above it are made.
    /// - Throws: ``FileProblem`` with the path; then the old file, if any, is as it was.
    public static func write(_ text: String, to path: String) throws(FileProblem) {
        try write(to: path) { sink throws(FileProblem) in try sink.write(text) }
    }

    /// Writes a file with what `body` hands to the sink, in place of the file that is there.
    ///
    /// What is no ordinary file (a pipe, `/dev/stdout`) is written to directly.
    /// - Throws: ``FileProblem`` with the path; then the old file, if any, is as it was.
    public static func write(
        to path: String, body: (ByteSink) throws(FileProblem) -> Void
    ) throws(FileProblem) {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var facts = stat()
        let exists = stat(target, &facts) == 0
        if exists, facts.st_mode & S_IFMT == S_IFDIR {
            throw FileProblem(path: path, reason: "cannot be written: it is a directory")
        }
        if exists, facts.st_mode & S_IFMT != S_IFREG {
            return try fill(target, flags: O_WRONLY, named: path, body)
        }
        if exists, access(target, W_OK) != 0 { throw .lastError(path, doing: "cannot be written") }
        let parent = (target as NSString).deletingLastPathComponent
        try makeFolder(parent)
        let aside = parent + "/." + (target as NSString).lastPathComponent + ".\(getpid()).partial"
        do throws(FileProblem) {
            try fill(aside, flags: O_WRONLY | O_CREAT | O_TRUNC, named: path, body)
            if rename(aside, target) != 0 { throw .lastError(path, doing: "cannot be put in place") }
        } catch {
            unlink(aside)
            throw error
        }
    }

    /// Finds out, without writing anything, whether a file (or a folder) could be put at `path`.
    ///
    /// - Throws: ``FileProblem`` when it or the nearest folder above it that exists can't be written to.
    public static func check(_ path: String, isFolder: Bool = false) throws(FileProblem) {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var place = target
        while access(place, F_OK) != 0, errno == ENOENT, place != "/" {
            place = (place as NSString).deletingLastPathComponent
        }
        if access(place, W_OK) != 0 { throw .lastError(path, doing: "cannot be written") }
        var facts = stat()
        let isDirectory = stat(place, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
        if isDirectory != (isFolder || place != target) {
            let problem = isDirectory ? "is a directory" : "is not a directory"
            throw FileProblem(path: path, reason: "cannot be written: \(place) \(problem)")
        }
    }

    /// Makes a folder and the missing ones above it.
    static func makeFolder(_ path: String) throws(FileProblem) {
        var facts = stat()
        if stat(path, &facts) == 0 {
            if facts.st_mode & S_IFMT == S_IFDIR { return }
            throw FileProblem(path: path, reason: "is not a directory")
        }
        let parent = (path as NSString).deletingLastPathComponent
        if !parent.isEmpty, parent != path { try makeFolder(parent) }
        // Another process may have made it meanwhile.
        if mkdir(path, 0o755) != 0, errno != EEXIST { throw .lastError(path, doing: "cannot be made") }
    }

    private static func fill(
        _ path: String, flags: Int32, named name: String, _ body: (ByteSink) throws(FileProblem) -> Void
    ) throws(FileProblem) {
        let descriptor = open(path, flags | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .lastError(name, doing: "cannot be written") }
        defer { close(descriptor) }
        let sink = ByteSink(descriptor: descriptor, path: name)
        try body(sink)
        try sink.flush()
        if flags & O_CREAT != 0, fsync(descriptor) != 0 { throw .lastError(name, doing: "cannot be written") }
    }
}
