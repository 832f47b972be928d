import Foundation
import Testing

@Suite struct ExplainTests {
    @Test func explanationNamesTheTailAndAnOrderToAskFor() throws {
        let command = try Command()
        let outcome = try command.run(["explain", RunTests.smoke, "--quiet"])
        #expect(outcome.status == 0)
        for word in ["SATURATION", "TAIL", "together", "SLOWEST ORDERS AND PAYMENTS", "--order "] {
            #expect(outcome.output.contains(word), "\(word)")
        }
        // Nothing but words: files are what `run` writes.
        #expect(command.entries.isEmpty)
    }

    @Test func orderOfTheTransactionsFileIsTold() throws {
        let command = try Command()
        _ = try command.run(["run", RunTests.smoke, "--quiet", "-o", "orders=orders.csv"])
        let rows = (command.read("orders.csv") ?? "").split(separator: "\r\n").dropFirst()
        let row = rows.first { $0.contains(",issued,") }?.split(separator: ",") ?? []
        guard row.count > 2 else {
            Issue.record("no order was issued")
            return
        }
        let outcome = try command.run(["explain", RunTests.smoke, "--quiet", "--order", String(row[1])])
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("order \(row[1])   smoke   seed "))
        #expect(outcome.output.contains("for user \(row[2]) in "))
        #expect(outcome.output.contains("sees: paid, here are the goods"))
    }

    @Test func unknownOrderIs64AndSaysWhichThereAre() throws {
        let outcome = try Command().run(["explain", RunTests.smoke, "--quiet", "--order", "4000000000"])
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.messages.contains("has no order 4000000000: it has those from 0 to "))
    }

    @Test(arguments: [["explain"], ["explain", "a.yaml", "--order", "-1"], ["explain", "a.yaml", "--order", "x"]])
    func wrongUseIs64(arguments: [String]) throws {
        #expect(try Command().run(arguments).status == 64)
    }

    @Test func missingScenarioIs104() throws {
        #expect(try Command().run(["explain", "missing.yaml", "--order", "1"]).status == 104)
    }
}
