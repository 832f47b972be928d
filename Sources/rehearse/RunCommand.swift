import ArgumentParser
import Foundation
import Primitives
import Reporting
import Simulator
import Workload

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Simulate a scenario; its thresholds decide the exit code.")

    @Argument(help: "The scenario file.")
    var scenario: String

    @Option(help: "The seed, in place of the scenario's.")
    var seed: UInt64?

    @Option(
        name: .customShort("o"),
        help: .init("Write more: json=PATH, orders=PATH or traffic=PATH (CSV). Repeatable.", valueName: "kind=path"))
    var outputs: [Output] = []

    @Option(
        help: .init(
            "Compare sales and cost with another run: its summary.json, or a scenario file to run first.",
            valueName: "file"))
    var relativeTo: String?

    @Option(help: "Where results are kept; the run's are in runs/<scenario name>.")
    var results = "results"

    @OptionGroup var options: ConsoleOptions

    func validate() throws {
        do {
            try AtomicFile.check(folder, isFolder: true)
            for path in outputs.map(\.path) { try AtomicFile.check(path) }
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func run() throws {
        Interruption.watch()
        let console = options.console
        let scenario = try ScenarioArgument.read(scenario, console: console)
        let reference = try relativeTo.map { try readReference($0, console) }
        let start = ContinuousClock.now
        let started = Date()
        let result = try perform(
            scenario, seed: seed ?? scenario.seed, keepOrders: outputs.contains { $0.kind == .orders },
            keepTraffic: outputs.contains { $0.kind == .traffic }, console)
        let facts = RunFacts(
            started: started, wallSeconds: start.duration(to: .now) / .seconds(1),
            commandLine: CommandLine.arguments, events: UInt64(result.figure("events") ?? 0),
            simulatedSeconds: (scenario.end - scenario.start).inSeconds)
        try write(result, facts, of: scenario, relativeTo: reference, console)
        console.output(
            SummaryText.render(result, palette: console.outputPalette, width: console.width, relativeTo: reference))
        throw ExitCode(result.verdict.exitCode)
    }

    /// Runs a scenario with progress, unless it is interrupted.
    private func perform(
        _ scenario: Scenario, seed: UInt64, keepOrders: Bool = false, keepTraffic: Bool = false, _ console: Console
    ) throws -> RunResult {
        let start = ContinuousClock.now
        var observed = ObservedRun(
            line: console.progressLine, elapsed: { start.duration(to: .now) / .seconds(1) },
            isInterrupted: { Interruption.isRequested }, write: Console.progress)
        switch observed.perform(scenario, seed: seed, keepOrders: keepOrders, keepTraffic: keepTraffic) {
        case .finished(let result): return result
        case .interrupted(let line):
            console.message(line)
            throw ExitCode.interrupted
        }
    }

    private var folder: String { results + "/runs" }

    /// The run to compare with: read, or made first when the file is a scenario.
    private func readReference(_ path: String, _ console: Console) throws -> ReferenceRun {
        guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else {
            do { return try ReferenceRun(path: path) } catch { throw ValidationError("\(error)") }
        }
        let scenario = try ScenarioArgument.read(path, console: console)
        return ReferenceRun(try perform(scenario, seed: scenario.seed, console))
    }

    private func write(
        _ result: RunResult, _ facts: RunFacts, of scenario: Scenario, relativeTo reference: ReferenceRun?,
        _ console: Console
    ) throws {
        let summary = SummaryJSON.render(result, relativeTo: reference)
        let target = folder + "/" + scenario.name
        let own = try ResultFolder(replacing: target)
        try own.write(summary, as: "summary.json")
        try own.write(facts.render(), as: "run.json")
        try own.commit()
        for output in outputs {
            switch output.kind {
            case .json: try AtomicFile.write(summary, to: output.path)
            case .orders:
                let table = OrdersCSV(scenario)
                try AtomicFile.write(to: output.path) { sink throws(FileProblem) in
                    try table.write(result.orders, to: sink)
                }
            case .traffic:
                let table = TrafficCSV(regions: scenario.population.regions.map(\.name), start: scenario.start)
                try AtomicFile.write(to: output.path) { sink throws(FileProblem) in
                    try table.write(result.traffic, to: sink)
                }
            }
        }
        if !options.quiet { console.message(facts.speed) }
        if !options.quiet { console.message("wrote " + ([target] + outputs.map(\.path)).joined(separator: ", ")) }
    }
}

/// `kind=path`: something more to write.
struct Output: ExpressibleByArgument {
    enum Kind: String, CaseIterable {
        /// `summary.json`, elsewhere.
        case json
        /// Completed transactions as CSV.
        case orders
        /// Sessions and requests per minute, region and product as CSV.
        case traffic
    }

    var kind: Kind
    var path: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { return nil }
        self.kind = kind
        path = String(parts[1])
    }
}
