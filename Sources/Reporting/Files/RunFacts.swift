import Foundation

/// What is not the same from run to run: `run.json`, beside the deterministic `summary.json`.
public struct RunFacts {
    /// When the run began.
    public var started: Date
    /// How long it took, in seconds of wall time.
    public var wallSeconds: Double
    /// The command line.
    public var commandLine: [String]
    /// Dispatched events.
    public var events: UInt64
    /// The length of the simulated window, in seconds; what came after it to settle the last orders is not counted.
    public var simulatedSeconds: Double

    /// States the facts of one run on this machine.
    public init(started: Date, wallSeconds: Double, commandLine: [String], events: UInt64, simulatedSeconds: Double) {
        self.started = started
        self.wallSeconds = wallSeconds
        self.commandLine = commandLine
        self.events = events
        self.simulatedSeconds = simulatedSeconds
    }

    /// How fast the run was, in one line.
    public var speed: String {
        let rate = wallSeconds > 0 ? simulatedSeconds / wallSeconds : 0
        return "simulated \(NumberText.fixed(simulatedSeconds, decimals: 0)) s in "
            + "\(NumberText.wall(seconds: wallSeconds)): \(NumberText.figure(rate)) simulated seconds per second"
    }

    /// The document, with a line feed at the end; reads host and memory from the operating system.
    public func render() -> String {
        JSONWriter.document { json in
            json.value("started_at", ISO8601DateFormatter().string(from: started))
            json.value("wall_seconds", (wallSeconds * 1_000).rounded() / 1_000)
            json.value("events", events)
            json.value("events_per_second", wallSeconds > 0 ? (Double(events) / wallSeconds).rounded() : nil)
            json.value("simulated_seconds", simulatedSeconds)
            json.value(
                "simulated_seconds_per_second",
                wallSeconds > 0 ? (simulatedSeconds / wallSeconds * 1_000).rounded() / 1_000 : nil)
            json.value("peak_memory_bytes", PeakMemory.bytes.map(Double.init))
            json.value("host", ProcessInfo.processInfo.hostName)
            json.value("cores", ProcessInfo.processInfo.processorCount)
            json.value("build", BuildFacts.isRelease ? "release" : "debug")
            json.array("command_line", onOneLine: true) { json in
                for word in commandLine { json.value(nil, word) }
            }
        }
    }
}
