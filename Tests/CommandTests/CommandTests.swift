import Foundation
import Testing

@Suite struct UsageTests {
    @Test func helpNamesEveryCommandAndExitCode() throws {
        let help = try Command().run(["--help"])
        #expect(help.status == 0)
        for word in ["run", "validate", "check", "verify", "104 invalid scenario", "107 an invariant broke"] {
            #expect(help.output.contains(word))
        }
    }

    @Test func versionIsANumber() throws {
        let version = try Command().run(["--version"])
        #expect(version.status == 0)
        #expect(version.output.contains(/^\d+\.\d+\.\d+\n$/))
    }

    @Test(arguments: [
        ["run"], ["run", "a.yaml", "--seed", "x"], ["run", "a.yaml", "-o", "picture=a.png"], ["dance"],
        ["run", "a.yaml", "-o", "json=/dev/null/a.json"], ["run", "a.yaml", "--color", "pink"],
    ])
    func wrongUseIs64(arguments: [String]) throws {
        let command = try Command()
        let outcome = try command.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.messages.isEmpty)
        #expect(command.entries.isEmpty)
    }

    @Test(arguments: ["run", "validate"])
    func missingScenarioIs104AndNothingIsWritten(subcommand: String) throws {
        let command = try Command()
        let outcome = try command.run([subcommand, "missing.yaml"])
        #expect(outcome.status == 104)
        #expect(outcome.messages.contains("missing.yaml"))
        #expect(outcome.output.isEmpty)
        #expect(command.entries.isEmpty)
    }

    @Test func allErrorsOfAnInvalidScenarioAreSaid() throws {
        let command = try Command()
        let path = try command.file("bad.yaml", "name: bad\nseed: many\ntraffic: {ordinary: fast}\n")
        let outcome = try command.run(["run", path, "-o", "json=out.json"])
        #expect(outcome.status == 104)
        #expect(outcome.messages.contains("bad.yaml:2:7"))
        #expect(outcome.messages.contains("bad.yaml:3:"))
        #expect(command.entries == ["bad.yaml"])
    }
}

@Suite struct RunTests {
    static var smoke: String { Command.package + "/scenarios/fast/smoke.yaml" }

    @Test func runWritesResultsAndPrintsThemWithoutEscapes() throws {
        let command = try Command()
        let outcome = try command.run(["run", Self.smoke, "-o", "json=a/b.json", "-o", "orders=a/orders.csv"])
        let first = outcome.output.split(separator: "\n").first ?? ""
        #expect(first.hasPrefix("smoke   seed "))
        #expect(outcome.output.hasSuffix("(exit \(outcome.status))\n"))
        for text in [outcome.output, outcome.messages] {
            #expect(!text.contains("\u{1B}"))
            #expect(!text.unicodeScalars.contains("\r"))
        }
        #expect(command.entries.filter { $0.hasPrefix("results") } == [
            "results", "results/runs", "results/runs/smoke", "results/runs/smoke/run.json",
            "results/runs/smoke/summary.json",
        ])
        #expect(command.read("a/b.json") == command.read("results/runs/smoke/summary.json"))
        #expect(command.read("a/orders.csv")?.hasPrefix("instant,order,user,") == true)
    }

    @Test func sameSeedGivesTheSameBytes() throws {
        let command = try Command()
        let first = try command.run(["run", Self.smoke, "--seed", "7", "--quiet"])
        let summary = try #require(command.read("results/runs/smoke/summary.json"))
        let second = try command.run(["run", Self.smoke, "--seed", "7", "--quiet", "-o", "orders=o.csv"])
        #expect(first.messages.isEmpty)
        #expect(first.output == second.output)
        #expect(command.read("results/runs/smoke/summary.json") == summary)
    }

    @Test func colourIsForcedByEnvironmentOrOption() throws {
        let command = try Command()
        #expect(
            try command.run(["validate", Self.smoke], environment: ["FORCE_COLOR": "1"]).output.contains("\u{1B}["))
        #expect(try command.run(["validate", Self.smoke, "--color", "always"]).output.contains("\u{1B}["))
        #expect(
            try !command.run(["validate", Self.smoke, "--color", "never"], environment: ["FORCE_COLOR": "1"])
                .output.contains("\u{1B}["))
    }

    @Test func planOfAValidScenarioIsShown() throws {
        let outcome = try Command().run(["validate", Self.smoke])
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("scenario ok  smoke"))
        #expect(outcome.output.contains("estimated run time"))
        #expect(outcome.messages.isEmpty)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func interruptedRunSaysHowFarItCameAndWritesNothing(number: Int32) throws {
        let command = try Command()
        let path = try command.file(
            "long.yaml", "extends: \(Command.package)/scenarios/double11.yaml\nname: long\n")
        let outcome = try command.run(["run", path, "-o", "json=a.json"]) { process in
            process.waitUntilItCatchesInterrupts()
            kill(process.processIdentifier, number)
        }
        #expect(outcome.status == 105)
        #expect(outcome.output.isEmpty)
        #expect(outcome.messages.contains(/interrupted at Nov 1\d \d\d:\d\d:\d\d, \d+\.\d % done, nothing written/))
        #expect(command.entries == ["long.yaml"])
    }
}

@Suite struct CheckTests {
    private func check(_ command: Command, _ more: [String] = []) throws -> Command.Outcome {
        let seeds = try command.file("seeds.txt", "1\n2 # a second one\n")
        return try command.run(
            ["check", "--quiet", "--scenario", RunTests.smoke, "--seeds", seeds, "--baseline", "b/smoke.json"] + more)
    }

    @Test func missingBaselineIs113() throws {
        let command = try Command()
        let outcome = try check(command)
        #expect(outcome.status == 113)
        #expect(outcome.messages.contains("rehearse check --update"))
        #expect(command.entries == ["seeds.txt"])
    }

    @Test func updatedBaselineIsMetAndADifferenceIsFound() throws {
        let command = try Command()
        #expect(try check(command, ["--update"]).status == 0)
        #expect(try check(command).status == 0)
        let baseline = try #require(command.read("b/smoke.json"))

        let figure = try #require(baseline.firstMatch(of: /"events": (\d+)/))
        _ = try command.file("b/smoke.json", baseline.replacing(figure.0, with: "\"events\": 1"))
        let changed = try check(command)
        #expect(changed.status == 112)
        #expect(changed.output.contains("seed 1: events is \(figure.1), the baseline says 1"))

        let print = try #require(baseline.firstMatch(of: /"fingerprint": "(\w+)"/))
        _ = try command.file("b/smoke.json", baseline.replacing(print.1, with: "0123456789abcdef"))
        #expect(try check(command).status == 115)
    }
}
