import Foundation
import Testing

@Suite struct BenchTests {
    @Test func smallWorkloadsShowTheirCheckValues() throws {
        let outcome = try Command().run(["bench", "--small", "--rounds", "2"])
        #expect(outcome.status == 0)
        #expect(outcome.output.hasSuffix("verdict: passed (exit 0)\n"))
        #expect(!outcome.output.contains("\u{1B}"))
        for (name, check) in [("mm1", "9.70442339"), ("tandem", "13.9724265"), ("hold/1000", "200.460311")] {
            let line = outcome.output.split(separator: "\n").first { $0.hasPrefix(name + " ") }
            #expect(line?.hasSuffix("✓ \(check)") == true, "\(name): \(line ?? "no line")")
        }
        #expect(outcome.messages.hasPrefix("round 1 of 2: mm1\nround 1 of 2: tandem\n"))
    }

    @Test func jsonHoldsTheSameFingerprintForEveryCalendar() throws {
        let command = try Command()
        var fingerprints: [Substring] = []
        for calendar in ["radix", "heap"] {
            let outcome = try command.run([
                "bench", "--small", "--rounds", "1", "--only", "tandem", "--calendar", calendar, "--quiet",
                "-o", "json=a/\(calendar).json",
            ])
            #expect(outcome.status == 0 && outcome.messages.isEmpty)
            let json = try #require(command.read("a/\(calendar).json"))
            #expect(json.contains("\"name\": \"tandem\"") && !json.contains("\"name\": \"mm1\""))
            #expect(json.contains("\"agrees\": true") && json.contains("\"events\": 450130"))
            fingerprints.append(try #require(json.firstMatch(of: /"fingerprint": "(\w{16})"/)).1)
        }
        #expect(Set(fingerprints).count == 1)
    }

    @Test(arguments: [
        ["--rounds", "0"], ["--only", "nothing like it"], ["--small", "--only", "platform"], ["--calendar", "pile"],
        ["-o", "orders=a.csv"], ["-o", "json=/dev/null/a.json"], ["mm1"],
    ])
    func wrongUseIs64(arguments: [String]) throws {
        let command = try Command()
        let outcome = try command.run(["bench"] + arguments)
        #expect(outcome.status == 64 && outcome.output.isEmpty && !outcome.messages.isEmpty)
        #expect(command.entries.isEmpty)
    }

    @Test func aScenarioIsMeasuredByItsName() throws {
        let outcome = try Command().run(
            ["bench", "--only", "platform", "--scenario", RunTests.smoke, "--rounds", "1", "--quiet"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("platform/smoke "))
    }

    @Test func aScenarioThatFailsItsChecksIs107() throws {
        let command = try Command()
        // With hardly a shopper most checks have nothing to evaluate.
        let path = try command.file(
            "idle.yaml", "extends: \(RunTests.smoke)\nname: idle\ntraffic: {ordinary: 0.01/s}\n")
        let outcome = try command.run(["bench", "--only", "platform", "--scenario", path, "--rounds", "1"])
        #expect(outcome.status == 107)
        #expect(outcome.output.hasSuffix("verdict: 1 of 1 workloads failed (exit 107)\n"))
    }

    @Test func aMissingScenarioIs104() throws {
        let outcome = try Command().run(["bench", "--only", "platform", "--scenario", "missing.yaml"])
        #expect(outcome.status == 104 && outcome.output.isEmpty && outcome.messages.contains("missing.yaml"))
    }

    @Test func anInterruptedBenchmarkSaysHowFarItCame() throws {
        let command = try Command()
        let arguments = ["bench", "--small", "--only", "hold", "--rounds", "1000", "--quiet", "-o", "json=a.json"]
        let outcome = try command.run(arguments) { process in
            process.waitUntilItCatchesInterrupts()
            kill(process.processIdentifier, SIGINT)
        }
        #expect(outcome.status == 105)
        #expect(outcome.messages.contains(/interrupted in round \d+ of 1000\n$/))
        #expect(outcome.output.isEmpty && command.entries.isEmpty)
    }
}
