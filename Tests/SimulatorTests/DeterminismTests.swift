import Platform
import Primitives
import ScenarioFiles
import Testing
import Workload

@testable import Simulator

/// The same scenario and seed give the same run, whatever is looked at on the way.
@Suite struct DeterminismTests {
    /// An issuing outage and a coupon kind, so that retries and all machines take part.
    static let scenario = SmallShop.scenario(seconds: 20) {
        $0.faults = [SmallShop.fault(.outage, .issuing, from: 5, until: 12)]
        $0.coupons = [CouponPlan(name: "one-off", count: 100, discount: .yuan(1), minimumPrice: .yuan(2))]
    }
    static let first = SmallShop.run(scenario)

    @Test func theSameSeedTwiceGivesAnEqualResult() {
        let again = SmallShop.run(Self.scenario)
        #expect(again.fingerprint == Self.first.fingerprint)
        #expect(again == Self.first)
        #expect(again.value("orders_paid") > 20)
    }

    @Test(arguments: [1, 7, 1_000]) func slicingChangesNothing(_ slice: Int) {
        #expect(SmallShop.run(Self.scenario, slice: slice) == Self.first)
    }

    @Test func keepingOrdersChangesNothingElse() {
        var kept = SmallShop.run(Self.scenario, keepOrders: true)
        #expect(kept.fingerprint == Self.first.fingerprint)
        #expect(Double(kept.orders.count) == kept.value("orders_placed"))
        #expect(Self.first.orders.isEmpty)
        kept.orders = []
        #expect(kept == Self.first)
    }

    @Test func anotherSeedIsAnotherRun() {
        let other = SmallShop.run(Self.scenario, seed: 2)
        #expect(other.fingerprint != Self.first.fingerprint)
        #expect(other.brokenChecks.isEmpty)
    }

    @Test func oneMoreSecondBetweenRetriesIsAnotherRun() {
        var slower = Self.scenario
        slower.coordination.retryInterval = .seconds(31)
        let result = SmallShop.run(slower)
        #expect(result.fingerprint != Self.first.fingerprint)
        #expect(result.check(.attemptsApart).passed)
        // Without an outage nothing is retried, and nobody notices the interval; only wake-ups move.
        var quiet = Self.scenario, slowerQuiet = slower
        quiet.faults = []
        slowerQuiet.faults = []
        let (a, b) = (SmallShop.run(quiet), SmallShop.run(slowerQuiet))
        #expect(a.windows[0].journeys == b.windows[0].journeys)
        #expect(a.requests == b.requests && a.outcomes == b.outcomes)
    }

    @Test func progressEndsAtOneAndNeverFallsBack() {
        var run = Run(Self.scenario, seed: 1, keepOrders: false)
        var last = -1.0
        while !run.isFinished {
            #expect(run.progress >= last && run.progress < 1)
            last = run.progress
            run.advance(events: 2_000)
        }
        #expect(run.progress == 1)
        #expect(run.dispatched == UInt64(Self.first.value("events")))
    }
}
