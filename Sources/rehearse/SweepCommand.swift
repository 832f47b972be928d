import ArgumentParser
import Reporting
import ScenarioFiles
import Simulator
import Workload

struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep", abstract: "Run variants of scenarios on the same shoppers, and print them side by side.",
        discussion: """
            Every combination of the values given by --vary runs, for each scenario. All variants have the same seed,
            so that they meet the same shoppers. The table is the result: the exit code is 0 however the variants
            end, as wrong ones may be what is compared; the last column has each one's verdict.

            rehearse sweep scenarios/double11.yaml --vary orders.stock-strategy=conditional-update,check-then-act
            """)

    @Argument(help: "The scenario files.")
    var scenarios: [String]

    @Option(
        help: .init("A key and the values it takes in turn, separated by commas. Repeatable.", valueName: "key=a,b,c"))
    var vary: [Variation] = []

    @Option(help: .init("The figures to print, separated by commas.", valueName: "figures"))
    var show = "orders_paid,oversold_units,request_latency_p99_ms,cost_fen"

    @Option(help: "The seed, in place of the scenarios'.")
    var seed: UInt64?

    @Option(name: .customShort("o"), help: .init("Write the table, too: csv=PATH.", valueName: "csv=path"))
    var outputs: [SweepOutput] = []

    @OptionGroup var options: ConsoleOptions

    private var figures: [String] { show.split(separator: ",").map(String.init) }

    func validate() throws {
        let unknown = figures.filter { !FigureName.all.contains($0) }
        if !unknown.isEmpty {
            throw ValidationError("no such figure: \(unknown.joined(separator: ", ")); see figures in summary.json")
        }
        if figures.isEmpty { throw ValidationError("--show names no figure") }
        for output in outputs {
            do { try AtomicFile.check(output.path) } catch { throw ValidationError("\(error)") }
        }
    }

    func run() throws {
        Interruption.watch()
        let console = options.console
        let variants = try readVariants(console)
        var table = SweepTable(keys: vary.map(\.path), figures: figures)
        for (index, variant) in variants.enumerated() {
            let name = ([variant.scenario.name] + variant.values).joined(separator: " ")
            if !options.quiet { console.message("\(index + 1) of \(variants.count): \(name)") }
            let result = try result(of: variant.scenario, console)
            table.rows.append(SweepRow(result, values: variant.values, figures: figures))
        }
        for output in outputs { try AtomicFile.write(table.csv, to: output.path) }
        console.output(table.text(palette: console.outputPalette, width: console.width))
    }

    /// All variants, before the first one runs: what is wrong is said at once, and nothing twice.
    private func readVariants(_ console: Console) throws -> [(scenario: Scenario, values: [String])] {
        var variants: [(scenario: Scenario, values: [String])] = []
        var said: Set<ScenarioError> = []
        for path in scenarios {
            for changes in combinations {
                switch ScenarioReader.read(path: path, changes: changes) {
                case .success(let loaded): variants.append((loaded.scenario, changes.map(\.value)))
                case .failure(let errors):
                    for error in errors.list where said.insert(error).inserted { console.message("\(error)") }
                }
            }
        }
        if !said.isEmpty { throw ExitCode.invalidScenario }
        return variants
    }

    /// Every choice of one value for each varied key, the last key changing fastest.
    private var combinations: [[ScenarioChange]] {
        vary.reduce([[]]) { chosen, variation in
            chosen.flatMap { before in variation.changes.map { before + [$0] } }
        }
    }

    private func result(of scenario: Scenario, _ console: Console) throws -> RunResult {
        let start = ContinuousClock.now
        var observed = ObservedRun(
            line: console.progressLine, elapsed: { start.duration(to: .now) / .seconds(1) },
            isInterrupted: { Interruption.isRequested }, write: Console.progress)
        switch observed.perform(scenario, seed: seed ?? scenario.seed, keepOrders: false) {
        case .finished(let result): return result
        case .interrupted(let line):
            console.message(line)
            throw ExitCode.interrupted
        }
    }
}

/// `key=a,b,c`: a key of scenario files and the values it takes. A comma within brackets separates nothing.
struct Variation: ExpressibleByArgument {
    var path: String
    var changes: [ScenarioChange]

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        path = String(parts[0])
        var values = [""]
        var depth = 0
        for character in parts[1] {
            if "[{".contains(character) { depth += 1 }
            if "]}".contains(character) { depth -= 1 }
            if character == ",", depth == 0 { values.append("") } else { values[values.count - 1].append(character) }
        }
        let made = values.map { ScenarioChange(path: String(parts[0]), value: $0) }
        changes = made.compactMap { $0 }
        if changes.count != made.count { return nil }
    }
}

/// `csv=path`: where the table is written, too.
struct SweepOutput: ExpressibleByArgument {
    var path: String

    init?(argument: String) {
        guard argument.hasPrefix("csv="), argument.count > 4 else { return nil }
        path = String(argument.dropFirst(4))
    }
}
