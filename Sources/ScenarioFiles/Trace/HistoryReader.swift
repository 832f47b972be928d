import Foundation
import Primitives
import Workload

/// Reads how many requests there were in every hour from traffic that a run has written.
public struct HistoryReader {
    private let path: String
    private var errors: [ScenarioError] = []
    private var line = TraceLine()
    private var columns = TraceColumns()
    private var number = 0
    /// The first hour from day zero, and the requests of it and of those after it.
    private var first: Int?
    private var counts: [UInt64] = []

    private static var mostErrors: Int { 20 }
    private static var mostHours: Int { 24 * 366 }

    /// Reads a file in order of time with the columns `instant` and `requests`; without `requests` a row counts as one.
    ///
    /// Errors are those of the first twenty lines that have any. Holds the file in memory.
    public static func read(path: String) -> Result<TrafficProfile, ScenarioErrors> {
        var reader = HistoryReader(path: path)
        if let data = FileManager.default.contents(atPath: path) {
            reader.readLines([UInt8](data))
        } else {
            reader.fail("the traffic can't be read; name a file that `rehearse run -o traffic=` wrote")
        }
        guard reader.errors.isEmpty, let first = reader.first else {
            if reader.errors.isEmpty { reader.fail("there is no row in it") }
            return .failure(ScenarioErrors(reader.errors))
        }
        return .success(TrafficProfile(firstHour: first, requests: reader.counts))
    }

    private init(path: String) { self.path = path }

    private mutating func fail(_ message: String) {
        errors.append(ScenarioError(position: SourcePosition(file: path, line: max(number, 1)), message: message))
    }

    private mutating func readLines(_ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count, errors.count < Self.mostErrors {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            number += 1
            if line.cut(bytes[start..<end]) {
                if number == 1 { readHeading() } else { readRow() }
            } else {
                fail("a quote stands where none may")
            }
            if number == 1, !errors.isEmpty { return }
            start = end + 1
        }
    }

    private mutating func readHeading() {
        let heading = TraceColumns.read((0..<line.count).map { line.string($0) })
        columns = heading.columns
        for problem in heading.problems { fail(problem.message) }
    }

    private mutating func readRow() {
        if line.count == 1, line[0].isEmpty { return }
        guard line.count == columns.count else {
            return fail("\(line.count) cells where the first line names \(columns.count) columns")
        }
        guard let at = TraceInstant.parse(line[columns.instant]) else {
            let text = shortened(line.string(columns.instant))
            return fail("instant: '\(text)' is no time; write \(TraceInstant.expected)")
        }
        let text = columns.requests.map { line.string($0) } ?? "1"
        guard let requests = UInt64(text), requests < 1 << 40 else {
            return fail("requests: '\(shortened(text))' is no whole number")
        }
        // Towards minus infinity.
        let length = TimeSpan.hours(1).nanoseconds, since = at.nanoseconds
        let hour = Int(since >= 0 ? since / length : ~(~since / length))
        let place = hour - (first ?? hour)
        guard place >= counts.count - 1, place < Self.mostHours else {
            return fail("instant: this row is before the one above it, or more than a year after the first")
        }
        first = first ?? hour
        while counts.count <= place { counts.append(0) }
        counts[place] += requests
    }
}
