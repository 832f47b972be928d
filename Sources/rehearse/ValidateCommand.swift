import ArgumentParser
import Reporting
import ScenarioFiles
import Workload

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Read scenarios, name all their errors, and print what a run would do.")

    @Argument(help: "The scenario files.")
    var scenarios: [String]

    @Flag(help: "A row for every minute.")
    var all = false

    @OptionGroup var options: ConsoleOptions

    func run() throws {
        let console = options.console
        var failure: (any Error)?
        for path in scenarios {
            do {
                let scenario = try ScenarioArgument.read(path, console: console)
                let plan = TrafficPlan(scenario)
                console.output(
                    PlanText.render(scenario, plan: plan, everyMinute: all, palette: console.outputPalette))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
