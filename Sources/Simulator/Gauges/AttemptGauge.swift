import Primitives
import Statistics

/// Attempts and their latencies within a window of the run.
struct AttemptGauge: ~Copyable {
    let name: String
    private(set) var from: Instant
    private(set) var until: Instant
    private(set) var latencies = FixedTable<Histogram>(count: Attempt.count) { _ in Histogram() }
    private(set) var ended = Table<UInt64>(repeating: 0, count: Attempt.count)
    private(set) var succeeded = Table<UInt64>(repeating: 0, count: Attempt.count)

    init(name: String, from: Instant, until: Instant) {
        self.name = name
        self.from = from
        self.until = until
    }

    /// Makes it the gauge of a window that nobody could know before.
    mutating func move(from: Instant, until: Instant) {
        self.from = from
        self.until = until
    }

    /// Counts an attempt that began within the window.
    @inline(__always)
    mutating func record(_ attempt: Attempt, succeeded success: Bool, took latency: TimeSpan) {
        ended[attempt.rawValue] += 1
        guard success else { return }
        succeeded[attempt.rawValue] += 1
        latencies[attempt.rawValue].record(latency.nanoseconds)
    }

    func summary(_ attempt: Attempt) -> LatencySummary { LatencySummary(latencies[attempt.rawValue]) }
}

extension LatencySummary {
    /// The percentiles of a histogram of nanoseconds.
    init(_ histogram: borrowing Histogram) {
        self.init()
        guard histogram.count > 0 else { return }
        func milliseconds(_ nanoseconds: Int64) -> Double { Double(nanoseconds) / 1e6 }
        count = UInt64(histogram.count)
        mean = histogram.mean / 1e6
        p50 = milliseconds(histogram.quantile(0.50))
        p90 = milliseconds(histogram.quantile(0.90))
        p95 = milliseconds(histogram.quantile(0.95))
        p99 = milliseconds(histogram.quantile(0.99))
        p99_9 = milliseconds(histogram.quantile(0.999))
        max = milliseconds(histogram.max)
    }
}
