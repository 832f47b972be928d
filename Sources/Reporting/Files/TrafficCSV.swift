import Primitives
import Simulator

/// The traffic of a run as comma-separated values (RFC 4180): a row for each minute, region and product in it.
///
/// A scenario takes the file for its `traffic.trace`: then as many sessions start in every minute. `sessions` are
/// those that start in the minute with the product's page, or with a list where there is no product; scalpers' are left
/// out, as they come of themselves. `requests` are the clicks of everyone. People who wait for the opening have rows of
/// their own, with `early`. Instants are as in ``OrdersCSV``, and products have their numbers there.
public struct TrafficCSV {
    private let regions: [[UInt8]]
    private let start: Instant

    /// The first line of the file.
    public static var heading: String { "instant,region,product,early,sessions,requests\r\n" }

    /// Knows the regions' names, by number, and when the window begins.
    public init(regions: [String], start: Instant) {
        self.regions = regions.map { Array(OrdersCSV.field($0).utf8) }
        self.start = start
    }

    /// Writes the heading and the rows, in the order given.
    ///
    /// - Throws: ``FileProblem`` when the sink can't take them.
    public func write(_ rows: [TrafficRow], to sink: ByteSink) throws(FileProblem) {
        try sink.write(Self.heading)
        var minute = Int32.min
        var instant: [UInt8] = []
        var line: [UInt8] = []
        for row in rows {
            if row.minute != minute {
                minute = row.minute
                instant.removeAll(keepingCapacity: true)
                instant.appendInstant(start + .minutes(Int64(minute)))
            }
            line.removeAll(keepingCapacity: true)
            line += instant
            line.appendCell(regions[Int(row.region)])
            if row.product >= 0 { line.appendCell(UInt64(row.product)) } else { line.append(UInt8(ascii: ",")) }
            line.appendCell(Array((row.isEarly ? "yes" : "no").utf8))
            line.appendCell(UInt64(row.sessions))
            line.appendCell(UInt64(row.requests))
            line.append(UInt8(ascii: "\r"))
            line.append(UInt8(ascii: "\n"))
            try sink.write(line)
        }
    }
}
