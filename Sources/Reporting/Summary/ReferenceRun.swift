import Foundation
import Simulator

/// The figures of another run, with which a run is compared.
public struct ReferenceRun: Equatable, Sendable {
    /// The other run's scenario and seed.
    public var scenario: String
    public var seed: UInt64
    /// Its figures by name.
    public var figures: [String: Double]

    /// The figures that a run is compared by: all but the last grow with the length of the window.
    static let compared: [(name: String, label: String, isMoney: Bool)] = [
        ("sales_fen", "sales", true), ("cost_fen", "cost", true), ("orders_paid", "paid orders", false),
        ("server_hours", "server-hours", false), ("requests", "requests", false),
        ("lost_sales_fen", "lost sales", true),
    ]

    /// A run that was just made.
    public init(_ result: RunResult) {
        scenario = result.scenario
        seed = result.seed
        figures = Dictionary(result.figures.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reads a run's `summary.json`.
    ///
    /// - Throws: ``FileProblem`` when it can't be read, is none, or has no figures of cost and window.
    public init(path: String) throws(FileProblem) {
        do {
            let stored = try JSONDecoder().decode(Stored.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
            scenario = stored.scenario
            seed = stored.seed
            figures = stored.figures.compactMapValues { $0 }
        } catch let error as DecodingError {
            throw FileProblem(path: path, reason: "is no summary.json of a run: \(error)")
        } catch {
            throw FileProblem(
                path: path, reason: "can't be read; run the scenario to compare with first, or name its YAML file")
        }
        for name in ["window_hours", "sales_fen", "cost_fen", "margin_fen"] where figures[name] == nil {
            throw FileProblem(path: path, reason: "has no figure \(name): it is of an older version; run it again")
        }
    }

    private struct Stored: Decodable {
        var scenario: String
        var seed: UInt64
        var figures: [String: Double?]
    }

    /// By how much a figure of a run is above this one's: in total, and per hour of the window, as shares; nil where
    /// there is nothing to divide by.
    func change(of name: String, in result: RunResult) -> (total: Double?, perHour: Double?) {
        guard let ours = result.figure(name), let theirs = figures[name], theirs != 0,
            let hours = result.figure("window_hours"), let theirHours = figures["window_hours"], hours > 0
        else { return (nil, nil) }
        return (ours / theirs - 1, ours / theirs * theirHours / hours - 1)
    }

    /// What a run has more than this one, made as long: margin and cost in fen.
    func extra(of result: RunResult) -> (margin: Double, cost: Double)? {
        guard let margin = result.figure("margin_fen"), let cost = result.figure("cost_fen"),
            let theirMargin = figures["margin_fen"], let theirCost = figures["cost_fen"],
            let hours = result.figure("window_hours"), let theirHours = figures["window_hours"], theirHours > 0
        else { return nil }
        return (margin - theirMargin * hours / theirHours, cost - theirCost * hours / theirHours)
    }
}
