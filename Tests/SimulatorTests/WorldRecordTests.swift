import Primitives
import Testing
import Workload

@testable import Simulator

/// The world-record night: what its files say of the published figure.
@Suite struct WorldRecordTests {
    @Test func ordersPeakAtThePublishedRateInTheTwentySixthSecond() {
        let scenario = SmallShop.shipped("tmall-2020.yaml")
        let plan = TrafficPlan(scenario)
        // Every session opens with an order, so that sessions are orders.
        #expect(scenario.journey.opensWithOrder == 1_000)
        let first = Int((Instant.origin - scenario.start).inSeconds)
        let peak = plan.sessionRate.enumerated().max { $0.element < $1.element }!
        #expect(peak.offset - first == 26)
        #expect((peak.element / 583_000 - 1).magnitude < 0.01, "\(peak.element) orders/s")
        // The rise: about half of the peak's on average.
        let rise = plan.sessionRate[first..<first + 26].reduce(0, +) / 26
        #expect((rise / 583_000 - 0.55).magnitude < 0.02, "\(rise) orders/s")
        #expect((plan.sessionRate[first + 29] / 583_000 - 0.92).magnitude < 0.03)
    }

    @Test func theCellIsASixteenthOfIt() {
        let whole = TrafficPlan(SmallShop.shipped("tmall-2020.yaml"))
        let cell = TrafficPlan(SmallShop.shipped("tmall-2020-cell.yaml"))
        let ratio = cell.sessionRate[30 + 20] * 16 / whole.sessionRate[5 + 20]
        #expect((ratio - 1).magnitude < 0.001)
    }

    @Test func aThousandthOfItHoldsAndPeaksWhenItShould() {
        var scenario = SmallShop.shipped("tmall-2020.yaml")
        scenario.traffic.ordinaryRate = 583
        scenario.fleet.initialServers = 40
        let result = SmallShop.run(scenario)
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("orders_unsettled") == 0)
        #expect(result.value("requests_failed") == 0)
        let peak = result.value("orders_peak_per_second")
        #expect((peak - 583).magnitude < 4 * 583.0.squareRoot(), "\(peak) orders in the best second")
        #expect((24...28).contains(result.value("orders_peak_at_second")))
        // Two pages and two messages in the shopper's sight, some forty events in all.
        let events = result.value("events") / result.value("orders_placed")
        #expect((30...50).contains(events), "\(events) events per order")
    }
}
