import ArgumentParser
import Reporting
import ScenarioFiles

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Print what a forecast may be made from: traffic that a run has written.",
        discussion: """
            Ordinary days are told by the mean day and by weekday; a promotion hour by hour from its opening, in
            multiples of the ordinary mean. The lines are those of the section `forecast` of a scenario.

            rehearse run scenarios/ordinary-day.yaml -o traffic=day.csv
            rehearse history day.csv
            """)

    @Argument(help: "A file that `rehearse run -o traffic=` wrote.")
    var traffic: String

    @Option(help: "The traffic is that of a promotion: the ordinary mean, in requests per second.")
    var ordinary: Double?

    @OptionGroup var options: ConsoleOptions

    func validate() throws {
        if let ordinary, !(ordinary > 0 && ordinary.isFinite) {
            throw ValidationError("--ordinary must be above 0 requests per second")
        }
    }

    func run() throws {
        let console = options.console
        switch HistoryReader.read(path: traffic) {
        case .success(let profile):
            console.output(ProfileText.render(profile, from: traffic, ordinaryRate: ordinary))
        case .failure(let errors):
            for error in errors.list { console.message("\(error)") }
            throw ExitCode.invalidScenario
        }
    }
}
