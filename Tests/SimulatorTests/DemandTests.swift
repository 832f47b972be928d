import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// What shoppers do adds up to what the traffic plan says they would, if nothing ever waits.
@Suite struct DemandTests {
    /// Eight minutes with a rush, on a fleet that is never busy.
    static let night = SmallShop.scenario(seconds: 300, rate: 10) {
        $0.start = .origin - .minutes(3)
        $0.traffic.curve = [
            .init(at: .origin - .minutes(3), multiple: 2), .init(at: .origin - .minutes(2), multiple: 2),
            .init(at: .origin, multiple: 5), .init(at: .origin, multiple: 10),
            .init(at: .origin + .minutes(1), multiple: 10), .init(at: .origin + .minutes(3), multiple: 3),
        ]
        var rush = Traffic.Rush()
        rush.from = .origin - .minutes(2)
        rush.baseMultiple = 2
        rush.refreshThink = .seconds(4)
        $0.traffic.rush = rush
        $0.fleet.initialServers = 40 * Service.count
        $0.journey.browseThink = .seconds(3)
        $0.population.users = 100_000
        // Memberships and courses: the platform makes their credentials itself and waits for no supplier.
        $0.catalogue.mix = [0, 60, 0, 40]
    }
    static let result = SmallShop.run(night)
    static let plan = TrafficPlan(night)

    @Test func nothingEverWaits() {
        #expect(Self.result.brokenChecks.isEmpty)
        #expect(Self.result.services.allSatisfy { $0.queuePeak == 0 && $0.refused == 0 && $0.lost == 0 })
        #expect(Self.result.value("requests_failed") == 0)
    }

    @Test func clicksPerMinuteAreThoseOfThePlan() {
        #expect(Self.plan.minutes.count == 8)
        for (index, minute) in Self.plan.minutes.enumerated() {
            let point = Self.result.timeline[index]
            #expect(point.second == minute.second)
            let expected = minute.derived * 60, observed = point.requests * 60
            let allowed = 0.03 * expected + 4 * expected.squareRoot()
            #expect(
                (observed - expected).magnitude < allowed,
                "minute \(minute.second): \(observed) clicks, \(expected) planned, \(allowed) allowed")
        }
    }

    @Test func allClicksAndOrdersTogetherAreThoseOfThePlan() {
        // Sessions that began in the window go on after it.
        let observed = Self.result.timeline.prefix(8).reduce(0) { $0 + $1.requests * 60 }
        let expected = Self.plan.derivedRequests
        #expect((observed - expected).magnitude < 0.03 * expected)
        let placed = Self.result.timeline.prefix(8).reduce(0.0) { $0 + Double($1.placed) }
        let orders = Self.plan.expectedOrders
        #expect((placed - orders).magnitude < 0.03 * orders + 4 * orders.squareRoot())
    }

    @Test func timelineCarriesTheCurve() {
        for (index, minute) in Self.plan.minutes.enumerated() where index != 2 {
            #expect((Self.result.timeline[index].planned - minute.planned).magnitude < 0.3 * minute.planned)
        }
        #expect(Self.result.timeline[0].planned == 20)
    }

    @Test func responseIsTheNominalOneWhenNothingWaits() {
        // The mean over regions, works and legs; no queueing, so it holds to a per cent or so.
        let list = Self.result[.catalogue].latency.mean, nominal = Self.night.nominalResponse(.list).inMilliseconds
        #expect((list - nominal).magnitude < 0.02 * nominal)
        let order = Self.result.windows[0][.order].latency.mean
        let nominalOrder = Self.night.nominalResponse(.order).inMilliseconds
        #expect((order - nominalOrder).magnitude < 0.03 * nominalOrder, "\(order) \(nominalOrder)")
        let pay = Self.result.windows[0][.pay].latency.mean
        let nominalPay = Self.night.nominalResponse(.pay).inMilliseconds
        #expect((pay - nominalPay).magnitude < 0.03 * nominalPay, "\(pay) \(nominalPay)")
    }
}
