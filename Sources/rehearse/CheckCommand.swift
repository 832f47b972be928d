import ArgumentParser
import Foundation
import Reporting
import Simulator
import Workload

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Compare a small scenario over fixed seeds with its baseline, for CI.")

    @Flag(help: "Write the baseline instead of comparing with it.")
    var update = false

    @Option(help: "The scenario.")
    var scenario = "scenarios/fast/smoke.yaml"

    @Option(help: "The seeds, one on a line; what follows a # is a remark.")
    var seeds = "seeds/ci.txt"

    @Option(help: "The baseline.")
    var baseline = "results/baselines/smoke.json"

    @OptionGroup var options: ConsoleOptions

    func run() throws {
        Interruption.watch()
        let console = options.console
        let scenario = try ScenarioArgument.read(scenario, console: console)
        let list = try SeedList(path: seeds)
        let known = try Baseline(path: baseline)
        if known == nil, !update {
            console.message("\(baseline): no baseline; make one with: rehearse check --update")
            throw ExitCode.baselineMissing
        }
        let results = try list.seeds.map { try result(of: scenario, seed: $0, console) }
        if let broken = results.first(where: { $0.verdict == .invariantBroken }) {
            throw failure(broken, console)
        }
        if let missed = results.first(where: { $0.verdict == .thresholdsMissed }) {
            throw failure(missed, console)
        }
        if update {
            try AtomicFile.write(Baseline(scenario: scenario.name, results: results).render(), to: baseline)
            console.output("\(baseline): updated\n")
        } else if let difference = known?.firstDifference(from: results) {
            console.output("\(difference)\n")
            throw ExitCode(difference.exitCode)
        } else {
            console.output("as the baseline: \(results.count) seeds\n")
        }
    }

    private func result(of scenario: Scenario, seed: UInt64, _ console: Console) throws -> RunResult {
        let start = ContinuousClock.now
        var observed = ObservedRun(
            line: console.progressLine, elapsed: { start.duration(to: .now) / .seconds(1) },
            isInterrupted: { Interruption.isRequested }, write: Console.progress)
        switch observed.perform(scenario, seed: seed, keepOrders: false) {
        case .finished(let result):
            console.output("seed \(seed)  fingerprint \(result.fingerprint)  \(result.verdict.rawValue)\n")
            return result
        case .interrupted(let line):
            console.message(line)
            throw ExitCode.interrupted
        }
    }

    private func failure(_ result: RunResult, _ console: Console) -> ExitCode {
        console.output(SummaryText.render(result, palette: console.outputPalette, width: console.width))
        return ExitCode(result.verdict.exitCode)
    }
}
