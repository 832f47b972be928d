import Platform
import Primitives
import Testing

@testable import Simulator

/// What a finding quotes of an order's messages.
@Suite struct MessageHistoryTests {
    private func at(_ second: Double) -> Instant { .origin + TimeSpan(seconds: second) }

    private func pay(_ order: UInt32, at second: Double) -> Sighting {
        Sighting(at: at(second), letter: .order(.pay(OrderID(order))), fate: .taken)
    }

    @Test func linesAreOfTheOrderAloneOldestFirst() {
        var history = MessageHistory()
        history.append(pay(1, at: 1))
        history.append(pay(2, at: 2))
        history.append(
            Sighting(at: at(3.5), letter: .payment(.charge(OrderID(1), .yuan(10))), fate: .takenReplyLost))
        history.append(Sighting(at: at(4), letter: .stock(.release(OrderID(1))), fate: .swallowed))
        #expect(
            history.quote(OrderID(1)).lines == [
                "00:00:01.000 order: pay", "00:00:03.500 payment: charge 10.00 yuan (the reply is lost)",
                "00:00:04.000 stock: release (never arrived: the service is out)",
            ])
        #expect(history.quote(OrderID(3)).lines.isEmpty)
    }

    @Test func forgettingIsSaid() {
        var history = MessageHistory()
        history.append(pay(1, at: 0))
        for number in 1..<MessageHistory.capacity { history.append(pay(2, at: Double(number))) }
        #expect(history.quote(OrderID(1)).lines == ["00:00:00.000 order: pay"])
        #expect(!history.quote(OrderID(1)).isCut)
        history.append(pay(2, at: 90_000))
        #expect(history.quote(OrderID(1)).lines == ["(what was before 00:00:01.000 is not kept)"])
        #expect(history.quote(OrderID(1)).isCut)
    }

    @Test func ofAWatchedOrderNothingIsForgotten() {
        var history = MessageHistory()
        history.watch([OrderID(1), OrderID(9)])
        history.append(pay(1, at: 0))
        for number in 1..<2 * MessageHistory.capacity { history.append(pay(2, at: Double(number))) }
        history.append(pay(9, at: 5))
        #expect(history.quote(OrderID(1)).lines == ["00:00:00.000 order: pay"])
        #expect(history.quote(OrderID(9)).lines == ["00:00:05.000 order: pay"])
        #expect(history.quote(OrderID(2)).lines.isEmpty)
    }

    /// A run of some ten thousand messages, of which an order that is never settled had its own early.
    @Test func sameRunAgainRecallsWhatWasNotKept() {
        let scenario = StockRunTests.contention(.checkThenAct)
        var result = SmallShop.run(scenario)
        let orders = [OrderID(0), OrderID(5)]
        let watched = SmallShop.run(scenario, watching: orders)
        #expect(watched.fingerprint == result.fingerprint && watched.figures == result.figures)
        // As if the last rule had failed about order 5 when its messages were long forgotten.
        result.checks[0].order = OrderID(5)
        result.checks[0].isHistoryCut = true
        result.checks[0].failures = 1
        #expect(result.ordersToRecall == [OrderID(5)])
        result.recall(from: watched)
        #expect(result.ordersToRecall.isEmpty && result.checks[0].history == watched.checks[0].history)
    }

    @Test func longHistoryIsCutToItsEnd() {
        var history = MessageHistory()
        for second in 0..<100 { history.append(pay(1, at: Double(second))) }
        let lines = history.quote(OrderID(1)).lines
        #expect(lines.count == MessageHistory.quoted + 1)
        #expect(lines.first == "(what was before 00:01:00.000 is not quoted)")
        #expect(lines.last == "00:01:39.000 order: pay")
    }

    @Test func firstFailureOfARuleCarriesTheHistory() {
        var tally = AuditTally()
        tally.history.append(pay(1, at: 1))
        tally.expect(.oneIssue, false, order: OrderID(1), at: at(2))
        tally.history.append(pay(1, at: 3))
        tally.expect(.oneIssue, false, order: OrderID(1), at: at(4))
        tally.expect(.littlesLaw, false, "not about an order")
        let results = Findings(tally.results { _ in true })
        #expect(results[.oneIssue].history == ["00:00:01.000 order: pay"])
        #expect(results[.oneIssue].firstFailure == "order 1 at 2.0 s")
        #expect(results[.oneIssue].order == OrderID(1) && results[.littlesLaw].order == nil)
        #expect(results[.littlesLaw].history.isEmpty && results[.oneCapture].history.isEmpty)
    }

    @Test func clockReadsBeforeAndAfterDayZero() {
        #expect(at(-0.25).clockWords == "-00:00:00.250")
        #expect(at(90_061.001).clockWords == "25:01:01.001")
    }
}
