import Foundation

/// The built command, run as a process of its own in a folder of its own.
final class Command {
    /// What a finished process left.
    struct Outcome {
        var status: Int32
        var output: String
        var messages: String
    }

    /// Where the process runs; removed at the end.
    let folder: String

    init() throws {
        folder = URL(fileURLWithPath: NSTemporaryDirectory()).path + "/rehearse-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The package's folder.
    static var package: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
    }

    /// The command beside the test bundle.
    static var executable: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("rehearse")
    }

    /// Runs the command to its end.
    ///
    /// - Parameters:
    ///   - arguments: the words after the command's name.
    ///   - environment: more variables; those that decide about colour are otherwise not set.
    ///   - whileRunning: is called with the process once it is started.
    func run(
        _ arguments: [String], environment: [String: String] = [:], whileRunning: (Process) -> Void = { _ in }
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var variables = ProcessInfo.processInfo.environment
        for name in ["NO_COLOR", "FORCE_COLOR"] { variables[name] = nil }
        process.environment = variables.merging(environment) { _, new in new }
        let paths = (output: folder + ".out", messages: folder + ".err")
        defer { for path in [paths.output, paths.messages] { try? FileManager.default.removeItem(atPath: path) } }
        for path in [paths.output, paths.messages] { try Data().write(to: URL(fileURLWithPath: path)) }
        process.standardOutput = FileHandle(forWritingAtPath: paths.output)
        process.standardError = FileHandle(forWritingAtPath: paths.messages)
        try process.run()
        whileRunning(process)
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try String(contentsOfFile: paths.output, encoding: .utf8),
            messages: try String(contentsOfFile: paths.messages, encoding: .utf8))
    }

    /// Writes a file in the folder; returns its name.
    func file(_ name: String, _ text: String) throws -> String {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        return name
    }

    /// The text of a file in the folder.
    func read(_ name: String) -> String? { try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) }

    /// Everything in the folder and below it, hidden files too.
    var entries: [String] {
        (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []).sorted()
    }
}

extension Process {
    /// Waits until the process has taken SIGINT over from the system (at most 10 s).
    func waitUntilItCatchesInterrupts() {
        for _ in 0..<1_000 where isRunning {
            let status = (try? String(contentsOfFile: "/proc/\(processIdentifier)/status", encoding: .utf8)) ?? ""
            let caught = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
            let mask = caught.flatMap { UInt64($0.split(separator: "\t").last ?? "", radix: 16) } ?? 0
            if mask & (1 << UInt64(SIGINT - 1)) != 0 { return }
            usleep(10_000)
        }
    }
}
