import ArgumentParser
import Reporting

struct FaultsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults", abstract: "List what can go wrong in a scenario, with its keys and what it does.")

    @OptionGroup var options: ConsoleOptions

    func run() {
        let console = options.console
        console.output(FaultCatalogueText.render(palette: console.outputPalette, width: console.width))
    }
}
