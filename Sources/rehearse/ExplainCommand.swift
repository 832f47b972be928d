import ArgumentParser
import Foundation
import Primitives
import Reporting
import Simulator
import Workload

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Run a scenario and say why it was as slow as it was; or tell one order's life.",
        discussion: """
            Without an order: which service was saturated first and why, what the slowest requests spent their time \
            on, and which they were. With one: the run is made again, and everything is told that happened to it.

            Orders go by the numbers of `rehearse run -o orders=PATH` and of the reports of failed checks.

            rehearse explain scenarios/ordinary-day.yaml
            rehearse explain scenarios/ordinary-day.yaml --order 42
            """)

    @Argument(help: "The scenario file.")
    var scenario: String

    @Option(help: "The order whose life is told, by its number.")
    var order: UInt32?

    @Option(help: "The seed, in place of the scenario's.")
    var seed: UInt64?

    @OptionGroup var options: ConsoleOptions

    func run() throws {
        Interruption.watch()
        let console = options.console
        let scenario = try ScenarioArgument.read(scenario, console: console)
        let seed = seed ?? scenario.seed
        let start = ContinuousClock.now
        var observed = ObservedRun(
            line: console.progressLine, elapsed: { start.duration(to: .now) / .seconds(1) },
            isInterrupted: { Interruption.isRequested }, write: Console.progress)
        guard let order else {
            switch observed.perform(scenario, seed: seed, keepOrders: false) {
            case .finished(let result):
                return console.output(
                    ExplanationText.render(
                        result, path: self.scenario, palette: console.outputPalette, width: console.width))
            case .interrupted(let line): throw stop(line, console)
            }
        }
        var run = OrderLifeRun(scenario, seed: seed, order: OrderID(order))
        if let line = observed.advance(&run) { throw stop(line, console) }
        switch run.search() {
        case .found(let life):
            console.output(
                OrderLifeText.render(
                    life, scenario: scenario.name, seed: seed, palette: console.outputPalette, width: console.width))
        case .none(let orders):
            let known = orders == 0 ? "it has none" : "it has those from 0 to \(orders - 1)"
            throw ValidationError("The run of \(scenario.name) with seed \(seed) has no order \(order): \(known).")
        }
    }

    private func stop(_ line: String, _ console: Console) -> ExitCode {
        console.message(line)
        return .interrupted
    }
}
