import Foundation
import Platform
import Primitives
import Workload

/// Reads a trace of sessions from comma-separated values, line by line.
///
/// The first line names the columns `instant`, `region` and `product`, and may name `early` and `sessions`; others are
/// passed over. A row is one session that starts at its instant; with the column `sessions` it is so many, spread
/// evenly over the minute that begins at its instant, as `rehearse run -o traffic=` writes them. A region has the name
/// it has in the scenario, a product its name or its number as in lists of orders, counted from 0; no product is a
/// session that opens with a list. Rows are in time order. What starts outside the scenario's window is counted and
/// left out.
struct TraceReader {
    private let path: String
    private let scenario: Scenario
    private let regions: [[UInt8]]
    private let products: [String: Int]
    private(set) var trace: TrafficTrace
    private(set) var errors: [ScenarioError] = []
    private var columns = TraceColumns()
    private var line = TraceLine()
    private var number = 0
    private var last = Instant.distantPast
    private var lastRegion = 0
    private var isStopped = false

    /// So many errors are listed.
    private static var mostErrors: Int { 20 }
    /// Longer lines are refused.
    private static var longestLine: Int { 4_096 }
    /// More rows or sessions are refused: 1.2 GB, or days of the world's largest shops.
    private static var mostRows: Int { 100_000_000 }
    private static var mostSessions: Int { 400_000_000 }

    /// Reads the file at a path for a valid scenario; `name` is what the scenario calls it.
    static func read(path: String, name: String, for scenario: Scenario) -> Result<TrafficTrace, ScenarioErrors> {
        var reader = TraceReader(path: path, name: name, scenario)
        reader.readFile()
        return reader.errors.isEmpty ? .success(reader.trace) : .failure(ScenarioErrors(reader.errors))
    }

    private init(path: String, name: String, _ scenario: Scenario) {
        self.path = path
        self.scenario = scenario
        regions = scenario.population.regions.map { Array($0.name.utf8) }
        let catalogue = Catalogue(CatalogueTerms(scenario), seed: scenario.seed)
        products = Dictionary(
            catalogue.products.map { ($0.name, $0.id.index) }, uniquingKeysWith: { first, _ in first })
        trace = TrafficTrace(file: name)
        trace.until = scenario.end
    }

    private mutating func fail(_ message: String, column: Int = 1) {
        guard errors.count <= Self.mostErrors else { return }
        let isLast = errors.count == Self.mostErrors
        errors.append(
            ScenarioError(
                position: SourcePosition(file: path, line: max(number, 1), column: column),
                message: isLast ? "too many errors; the rest of the trace is not read" : message))
    }

    /// Whether the rest can't be read, or would only be more of the same.
    private var isOver: Bool { isStopped || errors.count > Self.mostErrors }

