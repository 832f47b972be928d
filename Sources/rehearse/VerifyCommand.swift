import ArgumentParser
import Foundation
import Reporting
import Theory

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Simulate queues whose figures are known exactly, and compare.",
        discussion: """
            Each case runs until all its 99.9 % confidence intervals are narrower than 1 % of the exact value, either
            way, and passes if they hold it. Of a thousand true figures one misses its interval by chance.
            """)

    @Option(help: "The seed of all cases.")
    var seed: UInt64 = 20_261_111

    @Option(help: "Only cases whose name contains this text, in any case.")
    var only: String?

    @Flag(help: "Only the quick subset.")
    var quick = false

    @Flag(help: "List the cases, and simulate none.")
    var list = false

    @Option(name: .customShort("o"), help: .init("Write more: json=PATH. Repeatable.", valueName: "kind=path"))
    var outputs: [Output] = []

    @OptionGroup var options: ConsoleOptions

    private var cases: [VerificationCase] {
        VerificationCase.all.filter { entry in
            (!quick || entry.isQuick) && only.map { entry.name.lowercased().contains($0.lowercased()) } ?? true
        }
    }

    func validate() throws {
        if cases.isEmpty { throw ValidationError("no case's name contains \(only ?? ""); see rehearse verify --list") }
        for output in outputs {
            guard output.kind == .json else { throw ValidationError("a verification writes json=PATH only") }
            do { try AtomicFile.check(output.path) } catch { throw ValidationError("\(error)") }
        }
    }

    func run() throws {
        let console = options.console
        if list { return console.output(VerificationText.list(cases)) }
        Interruption.watch()
        let palette = console.outputPalette
        let verification = Verification(seed: seed)
        let start = ContinuousClock.now
        var observed = ObservedVerification(
            line: console.progressLine, elapsed: { start.duration(to: .now) / .seconds(1) },
            isInterrupted: { Interruption.isRequested }, write: Console.progress,
            report: { console.output(VerificationText.render($0, palette: palette)) })
        console.output(VerificationText.headings(confidence: verification.confidence, palette: palette))
        switch observed.perform(verification, cases) {
        case .interrupted(let line):
            console.message(line)
            throw ExitCode.interrupted
        case .finished(let outcomes):
            for output in outputs {
                try AtomicFile.write(VerificationJSON.render(outcomes, seed: seed), to: output.path)
            }
            console.output(VerificationText.verdict(outcomes, palette: palette))
            if !outcomes.allSatisfy(\.passed) { throw ExitCode.invariantBroken }
        }
    }
}
