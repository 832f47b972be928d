import Foundation
import Simulator

/// The fingerprints and figures that a scenario is known to give, seed by seed.
public struct Baseline: Equatable, Sendable {
    /// The scenario's name.
    public var scenario: String
    /// What each seed gave, in the order of the list of seeds.
    public var seeds: [Entry]

    /// What one seed gave.
    public struct Entry: Equatable, Sendable {
        /// The seed.
        public var seed: UInt64
        /// 16 hexadecimal digits.
        public var fingerprint: String
        /// The figures by name.
        public var figures: [String: Double]
    }

    /// The baseline that these results make.
    public init(scenario: String, results: [RunResult]) {
        self.scenario = scenario
        seeds = results.map { result in
            // What is not finite has no place in a file of numbers; its seed's fingerprint still tells.
            let finite = result.figures.filter { $0.value.isFinite }.map { ($0.name, $0.value) }
            let figures = Dictionary(finite, uniquingKeysWith: { first, _ in first })
            return Entry(seed: result.seed, fingerprint: result.fingerprint.description, figures: figures)
        }
    }

    /// Reads a baseline; nil when there is no such file.
    ///
    /// - Throws: ``FileProblem`` when there is a file that is no baseline.
    public init?(path: String) throws(FileProblem) {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let stored = try JSONDecoder().decode(Stored.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
            scenario = stored.scenario
            seeds = stored.seeds.map { Entry(seed: $0.seed, fingerprint: $0.fingerprint, figures: $0.figures) }
        } catch {
            throw FileProblem(path: path, reason: "is no baseline: \(error)")
        }
    }

    /// The document: figures by name, in alphabetical order, so that a change is a small difference.
    public func render() -> String {
        JSONWriter.document { json in
            json.value("scenario", scenario)
            json.array("seeds") { json in
                for entry in seeds {
                    json.object(nil) { json in
                        json.value("seed", entry.seed)
                        json.value("fingerprint", entry.fingerprint)
                        json.object("figures") { json in
                            for name in entry.figures.keys.sorted() { json.value(name, entry.figures[name]) }
                        }
                    }
                }
            }
        }
    }

    private struct Stored: Decodable {
        var scenario: String
        var seeds: [StoredEntry]
    }

    private struct StoredEntry: Decodable {
        var seed: UInt64
        var fingerprint: String
        var figures: [String: Double]
    }
}
