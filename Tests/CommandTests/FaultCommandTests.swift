import Foundation
import Testing

@Suite struct FaultCommandTests {
    @Test func catalogueOfFaultsIsListed() throws {
        let outcome = try Command().run(["faults"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("\nprovider-brown-out  outside the platform\n"))
    }

    /// A few seconds of `isolation.yaml`.
    @Test func everyServiceHasARowInTheMatrix() throws {
        let command = try Command()
        let path = try command.file(
            "short.yaml",
            "extends: \(Command.package)/scenarios/experiments/isolation.yaml\nname: short\n"
                + "window: {from: 0s, to: 9s}\ntraffic: {ordinary: 20/s}\n")
        let outcome = try command.run(["isolate", path, "--fault", "refusing", "-o", "csv=table.csv", "--quiet"])
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(outcome.output.hasPrefix("refusing of"))
        let lines = try #require(command.read("table.csv")).split(separator: "\r\n")
        #expect(lines.count == 29 && lines[1].hasPrefix("refusing,gateway,bare,"))
    }
}
