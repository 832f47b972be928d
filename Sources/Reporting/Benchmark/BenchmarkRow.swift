import Primitives

/// One workload, measured several times.
public struct BenchmarkRow: Sendable {
    /// What was measured.
    public var name: String
    /// What its runs have in common: events, check value, fingerprint. Nil before the first run.
    public var result: Result?
    /// How long each run took.
    public var runs: [Run] = []
    /// The most memory that the process had resident during a run, in bytes; of the run with least, as what an
    /// earlier workload has freed may still be resident.
    public var peakMemory = 0

    /// What a run computed.
    public struct Result: Equatable, Sendable {
        /// Events that happened.
        public var events: UInt64
        /// The check value.
        public var check: Double
        /// Whether the check value is what it must be.
        public var agrees: Bool
        /// The hash over all events.
        public var fingerprint: Fingerprint

        /// States what a run computed.
        public init(events: UInt64, check: Double, agrees: Bool, fingerprint: Fingerprint) {
            self.events = events
            self.check = check
            self.agrees = agrees
            self.fingerprint = fingerprint
        }
    }

    /// How long a run took.
    public struct Run: Sendable {
        /// Seconds of wall time.
        public var wall: Double
        /// Seconds of processor time.
        public var cpu: Double

        /// States how long a run took.
        public init(wall: Double, cpu: Double) {
            self.wall = wall
            self.cpu = cpu
        }
    }

    /// A row without runs.
    public init(name: String) { self.name = name }

    /// Counts a run in.
    public mutating func add(_ run: Run, _ outcome: Result, peakMemory peak: Int) {
        runs.append(run)
        // A run that computes something else than the first has failed, whatever it was to compute.
        if result == nil { result = outcome } else if result != outcome { result?.agrees = false }
        peakMemory = runs.count == 1 ? peak : min(peakMemory, peak)
    }

    /// Whether it was run, and every run computed what it must.
    public var passed: Bool { result?.agrees == true }

    /// Nanoseconds of wall time per event: least, median and most of the runs.
    public var nanoseconds: (least: Double, median: Double, most: Double) {
        let sorted = runs.map { $0.wall * 1e9 / Double(result?.events ?? 1) }.sorted()
        guard let least = sorted.first, let most = sorted.last else { return (0, 0, 0) }
        let upper = sorted[sorted.count / 2]
        return (least, sorted.count.isMultiple(of: 2) ? (sorted[sorted.count / 2 - 1] + upper) / 2 : upper, most)
    }

    /// Processor time as a share of wall time, over all runs; well below 1, someone else had the processor.
    public var processorShare: Double {
        let wall = runs.reduce(0) { $0 + $1.wall }
        return wall > 0 ? runs.reduce(0) { $0 + $1.cpu } / wall : 0
    }
}
