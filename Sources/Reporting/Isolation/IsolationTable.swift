import Simulator
import Workload

/// A fault in each service against what it costs each journey: availability lost while it lasts, in percentage points
/// of the same shoppers without it.
public struct IsolationTable: Equatable, Sendable {
    /// The journeys, in the order of columns.
    static let journeys = ["browse", "order", "pay", "issue"]

    /// What one variant came to: the availability of each journey while the fault lasts.
    public struct Outcome: Equatable, Sendable {
        var availability: [Double]
        /// Whether a rule of the run broke.
        var isBroken: Bool

        /// Of a finished run, of which the second window is the fault's.
        public init(_ result: RunResult) {
            let window = result.windows.count > 1 ? result.windows[1] : result.windows[0]
            availability = IsolationTable.journeys.map { name in
                window.journeys.first { $0.name == name }?.availability ?? 1
            }
            isBroken = result.checks.contains { $0.failures > 0 }
        }
    }

    /// A service, and its two runs.
    struct Row: Equatable, Sendable {
        var service: String
        var bare: Outcome
        var guarded: Outcome
    }

    /// What goes wrong in the service of each row.
    let trouble: String
    /// The runs without a fault.
    let bare: Outcome
    let guarded: Outcome
    private(set) var rows: [Row] = []

    /// A table without rows, from the runs without a fault.
    public init(trouble: IsolationPlan.Trouble, bare: Outcome, guarded: Outcome) {
        self.trouble = trouble.rawValue
        self.bare = bare
        self.guarded = guarded
    }

    /// Adds a service's row.
    public mutating func add(_ service: Service, bare: Outcome, guarded: Outcome) {
        rows.append(Row(service: service.name, bare: bare, guarded: guarded))
    }

    /// The points that a run lost against the one without a fault; what it gained by chance is no loss.
    private func losses(_ outcome: Outcome, against base: Outcome) -> [Double] {
        zip(base.availability, outcome.availability).map { max(0, ($0 - $1) * 100) }
    }

    /// The table for the terminal, and how to read it.
    public func text(palette: Palette = .none, width: Int) -> String {
        let names = Self.journeys
        var table = TextTable(["\(trouble) of", "bare:"] + names + ["guarded:"] + names)
        for row in rows {
            func cells(_ points: [Double]) -> [TextTable.Cell] {
                points.map { .init(Self.number($0), $0 < 0.05 ? .good : .bad) }
            }
            table.add(
                [.init(row.service), .init(row.bare.isBroken ? "broken" : "")]
                    + cells(losses(row.bare, against: bare)) + [.init(row.guarded.isBroken ? "broken" : "")]
                    + cells(losses(row.guarded, against: guarded)))
        }
        let legend =
            "Availability lost while the fault lasts, in points of the same run without it. Bare is without breakers "
            + "and bulkheads, guarded is as the scenario has them."
        return (table.lines(palette, width: width) + [""] + legend.wrapped(to: width)).joined(separator: "\n") + "\n"
    }

    /// The table as CSV (RFC 4180): a line for each service and kind of run.
    public var csv: String {
        let columns = ["fault", "service", "guards"] + Self.journeys.map { "\($0)_points_lost" }
        let heading = columns.joined(separator: ",")
        let lines = rows.flatMap { row in
            [("bare", losses(row.bare, against: bare)), ("guarded", losses(row.guarded, against: guarded))].map {
                ([trouble, row.service, $0.0] + $0.1.map(Self.number)).joined(separator: ",")
            }
        }
        return ([heading] + lines).map { $0 + "\r\n" }.joined()
    }

    private static func number(_ points: Double) -> String { NumberText.fixed(points, decimals: 1) }
}
