import Foundation

/// Measured workloads as JSON: what was computed, how fast, on what.
public enum BenchmarkJSON {
    /// The document.
    public static func render(_ rows: [BenchmarkRow], at date: Date, commandLine: [String]) -> String {
        JSONWriter.document { json in
            json.value("measured_at", ISO8601DateFormatter().string(from: date))
            json.value("processor", BuildFacts.processor)
            json.value("cores", ProcessInfo.processInfo.processorCount)
            json.value("compiler", BuildFacts.compiler)
            json.value("build", BuildFacts.isRelease ? "release" : "debug")
            json.array("command_line", onOneLine: true) { json in
                for word in commandLine.dropFirst() { json.value(nil, word) }
            }
            json.array("workloads") { json in
                for row in rows { write(row, to: &json) }
            }
        }
    }

    private static func write(_ row: BenchmarkRow, to json: inout JSONWriter) {
        json.object(nil) { json in
            json.value("name", row.name)
            json.value("events", row.result?.events ?? 0)
            json.value("check", row.result?.check)
            json.value("agrees", row.passed)
            json.value("fingerprint", row.result.map { "\($0.fingerprint)" } ?? "")
            json.value("ns_per_event_median", rounded(row.nanoseconds.median))
            json.value("ns_per_event_min", rounded(row.nanoseconds.least))
            json.value("ns_per_event_max", rounded(row.nanoseconds.most))
            json.value("peak_memory_bytes", row.peakMemory)
            json.array("wall_seconds", onOneLine: true) { json in
                for run in row.runs { json.value(nil, (run.wall * 1e6).rounded() / 1e6) }
            }
            json.array("cpu_seconds", onOneLine: true) { json in
                for run in row.runs { json.value(nil, (run.cpu * 1e6).rounded() / 1e6) }
            }
        }
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
