import Foundation

/// The high-water mark of the process's resident memory.
public enum PeakMemory {
    /// The mark in bytes (`VmHWM`); nil where the system doesn't say.
    public static var bytes: Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
            return kibibytes.flatMap { Int($0) }.map { $0 * 1_024 }
        }
        return nil
    }

    /// Lowers the mark to what is resident now, so that it tells of what follows; nothing where the system can't.
    public static func reset() {
        // "5" resets the mark (proc(5), clear_refs).
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
        try? file.write(contentsOf: Data("5".utf8))
        try? file.close()
    }
}
