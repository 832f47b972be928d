import Foundation
import Testing

@Suite struct SweepTests {
    private static var smoke: String { Command.package + "/scenarios/fast/smoke.yaml" }
    /// A few seconds of an ordinary shop.
    private static let short =
        "extends: \(Command.package)/scenarios/platform.yaml\nname: short\nwindow: {from: 0s, to: 10s}\n"

    @Test func everyCombinationIsARowAndTheTableIsAlsoCSV() throws {
        let command = try Command()
        let path = try command.file("short.yaml", Self.short)
        let outcome = try command.run([
            "sweep", path, "--vary", "orders.stock-strategy=conditional-update,check-then-act",
            "--vary", "fleet.servers=60,65", "--show", "orders_paid,servers_peak", "-o", "csv=table.csv", "--quiet",
        ])
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[0].contains("stock-strategy") && lines[0].contains("orders_paid"))
        let csv = try #require(command.read("table.csv")).split(separator: "\r\n")
        #expect(csv[0] == "scenario,orders.stock-strategy,fleet.servers,orders_paid,servers_peak,verdict")
        #expect(csv.count == 5)
        #expect(csv[1].hasPrefix("short,conditional-update,60,") && csv[4].hasPrefix("short,check-then-act,65,"))
        #expect(csv[1].contains(",60,passed") && csv[2].contains(",65,passed"))
    }

    @Test func sameShoppersMeetEveryVariant() throws {
        let command = try Command()
        let path = try command.file("short.yaml", Self.short)
        let outcome = try command.run([
            "sweep", path, "--vary", "fleet.servers=60,61", "--show", "sessions", "-o", "csv=t.csv", "-q",
        ])
        #expect(outcome.status == 0)
        let sessions = try #require(command.read("t.csv")).split(separator: "\r\n").dropFirst()
            .map { $0.split(separator: ",")[2] }
        #expect(sessions.count == 2 && sessions[0] == sessions[1] && sessions[0] != "0")
    }

    @Test func wrongValueIsSaidWithItsChangeBeforeAnythingRuns() throws {
        let command = try Command()
        let outcome = try command.run(["sweep", Self.smoke, "--vary", "orders.stock-strategy=conditional-update,luck"])
        #expect(outcome.status == 104)
        #expect(outcome.messages.contains("orders.stock-strategy=luck:2:"))
        #expect(outcome.output.isEmpty)
    }

    @Test(arguments: [
        ["sweep"], ["sweep", "a.yaml", "--vary", "orders"], ["sweep", "a.yaml", "--vary", "orders..x=1"],
        ["sweep", "a.yaml", "--show", "luck"], ["sweep", "a.yaml", "-o", "picture=a.png"],
    ])
    func wrongUseIs64(arguments: [String]) throws {
        #expect(try Command().run(arguments).status == 64)
    }
}
