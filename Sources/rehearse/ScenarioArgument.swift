import ArgumentParser
import ScenarioFiles
import Workload

/// Reads a scenario for a command.
enum ScenarioArgument {
    /// The scenario at a path; when it is invalid, all its errors are said and the command ends with 104.
    static func read(_ path: String, console: Console) throws -> Scenario {
        switch ScenarioReader.read(path: path) {
        case .success(let loaded): return loaded.scenario
        case .failure(let errors):
            for error in errors.list { console.message("\(error)") }
            throw ExitCode.invalidScenario
        }
    }
}
