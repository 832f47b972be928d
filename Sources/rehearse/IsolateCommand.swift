import ArgumentParser
import Experiments
import Foundation
import Reporting
import Workload

struct IsolateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "isolate",
        abstract: "Let each service fail in turn, and print what that costs each journey.",
        discussion: """
            Every run meets the same shoppers. The fault lasts for the middle third of the scenario's window, in place
            of the scenario's own faults. Each service fails twice: without breakers and bulkheads, and with those that
            the scenario has.

            rehearse isolate scenarios/experiments/isolation.yaml --fault hang
            """)

    @Argument(help: "The scenario file.")
    var scenario: String

    @Option(help: "What goes wrong: outage, hang, refusing, or slow (ten times the work).")
    var fault: IsolationPlan.Trouble = .outage

    @Option(help: "The seed, in place of the scenario's.")
    var seed: UInt64?

    @Option(help: "How many runs at the same time. As many as cores unless told.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(name: .customShort("o"), help: .init("Write the table, too: csv=PATH.", valueName: "csv=path"))
    var outputs: [SweepOutput] = []

    @OptionGroup var options: ConsoleOptions

    func validate() throws {
        if !(1...256).contains(threads) { throw ValidationError("--threads takes 1 to 256") }
        for output in outputs {
            do { try AtomicFile.check(output.path) } catch { throw ValidationError("\(error)") }
        }
    }

    func run() throws {
        Interruption.watch()
        let console = options.console
        let plan = IsolationPlan(try ScenarioArgument.read(scenario, console: console), trouble: fault)
        let services: [Service?] = [nil] + Service.allCases.map { $0 }
        let requests = services.flatMap { service in
            [false, true].map { RunRequest(plan.variant(service, isGuarded: $0), seed: seed ?? plan.seed) }
        }
        let results = console.perform(requests, fault.rawValue, threads: threads).compactMap { $0 }
        if results.count < requests.count {
            console.message("interrupted, nothing written")
            throw ExitCode.interrupted
        }
        let outcomes = results.map { IsolationTable.Outcome($0) }
        var table = IsolationTable(trouble: fault, bare: outcomes[0], guarded: outcomes[1])
        for (place, service) in Service.allCases.enumerated() {
            table.add(service, bare: outcomes[2 * place + 2], guarded: outcomes[2 * place + 3])
        }
        for output in outputs { try AtomicFile.write(table.csv, to: output.path) }
        console.output(table.text(palette: console.outputPalette, width: console.width))
    }
}

extension IsolationPlan.Trouble: ExpressibleByArgument {}
