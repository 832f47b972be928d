import DiscreteEvent
import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Each kind of fault happens, changes what it should, and breaks nothing.
@Suite struct FaultTests {
    /// 40 seconds with a fault from the 10th to the 25th.
    private func scenario(_ kind: Fault.Kind, _ service: Service?, from: Int64 = 10, until: Int64 = 25) -> Scenario {
        SmallShop.scenario(seconds: 40, rate: 40) {
            $0.faults = [SmallShop.fault(kind, service, from: from, until: until)]
        }
    }

    private static let kinds: [Fault.Kind] = [
        .outage, .refusing, .slow(permille: 3_000), .errors(permille: 300), .lostReplies(permille: 300),
        .crash(servers: 1), .zoneLoss(zone: 1), .gray(servers: 1, permille: 5_000), .hang,
    ]
    private static let places = kinds.flatMap { kind in Service.allCases.map { (kind, $0) } }

    /// Whatever goes wrong wherever: books balance, every order settles, nothing is sold twice.
    @Test(arguments: places) func noFaultAnywhereBreaksAnInvariant(_ place: (kind: Fault.Kind, service: Service)) {
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 15, rate: 15) {
                $0.faults = [SmallShop.fault(place.kind, place.service, from: 3, until: 9)]
                $0.coupons = [CouponPlan(name: "c", count: 30, discount: .yuan(1), minimumPrice: .yuan(2))]
                $0.catalogue.limited = [.init(rank: 1, stock: 3)]
                $0.content.checksPerDay = 10_000
                SmallShop.liveliness(&$0)
            })
        let broken = result.brokenChecks.filter { !$0.contains("0/0") }
        #expect(broken.isEmpty, "\(place)")
        #expect(result.value("orders_unsettled") == 0)
    }

    @Test func faultsInAllServicesTogetherBreakNoInvariant() {
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 30, rate: 20) {
                $0.faults = [
                    Fault(name: "a", kind: .lostReplies(permille: 100), service: nil, from: $0.start, until: $0.end),
                    Fault(name: "b", kind: .errors(permille: 50), service: nil, from: $0.start, until: $0.end),
                ]
                $0.coupons = [CouponPlan(name: "c", count: 30, discount: .yuan(1), minimumPrice: .yuan(2))]
                $0.content.checksPerDay = 10_000
                SmallShop.liveliness(&$0)
            })
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("orders_unsettled") == 0)
        // Notifications are not replied to: there is nothing to lose.
        for service in Service.allCases where !service.servesPages && service != .notification {
            #expect(result[service].lost > 0, "\(service)")
        }
    }

    // MARK: What each kind does

    @Test func outageSwallowsPagesAndShoppersGiveUp() {
        let result = SmallShop.run(scenario(.outage, .catalogue))
        #expect(result[.catalogue].lost > 0)
        #expect(result[.catalogue].offered == result[.catalogue].served + result[.catalogue].lost)
        #expect(result[.catalogue].refused == 0)
        #expect(result.value("requests_failed") > 0)
        #expect(result.windows[1][.browse].availability < result.windows[0][.browse].availability)
        #expect(result[.gameCard].lost == 0)
    }

    @Test func refusingServiceSendsErrorPagesAtOnce() {
        let result = SmallShop.run(scenario(.refusing, .catalogue))
        #expect(result[.catalogue].refused > 0)
        #expect(result[.catalogue].lost == 0)
        #expect(result.value("requests_failed") > 0)
        // Refused four times within a quarter of a second, people leave long before their patience ends.
        #expect(result.windows[1][.browse].availability < 0.9)
    }

    @Test func refusingStockMakesOrdersUnavailableInTheWindowOnly() {
        let result = SmallShop.run(scenario(.refusing, .stock))
        #expect(result[.stock].refused > 0)
        #expect(result.orders(.unavailable) > 0)
        let inside = result.windows[1][.order], all = result.windows[0][.order]
        #expect(inside.availability < 0.5)
        #expect(all.attempts - all.succeeded >= inside.attempts - inside.succeeded)
        #expect(result.brokenChecks.isEmpty)
    }

    @Test func slowServiceTakesAsManyTimesLonger() {
        func median(_ permille: Int) -> Double {
            var slow = scenario(.slow(permille: permille), .catalogue)
            slow.population.regions[0].latency = .zero
            slow[.catalogue].workVariation = 0
            slow[.gateway].workVariation = 0
            let result = SmallShop.run(slow)
            #expect(result.brokenChecks.isEmpty)
            return result[.catalogue].utilisationMean
        }
        let ordinary = median(1_000), slow = median(10_000)
        // 15 of 40 seconds at ten times the work, of about as many pages.
        #expect(slow / ordinary > 3 && slow / ordinary < 6)
    }

    @Test func slowPaymentShowsInTheLatencyOfItsWindow() {
        let result = SmallShop.run(scenario(.slow(permille: 50_000), .payment))
        let inside = result.windows[1][.pay].latency, plain = SmallShop.run(scenario(.slow(permille: 1_000), .payment))
        // Two messages of 2 ms at fifty times the work: 196 ms more.
        let more = inside.p50 - plain.windows[1][.pay].latency.p50
        #expect(more > 150 && more < 400)
    }

    @Test func errorsComeBackAsErrorPagesAndAreClickedAgain() {
        let result = SmallShop.run(scenario(.errors(permille: 300), .gameCard))
        #expect(result.value("requests_failed") > 0)
        #expect(result[.gameCard].refused == 0 && result[.gameCard].lost == 0)
        // 0.3 to the power of four clicks give up: 0.8 % of game-card wishes in the window.
        #expect(result.windows[1][.browse].availability > 0.97)
        let clean = SmallShop.run(scenario(.slow(permille: 1_000), .gameCard))
        #expect(clean.value("requests_failed") == 0)
    }

    @Test func errorsAtTheGatewayComeBackAsErrorPages() {
        let result = SmallShop.run(scenario(.errors(permille: 300), .gateway))
        #expect(result.value("requests_failed") > 0)
        #expect(result.windows[1][.browse].availability > 0.97)
        #expect(result.brokenChecks.isEmpty)
    }

    /// Whatever the page: its answer is lost as often as the fault says, and clicked for again.
    @Test(arguments: [Service.gateway, .gameCard]) func lostRepliesOfPagesAreWaitedForInVain(_ service: Service) {
        var scenario = scenario(.lostReplies(permille: 300), service)
        scenario.catalogue.mix = [100, 0, 0, 0]
        let result = SmallShop.run(scenario)
        #expect(result[service].lost > 20)
        #expect(result.value("requests_failed") == Double(result[service].lost))
        for attempt in [Attempt.browse, .order, .pay] {
            // Three in ten wait out their patience of three seconds or more, and click again.
            let inside = result.windows[1][attempt].latency
            #expect(inside.p50 < 1_000 && inside.p90 > 3_000, "\(attempt)")
        }
        #expect(result.brokenChecks.isEmpty)
    }

    @Test func issuingErrorsAreRetriedAfterTheInterval() {
        let result = SmallShop.run(scenario(.errors(permille: 500), .issuing))
        #expect(result.check(.attemptsApart).evaluations > 0)
        #expect(result.brokenChecks.isEmpty)
        #expect(result.orders(.issued) == UInt64(result.value("orders_paid")))
    }

    @Test(arguments: [Service.stock, .payment, .issuing, .audit, .order])
    func lostRepliesAreLostAndNothingHappensTwice(_ service: Service) {
        let result = SmallShop.run(scenario(.lostReplies(permille: 400), service))
        #expect(result[service].lost > 0)
        #expect(result[service].offered == result[service].served)
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("duplicate_credentials") == 0)
        #expect(result.value("orders_unsettled") == 0)
    }

    @Test func crashLosesJobsAndTheServerComesBack() {
        var scenario = scenario(.crash(servers: 1), .payment)
        scenario[.payment].messageWork = .milliseconds(100)
        scenario.fleet.boot = .seconds(5)
        var simulation = SmallShop.world(scenario)
        simulation.run(until: .origin + .milliseconds(9_999))
        #expect(simulation.model.fleet.pools[Service.payment.index].serving == 2)
        simulation.run(until: .origin + .milliseconds(10_001))
        #expect(simulation.model.fleet.pools[Service.payment.index].serving == 1)
        #expect(simulation.model.fleet.pools[Service.payment.index].crashed > 0)
        simulation.runToCompletion()
        #expect(simulation.model.fleet.pools[Service.payment.index].serving == 2)
        let result = SmallShop.run(scenario)
        #expect(result[.payment].lost > 0)
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("orders_unsettled") == 0)
    }

    @Test func lastServerOfAPoolIsNotCrashed() {
        var scenario = scenario(.crash(servers: 9), .payment)
        scenario[.payment].messageWork = .milliseconds(100)
        var simulation = SmallShop.world(scenario)
        simulation.run(until: .origin + .milliseconds(10_001))
        #expect(simulation.model.fleet.pools[Service.payment.index].serving == 1)
    }

    // MARK: What the platform promises meanwhile

    @Test func issuingOutageIsPreparedRetriedAndIssuedInTheEnd() {
        // Ten seconds without issuing: the first retry, 30 s after each attempt, succeeds.
        let result = SmallShop.run(scenario(.outage, .issuing, from: 10, until: 20))
        #expect(result[.issuing].lost > 0)
        #expect(result.brokenChecks.isEmpty)
        #expect(result.check(.attemptsApart).evaluations > 10)
        #expect(result.orders(.issued) == UInt64(result.value("orders_paid")))
        #expect(result.orders(.refunded) == 0)
        let pay = result.windows[1][.pay], issue = result.windows[1][.issue]
        #expect(pay.availability == 1)
        // "Being prepared" is told when the call times out after 2 s.
        #expect(pay.latency.p50 > 2_000 && pay.latency.max < 3_500)
        #expect(issue.attempts > 10 && issue.availability == 1)
        #expect(issue.latency.p50 > 30_000 && issue.latency.max < 31_000)
        #expect(result.timeline[0].preparing == 0)
    }

    @Test func dayWithoutIssuingEndsInRefundsAndReturnsTheStock() {
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 150, rate: 4) {
                $0.faults = [SmallShop.fault(.outage, .issuing, from: 0, until: 150)]
                $0.traffic.curve = [
                    .init(at: .origin, multiple: 1), .init(at: .origin + .seconds(20), multiple: 1),
                    .init(at: .origin + .seconds(20), multiple: 0),
                ]
                $0.coordination.giveUpAfter = .seconds(90)
                $0.coordination.retryInterval = .seconds(30)
            })
        // Nothing is ever issued, so that what holds of issues has nothing to be held against.
        #expect(result.brokenChecks == ["PAY-4: 0/0 ", "ENT-1: 0/0 ", "ENT-2: 0/0 "])
        #expect(result.check(.refundAfterDay).evaluations > 0)
        #expect(result.orders(.refunded) > 0)
        #expect(result.orders(.refunded) == UInt64(result.value("orders_paid")))
        #expect(result.value("sales_fen") == 0)
        #expect(result.value("orders_unsettled") == 0)
    }
}
