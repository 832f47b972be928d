import ArgumentParser
import DiscreteEvent
import Foundation
import Reporting
import Simulator
import Theory
import Workload

struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure the speed of the event kernel and of the platform model.",
        discussion: """
            The kernel's workloads have exactly specified random streams and must compute the values that other
            engines compute; the platform's must be the same in every run. Rounds are interleaved, so that a machine
            that changes its speed changes it for all. For figures worth keeping: a release build on a quiet,
            pinned core (taskset -c 1 ...).
            """)

    @Option(help: "How many times each workload is run.")
    var rounds = 5

    @Option(help: "Only workloads whose name contains this text: mm1, tandem, hold, platform.")
    var only: String?

    @Option(help: "Where pending events wait: radix, or heap for comparison.")
    var calendar: CalendarKind = .radix

    @Option(help: "The platform's scenario.")
    var scenario = "scenarios/ordinary-day.yaml"

    @Flag(help: "Small sizes: seconds in place of minutes, for tests.")
    var small = false

    @Option(name: .customShort("o"), help: .init("Write more: json=PATH. Repeatable.", valueName: "kind=path"))
    var outputs: [Output] = []

    @OptionGroup var options: ConsoleOptions

    /// The workloads of the kernel that are wanted: the one with exactly this name, or all whose names contain it.
    private var kernels: [KernelBenchmark] {
        let all = small ? KernelBenchmark.small : KernelBenchmark.all
        guard let only = only?.lowercased() else { return all }
        let named = all.filter { $0.name == only }
        return named.isEmpty ? all.filter { $0.name.contains(only) } : named
    }

    private var wantsPlatform: Bool { !small && (only.map { "platform".contains($0.lowercased()) } ?? true) }

    func validate() throws {
        if rounds < 1 { throw ValidationError("--rounds \(rounds): at least one") }
        if kernels.isEmpty, !wantsPlatform { throw ValidationError("no workload's name contains \(only ?? "")") }
        for output in outputs {
            guard output.kind == .json else { throw ValidationError("a benchmark writes json=PATH only") }
            do { try AtomicFile.check(output.path) } catch { throw ValidationError("\(error)") }
        }
    }

    func run() throws {
        Interruption.watch()
        let console = options.console
        let scenario = wantsPlatform ? try ScenarioArgument.read(self.scenario, console: console) : nil
        let date = Date()
        var rows = kernels.map { BenchmarkRow(name: $0.name) }
        if let scenario { rows.append(BenchmarkRow(name: "platform/" + scenario.name)) }
        for round in 1...rounds {
            for index in rows.indices {
                if !options.quiet { console.message("round \(round) of \(rounds): \(rows[index].name)") }
                PeakMemory.reset()
                index < kernels.count
                    ? measure(kernels[index], into: &rows[index]) : measure(scenario!, into: &rows[index])
                if Interruption.isRequested {
                    console.message("interrupted in round \(round) of \(rounds)")
                    throw ExitCode.interrupted
                }
            }
        }
        for output in outputs {
            try AtomicFile.write(
                BenchmarkJSON.render(rows, at: date, commandLine: CommandLine.arguments), to: output.path)
        }
        console.output(BenchmarkText.render(rows, palette: console.outputPalette, width: console.width))
        if !rows.allSatisfy(\.passed) { throw ExitCode.invariantBroken }
    }

    private func measure(_ benchmark: KernelBenchmark, into row: inout BenchmarkRow) {
        var readings: [(wall: Double, cpu: Double)] = []
        let outcome = benchmark.run(kind: calendar) {
            readings.append(Self.clocks())
            return readings[readings.count - 1].wall
        }
        let result = BenchmarkRow.Result(
            events: outcome.events, check: outcome.check, agrees: benchmark.agrees(outcome.check),
            fingerprint: outcome.fingerprint)
        row.add(
            .init(wall: outcome.seconds, cpu: readings[1].cpu - readings[0].cpu), result,
            peakMemory: PeakMemory.bytes ?? 0)
    }

    /// The check value of a scenario is its number of paid orders; that it settles all of them is what it must do.
    private func measure(_ scenario: Scenario, into row: inout BenchmarkRow) {
        var run = Simulator.Run(scenario, seed: scenario.seed, keepOrders: false)
        let start = Self.clocks()
        while !run.isFinished {
            run.advance(events: 1 << 20)
            if Interruption.isRequested { return }
        }
        let end = Self.clocks()
        let result = run.finish()
        let outcome = BenchmarkRow.Result(
            events: UInt64(result.figure("events") ?? 0), check: result.figure("orders_paid") ?? .nan,
            agrees: result.verdict != .invariantBroken, fingerprint: result.fingerprint)
        row.add(
            .init(wall: end.wall - start.wall, cpu: end.cpu - start.cpu), outcome,
            peakMemory: PeakMemory.bytes ?? 0)
    }

    private static func clocks() -> (wall: Double, cpu: Double) {
        func seconds(_ clock: clockid_t) -> Double {
            var time = timespec()
            clock_gettime(clock, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        }
        return (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
    }
}

extension CalendarKind: ExpressibleByArgument {
    /// The kind with this name.
    public init?(argument: String) {
        guard let kind = Self.allCases.first(where: { "\($0)" == argument }) else { return nil }
        self = kind
    }
}
