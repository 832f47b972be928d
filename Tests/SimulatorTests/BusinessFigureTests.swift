import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Money: late goods, the traditional fleet, tariffs, and servers that are taken back.
@Suite struct BusinessFigureTests {
    private func gauge() -> DelayGauge {
        var plan = BusinessPlan()
        plan.issuePromise = .minutes(5)
        plan.delayCompensation = Money(fen: 500)
        return DelayGauge(plan)
    }

    /// Five minutes are in time; the hours that have begun after them count.
    private static let delays: [(TimeSpan, Int64)] = [
        (.minutes(5), 0), (.minutes(5) + .nanoseconds(1), 1), (.minutes(65), 1),
        (.minutes(65) + .nanoseconds(1), 2), (.hours(24), 24),
    ]

    @Test(arguments: Self.delays)
    func everyStartedHourBeyondThePromiseIsMadeGood(delay: TimeSpan, hours: Int64) {
        var gauge = gauge()
        gauge.ended(after: delay)
        #expect(gauge.compensation == Money(fen: 500 * hours))
        #expect(gauge.orders == (hours > 0 ? 1 : 0))
    }

    @Test func ordersThatWaitForAnOutageAreLate() {
        let result = SmallShop.run(
            SmallShop.scenario {
                $0.faults = [SmallShop.fault(.outage, .issuing, from: 10, until: 40)]
                $0.business.issuePromise = .seconds(5)
                $0.business.delayCompensation = Money(fen: 300)
            })
        #expect(result.value("orders_delayed") > 10)
        #expect(result.value("compensation_delay_fen") == 300 * result.value("orders_delayed"))
    }

    /// 100 servers for a minute: 6,000 s at 0.88 yuan are 146.67 fen; 28 servers cost 41.07.
    @Test func theTraditionalFleetIsThereForTheWholeWindow() {
        let result = SmallShop.run(SmallShop.scenario { $0.business.traditionalServers = 100 })
        #expect(result.value("cost_fen") == 41)
        #expect(result.value("traditional_cost_fen") == 147)
        #expect(result.value("saving_against_traditional_fen") == 106)
        #expect(result.value("roi_against_traditional") == 106.0 / 41)
    }

    @Test func withoutATraditionalFleetThereIsNoComparison() {
        let result = SmallShop.run(SmallShop.scenario())
        #expect(result.value("traditional_cost_fen") == 0)
        #expect(result.value("saving_against_traditional_fen") == 0)
    }

    /// Whatever the tariff, the shoppers meet the same shop: 28 servers for an hour, 20 of them reserved for 0.40 yuan.
    @Test func aTariffChangesTheCostAndNothingElse() {
        let plain = SmallShop.scenario(seconds: 3_600, rate: 2)
        var mixed = plain
        mixed.fleet.tariff.reserved.servers = 20
        mixed.fleet.tariff.reserved.fenPerHour = 40
        let (a, b) = (SmallShop.run(plain), SmallShop.run(mixed))
        #expect(a.fingerprint == b.fingerprint)
        #expect(a.value("cost_fen") == 28 * 88)
        #expect(b.value("cost_reserved_fen") == 20 * 40)
        #expect(b.value("cost_on_demand_fen") == 8 * 88)
        #expect(b.value("cost_fen") == 20 * 40 + 8 * 88)
        #expect(b.value("server_hours") == 28)
    }

    /// Half of 142 servers come from the spot market; in half an hour a quarter of them are taken back, and ordered
    /// again: new ones are spot servers as often as not.
    @Test func spotServersAreTakenBackAndReplaced() {
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 1_800, rate: 5) {
                $0.fleet.initialServers = 142
                $0.fleet.tariff.spot.permille = 500
                $0.fleet.tariff.spot.fenPerHour = 20
                $0.fleet.tariff.spot.interruptionPermille = 500
            })
        // 71 servers, each with a chance of 1 in 4 or a little less: 17 +- 3.6, within four standard deviations.
        #expect((3...31).contains(result.value("spot_interruptions")))
        #expect(result.timeline[29].servers == 142)
        #expect(result.value("cost_spot_fen") > 0 && result.value("cost_on_demand_fen") > 0)
        #expect(result.brokenChecks.isEmpty)
        // A fixed fleet of 142 for half an hour is 71 h; replacements overlap with what finishes by moments only.
        #expect((result.value("server_hours") - 71).magnitude < 0.5)
    }

    /// Against the closed form that validates plans: the same expectation, by another way.
    @Test func whatAVisitIsWorthAtItsOpeningIsWhatJourneysPayFor() throws {
        let scenario = SmallShop.shipped("double11.yaml")
        let journey = try #require(scenario.journey.expectation)
        let worth = VisitWorth(scenario, prices: Array(repeating: Money(fen: 1_000), count: 200))
        let opening = Double(scenario.journey.opensWithProduct) / 1_000
        let paid = journey.payments * (1 - Double(scenario.outside.declinedPermille) / 1_000)
        let sum = opening * worth.ordersFromProduct + (1 - opening) * worth.ordersFromList
        #expect((sum / paid - 1).magnitude < 1e-9)
        // At one price for all, money is orders times price and quantity.
        let (lists, products) = (worth.fenFromLists(1), worth.fenFromProducts(1, prices: 1_000))
        #expect((lists / (worth.ordersFromList * worth.meanPrice) - 1).magnitude < 1e-9)
        #expect((products / (worth.ordersFromProduct * worth.meanPrice) - 1).magnitude < 1e-9)
        #expect((worth.meanPrice / 1_000 - worth.meanQuantity).magnitude < 1e-9)
    }

    @Test func aTariffThatMakesNoSenseIsRefused() {
        var scenario = SmallShop.scenario()
        scenario.fleet.tariff.reserved.servers = 1
        scenario.fleet.tariff.reserved.fenPerHour = 89
        scenario.fleet.tariff.spot.permille = 1_001
        scenario.business.marginPermille = -1
        let paths = scenario.validate().map(\.path)
        #expect(paths == ["business.margin", "fleet.tariff.spot.share", "fleet.tariff.reserved.per-hour"])
    }
}
