import Foundation

/// What this program and this machine are, for records of measurements.
enum BuildFacts {
    /// Whether the optimiser was on.
    static var isRelease: Bool {
        #if DEBUG
            false
        #else
            true
        #endif
    }

    /// The compiler's version, as far as a program can tell its own.
    static var compiler: String {
        #if compiler(>=6.4)
            "Swift 6.4 or later"
        #elseif compiler(>=6.3)
            "Swift 6.3"
        #else
            "Swift 6.2 or earlier"
        #endif
    }

    /// The processor's name, where the system tells.
    static var processor: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line.flatMap { $0.split(separator: ":").last }?.trimmingCharacters(in: .whitespaces) ?? "unknown"
    }
}
