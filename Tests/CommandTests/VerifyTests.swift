import Foundation
import Testing

@Suite struct VerifyTests {
    @Test func listNamesTheCasesAndSimulatesNone() throws {
        let outcome = try Command().run(["verify", "--list"])
        let lines = outcome.output.split(separator: "\n")
        #expect(outcome.status == 0 && outcome.messages.isEmpty)
        #expect(lines.count > 40 && lines.contains { $0.hasPrefix("M/M/420 at ") })
        let quick = try Command().run(["verify", "--list", "--quick"]).output.split(separator: "\n")
        #expect(quick.count > 10 && quick.count < lines.count / 2)
    }

    @Test func aCaseIsVerifiedAndWritten() throws {
        let command = try Command()
        let arguments = ["verify", "--only", "b, m/m/1/1", "--quiet"]
        let first = try command.run(arguments + ["-o", "json=a/b.json"])
        #expect(first.status == 0 && first.messages.isEmpty)
        #expect(first.output.hasSuffix("verdict: passed (exit 0)\n"))
        #expect(first.output.contains("✓ P(lost)") && !first.output.contains("\u{1B}"))
        #expect(command.read("a/b.json")?.contains("\"passed\": true") == true)
        #expect(try command.run(arguments).output == first.output)
        let other = try command.run(arguments + ["--seed", "7", "--color", "always"])
        #expect(other.output != first.output && other.output.contains("\u{1B}[32m✓"))
    }

    @Test(arguments: [
        ["--only", "nothing like it"], ["--seed", "x"], ["-o", "orders=a.csv"], ["-o", "json=/dev/null/a.json"],
        ["M/M/1"],
    ])
    func wrongUseIs64(arguments: [String]) throws {
        let outcome = try Command().run(["verify"] + arguments)
        #expect(outcome.status == 64 && outcome.output.isEmpty && !outcome.messages.isEmpty)
    }

    @Test func interruptedVerificationSaysHowFarItCame() throws {
        let command = try Command()
        let outcome = try command.run(["verify", "--only", "M/M/420 at", "-o", "json=a.json"]) { process in
            process.waitUntilItCatchesInterrupts()
            kill(process.processIdentifier, SIGINT)
        }
        #expect(outcome.status == 105)
        #expect(outcome.messages.hasSuffix("interrupted in M/M/420 at 0.96, 0 of 1 cases done\n"))
        #expect(!outcome.output.contains("verdict") && command.entries.isEmpty)
    }
}