    private mutating func readFile() {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            return fail("the trace can't be read; name a CSV file by its path from the scenario file")
        }
        defer { try? handle.close() }
        var pending: [UInt8] = []
        do {
            while !isOver, let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
                pending.append(contentsOf: chunk)
                pending.removeFirst(lines(of: pending))
                guard pending.count <= Self.longestLine else {
                    number += 1
                    return fail("a line of more than \(Self.longestLine) bytes; one row must be on each line")
                }
            }
        } catch {
            return fail("the trace can't be read: \(error.localizedDescription)")
        }
        if !pending.isEmpty, !isOver { readLine(pending[...]) }
        if number == 0 { fail("the trace is empty; its first line must name instant, region and product") }
    }

    /// Reads the whole lines among these bytes; returns how many bytes they were.
    private mutating func lines(of bytes: [UInt8]) -> Int {
        var start = 0
        while !isOver, let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            readLine(bytes[start..<end])
            start = end + 1
        }
        return isOver ? bytes.count : start
    }

    private mutating func readLine(_ bytes: ArraySlice<UInt8>) {
        number += 1
        var bytes = bytes
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            bytes = bytes.dropFirst(3)
        }
        guard line.cut(bytes) else {
            return fail("a quote stands where none may; write \"...\" around a whole cell, and \"\" for a quote in it")
        }
        if number == 1 { return readHeading() }
        // A blank line, as some programs leave at the end.
        if line.count == 1, line[0].isEmpty { return }
        guard line.count == columns.count else {
            return fail("\(line.count) cells where the first line names \(columns.count) columns")
        }
        readRow()
    }

    private mutating func readHeading() {
        let heading = TraceColumns.read((0..<line.count).map { line.string($0).trimmingCharacters(in: .whitespaces) })
        columns = heading.columns
        if columns.sessions != nil { trace.spread = .minutes(1) }
        for problem in heading.problems { fail(problem.message, column: problem.column) }
        // Without its columns nothing of the file can be read.
        isStopped = !heading.problems.isEmpty
    }

    private mutating func readRow() {
        let before = errors.count
        let at = instant(), region = region(), product = product(), isEarly = early(), sessions = sessions()
        guard errors.count == before, let at, let region, sessions > 0 else { return }
        if at < scenario.start || at >= scenario.end {
            trace.sessionsOutside += sessions
            return
        }
        guard trace.count < Self.mostRows, trace.sessions + sessions <= Self.mostSessions else {
            isStopped = true
            return fail("more than \(Self.mostRows) rows or \(Self.mostSessions) sessions; take a shorter window")
        }
        trace.append(.init(at: at, region: region, product: product, isEarly: isEarly, sessions: sessions))
    }

    private mutating func instant() -> Instant? {
        guard let at = TraceInstant.parse(line[columns.instant]) else {
            fail("instant: '\(shortened(line.string(columns.instant)))' is no time; write \(TraceInstant.expected)")
            return nil
        }
        if at < last {
            fail("instant: this row is before the one above it; sort the rows by time")
        } else if at > last, last != .distantPast, at - last < trace.spread {
            fail("instant: the minutes of two rows overlap; rows with 'sessions' must be whole minutes apart")
        }
        last = max(last, at)
        return at
    }

    private mutating func region() -> Int? {
        let text = line[columns.region]
        if text.elementsEqual(regions[lastRegion]) { return lastRegion }
        if let place = regions.firstIndex(where: { text.elementsEqual($0) }) {
            lastRegion = place
            return place
        }
        let names = scenario.population.regions.map(\.name), word = line.string(columns.region)
        let meant = Problem.nearest(to: word, among: names).map { ", did you mean '\($0)'?" } ?? ""
        let allowed = names.joined(separator: ", ")
        fail("region: '\(shortened(word))' is none of the scenario's\(meant); allowed: \(allowed)")
        return nil
    }

    private mutating func product() -> Int? {
        let text = line[columns.product]
        if text.isEmpty { return nil }
        if let number = Self.wholeNumber(text) {
            if number < scenario.catalogue.products { return number }
        } else if let number = products[line.string(columns.product)] {
            return number
        }
        fail(
            "product: there is no '\(shortened(line.string(columns.product)))'; write a product's name, its number "
                + "from 0 to \(scenario.catalogue.products - 1), or nothing for a session that opens with a list")
        return nil
    }

    private mutating func early() -> Bool {
        guard let column = columns.early else { return false }
        switch line.string(column) {
        case "yes":
            if scenario.traffic.rush == nil {
                fail("early: people wait for an opening, but the scenario has none; add traffic.rush to it")
            }
            return true
        case "no", "": return false
        default:
            fail("early: '\(shortened(line.string(column)))' is unknown; write yes or no")
            return false
        }
    }

    private mutating func sessions() -> Int {
        guard let column = columns.sessions else { return 1 }
        guard let count = Self.wholeNumber(line[column]) else {
            fail("sessions: '\(shortened(line.string(column)))' is no whole number from 0 to 99999999")
            return 0
        }
        return count
    }

    /// The number of one to eight digits; nil for anything else.
    private static func wholeNumber(_ text: ArraySlice<UInt8>) -> Int? {
        guard (1...8).contains(text.count) else { return nil }
        var value = 0
        for byte in text {
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }
}
