import Foundation
import ScenarioFiles

/// Reads a scenario from text; `s.yaml` in positions.
func readText(_ text: String) -> Result<LoadedScenario, ScenarioErrors> {
    ScenarioReader.read(bytes: Array(text.utf8), file: "s.yaml")
}

/// The error lines of a text; empty if it reads.
func errorLines(_ text: String) -> [String] { lines(of: readText(text)) }

func lines(of result: Result<LoadedScenario, ScenarioErrors>) -> [String] {
    switch result {
    case .success: []
    case .failure(let errors): errors.list.map(\.description)
    }
}

/// The page and message work that every scenario must state.
let workload = """
    services:
      gateway: {page-work: 1ms}
      catalogue: {page-work: 1ms}
      game-card: {page-work: 1ms}
      membership: {page-work: 1ms}
      licence: {page-work: 1ms}
      course: {page-work: 1ms}
      order: {message-work: 1ms}
      coupon: {message-work: 1ms}
      stock: {message-work: 1ms}
      payment: {message-work: 1ms}
      issuing: {message-work: 1ms}
      audit: {message-work: 1ms}
      notification: {message-work: 1ms}
      verification: {message-work: 1ms}

    """

/// A folder of its own with the given files, removed after `body`.
func withFiles<T>(_ files: [String: String], _ body: (String) throws -> T) throws -> T {
    let folder = NSTemporaryDirectory() + "scenario-files-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder + "/sub", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in files { try text.write(toFile: folder + "/" + name, atomically: false, encoding: .utf8) }
    return try body(folder)
}
