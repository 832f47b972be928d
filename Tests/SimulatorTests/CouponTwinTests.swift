import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// CPN-3 as a twin: the same night with and without a coupon outage. Paying and issuing must not notice.
@Suite struct CouponTwinTests {
    /// From 20 s to 50 s the coupon service answers nothing; a quick shop, with thousands of payments meanwhile.
    static func scenario(_ kind: Fault.Kind, _ calling: CouponCalling) -> Scenario {
        SmallShop.scenario(seconds: 60, rate: 400) {
            $0.faults = [SmallShop.fault(kind, .coupon, from: 20, until: 50)]
            $0.coupons = [
                CouponPlan(name: "one-off", count: 100_000, discount: .yuan(1), minimumPrice: .yuan(2))
            ]
            $0.coordination.couponCalling = calling
            $0.journey.couponPermille = 500
            $0.journey.productToOrder = 950
            $0.journey.productToProduct = 0
            $0.journey.productToList = 0
            $0.journey.orderToList = 0
            $0.fleet.initialServers = 10 * Service.count
            $0.population.users = 100_000
        }
    }

    /// The twin needs a window of the same name, so its coupon service is "slowed down" by the factor one.
    static func twins(_ calling: CouponCalling) -> (outage: RunResult, twin: RunResult) {
        (
            SmallShop.run(scenario(.outage, calling), keepOrders: true),
            SmallShop.run(scenario(.slow(permille: 1_000), calling), keepOrders: true)
        )
    }

    /// What the outage changed that it must not have; empty when coupons are isolated.
    static func violations(outage: RunResult, twin: RunResult) -> [String] {
        var found: [String] = []
        func expect(_ holds: Bool, _ what: String) { if !holds { found.append(what) } }
        let from = Instant.origin + .seconds(20)
        /// Who ordered what before the fault began.
        func before(_ result: RunResult) -> [String] {
            result.orders.filter { $0.instant < from }.sorted { $0.order < $1.order }
                .map { "\($0.instant.nanoseconds) \($0.user.number) \($0.product.number) \($0.quantity)" }
        }
        expect(before(outage) == before(twin), "orders before the outage differ")
        expect(outage.events[0] == twin.events[0], "other sessions started")
        for attempt in [Attempt.pay, .issue] {
            let a = outage.windows[1][attempt], b = twin.windows[1][attempt]
            let later = a.latency.p99 - b.latency.p99
            expect(later <= 150, "\(attempt.name): p99 of \(a.latency.p99) ms is \(later) ms later")
            let lost = b.availability - a.availability
            expect(lost <= 0.001, "\(attempt.name): \(a.succeeded) of \(a.attempts) succeeded")
            expect(a.attempts > 3_000, "\(attempt.name): \(a.attempts) attempts show little")
        }
        for check in outage.checks where check.failures > 0 { found.append("\(check.id): \(check.firstFailure)") }
        return found
    }

    static let bounded = twins(.bounded(wait: .milliseconds(150)))

    @Test func payingAndIssuingDoNotNoticeACouponOutage() {
        #expect(Self.violations(outage: Self.bounded.outage, twin: Self.bounded.twin) == [])
        #expect(Self.bounded.outage[.coupon].lost > 0)
        #expect(Self.bounded.outage.check(.chargeNeverWaits).passed)
        #expect(Self.bounded.outage.brokenChecks.isEmpty)
        #expect(Self.bounded.twin.brokenChecks.isEmpty)
        #expect(Self.bounded.twin[.coupon].lost == 0)
    }

    @Test func outageCostsDiscountsAndNothingElse() {
        let (outage, twin) = Self.bounded
        func count(_ name: String, _ result: RunResult) -> UInt64 { result.outcomes.first { $0.name == name }!.count }
        #expect(count("charged without, no answer in time", outage) > 500)
        #expect(count("charged without, no answer in time", twin) < 20)
        #expect(count("charged with coupon", outage) > 500)
        #expect(outage.value("orders_unsettled") == 0)
    }

    /// The control: a charge that waits for the coupon however long it takes is found out by the same comparison.
    @Test func waitingForTheCouponIsFoundOut() {
        let (outage, twin) = Self.twins(.synchronous)
        let violations = Self.violations(outage: outage, twin: twin)
        #expect(violations.contains { $0.hasPrefix("pay: p99") })
        #expect(violations.allSatisfy { !$0.hasPrefix("orders before") && !$0.hasPrefix("other sessions") })
        // Without the outage nothing is wrong with it, which is why it is so often built.
        #expect(twin.brokenChecks.isEmpty)
        #expect(outage.value("orders_unsettled") == 0)
    }

    /// The night's own twin, too, differs from it in that one fault and in nothing else.
    @Test func shippedTwinOfTheNightDiffersInTheCouponFaultAlone() {
        let night = SmallShop.shipped("double11.yaml")
        var twin = SmallShop.shipped("experiments/coupon-twin.yaml")
        let changed = zip(night.faults, twin.faults).filter { $0 != $1 }
        #expect(night.faults.count == twin.faults.count && changed.count == 1)
        #expect(changed[0].0.kind == .outage && changed[0].0.service == .coupon)
        #expect(changed[0].1.kind == .slow(permille: 1_000))
        (twin.name, twin.title, twin.faults) = (night.name, night.title, night.faults)
        #expect(twin == night)
    }

    @Test func twinWithoutAFaultIsTheSameNight() {
        var none = Self.scenario(.outage, .bounded(wait: .milliseconds(150)))
        none.faults = []
        let result = SmallShop.run(none, keepOrders: true)
        #expect(result.orders == Self.bounded.twin.orders)
        #expect(result.windows[0] == Self.bounded.twin.windows[0])
    }
}
