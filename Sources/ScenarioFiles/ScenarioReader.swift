import Foundation
import Workload

/// Reads scenario files.
public enum ScenarioReader {
    /// Reads the scenario at a path.
    public static func read(path: String) throws(ScenarioErrors) -> Scenario {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ScenarioErrors(lines: ["\(path): no such file"])
        }
        guard let name = text.split(separator: "\n").first(where: { $0.hasPrefix("name: ") })?.dropFirst(6) else {
            throw ScenarioErrors(lines: ["\(path): no name"])
        }
        var scenario = Scenario()
        scenario.name = String(name)
        return scenario
    }
}

/// What is wrong with a scenario.
public struct ScenarioErrors: Error {
    /// One line each.
    public var lines: [String]
}
