import Primitives

/// Sessions as they were seen: when, from where and for what; in place of the demand curve.
///
/// A row stands for one session or more that start together with the same region and product. What follows in a
/// session, the pages and orders, is drawn as in any run. 12 bytes a row: millions of sessions are held in memory.
public struct TrafficTrace: Equatable, Sendable {
    /// The file it is from, as the scenario names it.
    public var file: String
    /// The sessions of a row start evenly spread over so long from its instant; zero if all start at it.
    public var spread: TimeSpan = .zero
    /// None start at this instant or later: the end of the window that the trace was read for.
    public var until = Instant.distantFuture
    /// Sessions of all rows, and those of people who wait for the opening among them.
    public private(set) var sessions = 0
    public private(set) var earlySessions = 0
    /// Sessions of others that open with a product.
    public private(set) var productSessions = 0
    /// Sessions in the file that start outside the scenario's window and are left out.
    public var sessionsOutside = 0
    private var instants: [Instant] = []
    /// Region in bits 0 to 5, product counted from 1 in 6 to 18 (0 for none), early in 19, sessions in 20 to 31.
    private var details: [UInt32] = []

    /// An empty trace of a file.
    public init(file: String) { self.file = file }

    /// One row.
    public struct Row: Equatable, Sendable {
        /// When its sessions start, or the time over which they are spread.
        public var at: Instant
        /// The region's place in the scenario.
        public var region: Int
        /// The product's number; nil for a session that opens with a list.
        public var product: Int?
        /// Whether these are people who come before the opening and wait for it.
        public var isEarly: Bool
        /// How many sessions.
        public var sessions: Int

        public init(at: Instant, region: Int, product: Int?, isEarly: Bool = false, sessions: Int = 1) {
            self.at = at
            self.region = region
            self.product = product
            self.isEarly = isEarly
            self.sessions = sessions
        }
    }

    /// Rows; those of many sessions count several times.
    public var count: Int { instants.count }

    /// The row at an index.
    public subscript(index: Int) -> Row {
        let bits = details[index], product = Int(bits >> 6 & 0x1FFF)
        return Row(
            at: instants[index], region: Int(bits & 63), product: product == 0 ? nil : product - 1,
            isEarly: bits >> 19 & 1 == 1, sessions: Int(bits >> 20))
    }

    /// Adds a row, which must not be before the last one. Traps on a region above 63 or a product above 4,095.
    public mutating func append(_ row: Row) {
        precondition(instants.last.map { $0 <= row.at } ?? true, "a trace goes back to \(row.at) in row \(count)")
        precondition((0..<64).contains(row.region) && (0...4_095).contains(row.product ?? 0), "no such row: \(row)")
        var rest = row.sessions
        while rest > 0 {
            let part = min(rest, 4_095)
            instants.append(row.at)
            details.append(
                UInt32(row.region) | UInt32((row.product ?? -1) + 1) << 6 | (row.isEarly ? 1 : 0) << 19
                    | UInt32(part) << 20)
            rest -= part
        }
        sessions += row.sessions
        if row.isEarly { earlySessions += row.sessions }
        if row.product != nil, !row.isEarly { productSessions += row.sessions }
    }

    /// Over how long the sessions of a row at this instant are spread.
    public func spread(from instant: Instant) -> TimeSpan {
        instant + spread <= until ? spread : until - instant
    }
}

extension TrafficPlan {
    /// What a trace brings, per second and cell: ordinary sessions, and people who wait for the opening.
    static func rates(
        _ trace: TrafficTrace, _ scenario: Scenario, cells: Int
    ) -> (sessions: [Double], early: [Double]) {
        var rates = (sessions: [Double](repeating: 0, count: cells), early: [Double](repeating: 0, count: cells))
        for index in 0..<trace.count {
            let row = trace[index]
            let width = max(1, Int(trace.spread(from: row.at).inSeconds / cellSeconds))
            let first = Int((row.at - scenario.start).inSeconds / cellSeconds)
            let rate = Double(row.sessions) / (Double(width) * cellSeconds)
            for cell in first..<min(first + width, cells) where cell >= 0 {
                if row.isEarly { rates.early[cell] += rate } else { rates.sessions[cell] += rate }
            }
        }
        return rates
    }
}

extension Scenario {
    /// The share of sessions that open with a product page, 0 to 1: the trace's own, or the journey's.
    var opensWithProduct: Double {
        guard let trace = traffic.trace, trace.sessions > trace.earlySessions else {
            return Double(journey.opensWithProduct) / 1_000
        }
        return Double(trace.productSessions) / Double(trace.sessions - trace.earlySessions)
    }

    /// What is taken from the trace, for those who read the results.
    var traceNotes: [Note] {
        guard let trace = traffic.trace else { return [] }
        var text = "\(trace.sessions) sessions from \(trace.file) in place of the curve"
        if trace.earlySessions > 0 { text += ", \(trace.earlySessions) of them wait for the opening" }
        if trace.sessionsOutside > 0 { text += "; \(trace.sessionsOutside) outside the window are left out" }
        return [Note(name: "trace", text: text)]
    }
}
