import ArgumentParser
import Reporting
import Simulator
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

    @Option(name: .customShort("o"), help: .init("Write the table, too: csv=PATH.", valueName: "csv=path"))
    var outputs: [SweepOutput] = []

    @OptionGroup var options: ConsoleOptions

    func validate() throws {
        for output in outputs {
            do { try AtomicFile.check(output.path) } catch { throw ValidationError("\(error)") }
        }
    }

    func run() throws {
        Interruption.watch()
        let console = options.console
        let plan = IsolationPlan(try ScenarioArgument.read(scenario, console: console), trouble: fault)
        func pair(_ service: Service?) throws -> (bare: IsolationTable.Outcome, guarded: IsolationTable.Outcome) {
            if !options.quiet { console.message(service.map { "\(fault.rawValue) of \($0.name)" } ?? "no fault") }
            let bare = try outcome(plan.variant(service, isGuarded: false))
            return (bare, try outcome(plan.variant(service, isGuarded: true)))
        }
        let base = try pair(nil)
        var table = IsolationTable(trouble: fault, bare: base.bare, guarded: base.guarded)
        for service in Service.allCases {
            let runs = try pair(service)
            table.add(service, bare: runs.bare, guarded: runs.guarded)
        }
        for output in outputs { try AtomicFile.write(table.csv, to: output.path) }
        console.output(table.text(palette: console.outputPalette, width: console.width))
    }

    private func outcome(_ scenario: Scenario) throws -> IsolationTable.Outcome {
        var run = Run(scenario, seed: seed ?? scenario.seed, keepOrders: false)
        while !run.isFinished {
            run.advance(events: 1_000_000)
            if Interruption.isRequested { throw ExitCode.interrupted }
        }
        return IsolationTable.Outcome(run.finish())
    }
}

extension IsolationPlan.Trouble: ExpressibleByArgument {}
