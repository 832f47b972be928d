import Foundation

/// An open file that bytes are appended to, a large chunk at a time.
public final class ByteSink {
    private let descriptor: Int32
    private let path: String
    private var pending: [UInt8] = []
    private static var chunk: Int { 1 << 20 }

    /// Writes to a file descriptor, which the caller closes; `path` is for messages.
    init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
        pending.reserveCapacity(Self.chunk + 4_096)
    }

    /// Appends bytes.
    ///
    /// - Throws: ``FileProblem`` when the disk is full or the file gone.
    public func write(_ bytes: [UInt8]) throws(FileProblem) {
        pending += bytes
        if pending.count >= Self.chunk { try flush() }
    }

    /// Appends text as UTF-8.
    ///
    /// - Throws: ``FileProblem`` when the disk is full or the file gone.
    public func write(_ text: String) throws(FileProblem) {
        pending += text.utf8
        if pending.count >= Self.chunk { try flush() }
    }

    /// Hands everything to the operating system.
    func flush() throws(FileProblem) {
        var written = 0
        while written < pending.count {
            let count = pending.withUnsafeBytes { bytes in
                Foundation.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .lastError(path, doing: "cannot be written")
            }
            written += count
        }
        pending.removeAll(keepingCapacity: true)
    }
}
