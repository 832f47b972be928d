import Foundation
import Primitives
import Simulator
import Testing

@testable import Reporting

/// The pool that broke, and what was lost, in words.
@Suite struct BusinessTextTests {
    private var overloaded: RunResult {
        var result = Fixtures.night
        var how = SaturationResult()
        how.at = 19
        how.seconds = 114
        how.extraWait = 573
        how.lostOrders = 15
        how.lostSales = Money(fen: 154_850)
        how.lostVisits = 277
        result.services[0].saturation = how
        how.at = 14
        how.beganWithRefusals = true
        how.turnedAway = 9
        result.services[1].saturation = how
        var loss = LossResult()
        loss.cause = "left_queue"
        loss.orders = 15
        loss.sales = Money(fen: 154_850)
        loss.visits = 277
        loss.expectedOrders = 37.25
        loss.expectedSales = 684_804
        result.losses = [loss, LossResult()]
        return result
    }

    @Test func theSummaryNamesThePoolThatBrokeFirstWithItsInstantAndItsCost() {
        let text = SummaryText.render(overloaded)
        #expect(text.contains("stock saturated first, at 00:00:14: queues full, jobs turned away"))
        #expect(text.contains("it cost: 114 s in all, 9 jobs turned away, jobs waited 573 ms longer"))
        #expect(text.contains("lost at it: 15 orders worth ¥1,548.50, 277 visits before any order"))
        // Then a table of all, in the order of time.
        let rows = text.split(separator: "\n").filter { $0.contains("00:00:1") && $0.contains("1548.50") }
        #expect(rows.count == 2)
        #expect(rows.first?.contains("stock") == true && rows.last?.contains("game-card") == true)
    }

    @Test func lossesAreShownByCauseAndCausesWithoutAreNot() {
        let text = SummaryText.render(overloaded)
        #expect(text.contains("left the queue page"))
        #expect(text.contains("37.3"))
        #expect(!text.contains("timed out"))
    }

    @Test func theJSONHasPoolsInTheOrderOfTimeAndLossesByCause() {
        let json = SummaryJSON.render(overloaded)
        let stock = json.range(of: "\"service\": \"stock\", \"at\": 14")
        let cards = json.range(of: "\"service\": \"game-card\", \"at\": 19")
        #expect(stock != nil && cards != nil)
        if let stock, let cards { #expect(stock.lowerBound < cards.lowerBound) }
        #expect(json.contains("\"cause\": \"left_queue\", \"orders\": 15, \"sales_fen\": 154850"))
    }

    @Test func tariffsAreShownWhereThereIsMoreThanOne() {
        var result = Fixtures.night
        #expect(!SummaryText.render(result).contains("reserved"))
        result.figures += [
            Figure(name: "cost_reserved_fen", value: 100_000), Figure(name: "cost_on_demand_fen", value: 346_182),
            Figure(name: "reserved_idle_hours", value: 12.25),
        ]
        #expect(SummaryText.render(result).contains("on demand ¥3,461.82   reserved ¥1,000.00 (12.3 h of it idle)"))
    }

    @Test func downtimeIsShownByJourney() {
        var result = Fixtures.night
        result.figures = result.figures.filter { $0.name != "downtime_seconds" } + [
            Figure(name: "downtime_seconds", value: 3), Figure(name: "downtime_seconds_order", value: 2),
            Figure(name: "downtime_seconds_pay", value: 1), Figure(name: "downtime_seconds_issue", value: 0),
        ]
        #expect(SummaryText.render(result).contains("downtime 3 s (order 2, pay 1)"))
    }
}
