import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Whole runs through breakers, bulkheads and connections.
@Suite struct GuardedRunTests {
    private func shop(_ faults: [Fault] = [], _ change: (inout Scenario) -> Void) -> Scenario {
        SmallShop.scenario(seconds: 60, rate: 40) {
            $0.faults = faults
            $0.coupons = [CouponPlan(name: "c", count: 300, discount: .yuan(1), minimumPrice: .yuan(2))]
            change(&$0)
        }
    }

    /// A breaker that opens quickly, for ten seconds.
    private static var quick: CircuitBreakerConfiguration {
        var breaker = CircuitBreakerConfiguration.standard
        breaker.windowCalls = 10
        breaker.minimumCalls = 5
        breaker.openFor = .seconds(5)
        breaker.trialCalls = 2
        return breaker
    }

    private static let downstream = Service.allCases.filter(\.isDownstream)

    @Test func guardsThatKeepNothingBackChangeNothing() {
        let bare = SmallShop.run(shop { _ in })
        let guarded = SmallShop.run(
            shop {
                for service in Self.downstream {
                    $0[service].breaker = .standard
                    $0[service].bulkhead = BulkheadConfiguration(calls: 10_000)
                }
                $0[.gateway].connections = 10_000
                $0[.order].connections = 10_000
            })
        #expect(guarded.fingerprint == bare.fingerprint && guarded.figures == bare.figures)
        for service in Service.allCases {
            #expect(guarded[service].guards == (service.isDownstream ? GuardResult() : nil))
            #expect(bare[service].guards == nil)
        }
    }

    /// Whatever fails behind whatever guard: books balance, every order settles, nothing is sold twice.
    @Test(arguments: downstream) func guardsAroundAFailingServiceBreakNoInvariant(_ service: Service) {
        for kind in [Fault.Kind.outage, .refusing, .hang, .errors(permille: 600), .lostReplies(permille: 600)] {
            let result = SmallShop.run(
                shop([SmallShop.fault(kind, service, from: 10, until: 25)]) {
                    for service in Self.downstream {
                        $0[service].breaker = Self.quick
                        $0[service].bulkhead = BulkheadConfiguration(calls: 3)
                    }
                    $0[.order].connections = 20
                    $0.catalogue.limited = [.init(rank: 1, stock: 10)]
                    SmallShop.liveliness(&$0)
                })
            let broken = result.brokenChecks.filter { !$0.contains("0/0") }
            #expect(broken.isEmpty, "\(kind)")
            #expect(result.value("orders_unsettled") == 0)
            let guards = result[service].guards
            #expect((guards?.keptBackByBreaker ?? 0) + (guards?.keptBackByBulkhead ?? 0) > 0, "\(kind)")
        }
    }

    // MARK: What a call that is kept back means

    @Test func chargeThatIsKeptBackIsNotUnknownAndCostsNothing() {
        let result = SmallShop.run(
            shop {
                $0[.payment].breaker = CircuitBreakerConfiguration.standard
                $0[.payment].breaker?.mode = .forcedOpen
            })
        // Nobody is charged, and everybody hears of it: three attempts, two call time-outs of two seconds apart.
        #expect(result.value("orders_placed") > 50 && result.value("orders_paid") == 0)
        #expect(result.orders(.unavailable) > 50 && result[.payment].offered == 0)
        #expect(result.value("orders_unsettled") == 0)
        #expect(result.brokenChecks.allSatisfy { $0.contains("0/0") })
        #expect(result.windows[0][.pay].availability == 0)
    }

    @Test func chargeThatIsKeptBackOnceIsMadeWhenItMay() {
        let faults = [SmallShop.fault(.refusing, .payment, from: 10, until: 12)]
        let result = SmallShop.run(
            shop(faults) {
                $0[.payment].breaker = Self.quick
                $0[.payment].breaker?.openFor = .seconds(1)
                $0[.payment].breaker?.trialCalls = 1
            })
        #expect((result[.payment].guards?.openings ?? 0) > 0)
        #expect(result.brokenChecks.isEmpty && result.orders(.issued) == UInt64(result.value("orders_paid")))
    }

    @Test func issueThatIsKeptBackIsAFailedAttemptAndTriedAgain() {
        let faults = [SmallShop.fault(.outage, .issuing, from: 10, until: 25)]
        let bare = SmallShop.run(shop(faults) { _ in })
        let guarded = SmallShop.run(shop(faults) { $0[.issuing].breaker = Self.quick })
        #expect(guarded[.issuing].lost < bare[.issuing].lost / 2)
        #expect(guarded.orders(.issued) == UInt64(guarded.value("orders_paid")))
        #expect(guarded.orders(.refunded) == 0 && guarded.brokenChecks.isEmpty)
        // With the breaker open "being prepared" is told at once, without it when the call times out.
        #expect(bare.windows[1][.pay].latency.p50 > 2_000 && guarded.windows[1][.pay].latency.p50 < 1_000)
    }

    @Test func orderWhoseStockCallIsKeptBackIsGivenUpAtOnce() {
        let faults = [SmallShop.fault(.outage, .stock, from: 10, until: 25)]
        let bare = SmallShop.run(shop(faults) { _ in })
        let guarded = SmallShop.run(shop(faults) { $0[.stock].breaker = Self.quick })
        #expect(guarded[.stock].lost < bare[.stock].lost / 2)
        #expect(guarded.orders(.unavailable) > 20 && guarded.brokenChecks.isEmpty)
    }

    @Test func couponCallThatIsKeptBackLeavesTheChargeWithoutACoupon() {
        let result = SmallShop.run(
            shop {
                $0[.coupon].breaker = CircuitBreakerConfiguration.standard
                $0[.coupon].breaker?.mode = .forcedOpen
                // Releases are kept back, too: the orders that wait for them would never settle.
                $0.journey.couponPermille = 0
            })
        #expect(result.windows[0][.pay].availability > 0.99 && result.value("coupons_redeemed") == 0)
        let faults = [SmallShop.fault(.outage, .coupon, from: 10, until: 25)]
        let guarded = SmallShop.run(shop(faults) { $0[.coupon].breaker = Self.quick })
        #expect(guarded.windows[1][.pay].availability > 0.99 && guarded.brokenChecks.isEmpty)
    }

    // MARK: What bulkheads are for

    @Test func hungServiceTakesAllConnectionsUnlessABulkheadStandsBeforeIt() {
        func browse(_ service: Service, bulkhead: Int?) -> Double {
            let result = SmallShop.run(
                shop([SmallShop.fault(.hang, .gameCard, from: 10, until: 40)]) {
                    $0[.gateway].connections = 4
                    $0[.gameCard].bulkhead = bulkhead.map { BulkheadConfiguration(calls: $0) }
                    $0.journey.opensWithProduct = 500
                })
            #expect(result.brokenChecks.filter { !$0.contains("0/0") }.isEmpty)
            return Double(result[service].served)
        }
        // The catalogue is well, and yet cannot be reached.
        #expect(browse(.catalogue, bulkhead: nil) < 0.8 * browse(.catalogue, bulkhead: 2))
    }
}
