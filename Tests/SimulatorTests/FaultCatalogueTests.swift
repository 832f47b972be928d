import DiscreteEvent
import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Every row of the catalogue happens when it is in a scenario, changes the run, and breaks nothing.
@Suite struct FaultCatalogueTests {
    /// A shop that has whatever a row may need: codes of a supplier, readers, a journal, zones, limited stock.
    private static func shop(_ form: FaultForm, _ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
        SmallShop.scenario(seconds: 40, rate: 40) {
            $0.coupons = [CouponPlan(name: "c", count: 300, discount: .yuan(1), minimumPrice: .yuan(2))]
            $0.catalogue.limited = [.init(rank: 1, stock: 15)]
            $0.content.checksPerDay = 10_000
            $0.content.allowedSkew = .seconds(10)
            $0.entitlements.longest = .seconds(20)
            $0.coordination.journal = JournalPlan(write: .milliseconds(1))
            $0.coordination.lease = LeasePlan(length: .seconds(10), renewEvery: .seconds(3))
            if form == .replicaLag { $0.coordination.stockStrategy = .laggingReplica }
            if form == .failOver { $0.coordination.stockStrategy = .redisCounter }
            change(&$0)
        }
    }

    private static func measures(_ form: FaultForm) -> FaultMeasures {
        var measures = FaultMeasures()
        measures.factor = 5_000
        measures.share = form == .crash || form == .gray ? 500 : 300
        measures.zone = form == .zoneLoss ? 1 : nil
        measures.delay = .milliseconds(300)
        measures.offset = form == .clockStep ? .seconds(9) : .seconds(8)
        return measures
    }

    private static func fault(_ form: FaultForm, service: Service? = nil) -> Fault {
        let place: Service? =
            switch form.place {
            case .anyService, .oneService, .messages: service ?? .payment
            case .coordinator, .stockStore, .outside: nil
            }
        return SmallShop.fault(measures(form).kind(of: form), place, from: 10, until: 25)
    }

    @Test(arguments: FaultForm.allCases) func everyRowFiresAndChangesTheRun(_ form: FaultForm) {
        let with = SmallShop.run(
            Self.shop(form) {
                $0.faults = [Self.fault(form)]
                // So that much goes to the servers that are to fail.
                $0[.payment].messageWork = .milliseconds(20)
            })
        let without = SmallShop.run(
            Self.shop(form) {
                $0.faults = [SmallShop.fault(.slow(permille: 1_000), .payment, from: 10, until: 25)]
                $0[.payment].messageWork = .milliseconds(20)
            })
        #expect(with.faults.map(\.count) == [1])
        // The tape's own events are alike in both.
        if form != .failOver && form != .clockSkew && form != .clockStep {
            #expect(with.fingerprint != without.fingerprint, "\(form)")
        }
        // Whether anyone asks in the few moments that matter is chance.
        let isByChance = form == .failOver || form == .replicaLag
        #expect(with.figures != without.figures || isByChance, "\(form)")
        // A memory that fails over and a replica that lags sell what is not there; that is what they are for.
        let broken = with.brokenChecks.filter { !$0.contains("0/0") }
        if !isByChance { #expect(broken.isEmpty, "\(form)") }
        #expect(with.value("orders_unsettled") == 0)
    }

    private static let networkForms: [FaultForm] = [
        .latency, .lostMessages, .duplicatedMessages, .reorderedMessages, .backlog,
    ]
    private static let places = networkForms.flatMap { form in
        ([nil] + Service.allCases).filter { service in
            form.place != .messages || service.map { !$0.servesPages && $0 != .verification } ?? true
        }.map { (form, $0) }
    }

    @Test(arguments: places)
    func noTroubleOfTheNetworkBreaksAnInvariant(_ place: (form: FaultForm, service: Service?)) {
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 15, rate: 15) {
                $0.faults = [
                    Fault(
                        name: "network", kind: Self.measures(place.form).kind(of: place.form), service: place.service,
                        from: .origin + .seconds(3), until: .origin + .seconds(9))
                ]
                $0.coupons = [CouponPlan(name: "c", count: 30, discount: .yuan(1), minimumPrice: .yuan(2))]
                $0.catalogue.limited = [.init(rank: 1, stock: 3)]
                $0.content.checksPerDay = 10_000
                SmallShop.liveliness(&$0)
            })
        let broken = result.brokenChecks.filter { !$0.contains("0/0") }
        #expect(broken.isEmpty, "\(place)")
        #expect(result.value("orders_unsettled") == 0)
    }

    // MARK: What each row of the network does

    @Test func latencyIsAddedToPagesAndToMessages() {
        func median(_ kind: Fault.Kind, _ service: Service, _ attempt: Attempt) -> Double {
            let result = SmallShop.run(
                SmallShop.scenario(seconds: 40, rate: 40) {
                    $0.catalogue.mix = [100, 0, 0, 0]
                    $0.faults = [SmallShop.fault(kind, service, from: 10, until: 25)]
                })
            return result.windows[1][attempt].latency.p50
        }
        let plain = Fault.Kind.slow(permille: 1_000), late = Fault.Kind.latency(delay: .milliseconds(300))
        let page = median(late, .gameCard, .browse) - median(plain, .gameCard, .browse)
        #expect(abs(page - 300) < 15, "\(page)")
        // A payment is two messages to the payment service: the request, and the provider's answer.
        let pay = median(late, .payment, .pay) - median(plain, .payment, .pay)
        #expect(abs(pay - 600) < 40, "\(pay)")
    }

    /// A check of an entitlement is late like any message, and a lost one is not answered.
    @Test func checksAreLateAndLost() {
        func run(_ kind: Fault.Kind) -> RunResult {
            SmallShop.run(
                SmallShop.scenario(seconds: 30, rate: 40) {
                    $0.content.checksPerDay = 10_000
                    $0.faults = [SmallShop.fault(kind, .verification, from: 0, until: 30)]
                })
        }
        let plain = run(.slow(permille: 1_000)), late = run(.latency(delay: .milliseconds(300)))
        let more = late.value("verification_latency_p50_ms") - plain.value("verification_latency_p50_ms")
        #expect(abs(more - 300) < 5, "\(more)")
        let lossy = run(.lostMessages(permille: 200))
        let share = lossy.value("verifications_unanswered") / lossy.value("verifications")
        #expect(abs(share - 0.2) < 0.05 && plain.value("verifications_unanswered") == 0, "\(share)")
        #expect(lossy.brokenChecks.isEmpty && late.brokenChecks.isEmpty)
    }

    @Test func lostMessagesAreAskedForAgain() {
        let result = SmallShop.run(Self.shop(.lostMessages) { $0.faults = [Self.fault(.lostMessages)] })
        #expect(result[.payment].lost > 10)
        #expect(result[.payment].offered == result[.payment].served + result[.payment].lost)
        #expect(result.windows[1][.pay].latency.p90 > 2_000, "a call time-out of two seconds passes")
    }

    @Test func duplicatesAndStragglersAreCountedAndHarmless() {
        for form in [FaultForm.duplicatedMessages, .reorderedMessages] {
            var simulation = SmallShop.world(Self.shop(form) { $0.faults = [Self.fault(form, service: .issuing)] })
            simulation.runToCompletion()
            let twice = simulation.model.gauges.duplicatedMessages, late = simulation.model.gauges.reorderedMessages
            #expect(form == .duplicatedMessages ? twice > 10 && late == 0 : late > 10 && twice == 0)
        }
        let result = SmallShop.run(
            Self.shop(.duplicatedMessages) { $0.faults = [Self.fault(.duplicatedMessages, service: .issuing)] })
        #expect(result.value("duplicate_credentials") == 0 && result.orders(.refunded) == 0)
    }

    @Test func backlogArrivesAtOnceWhenItIsOver() {
        var simulation = SmallShop.world(Self.shop(.backlog) { $0.faults = [Self.fault(.backlog, service: .issuing)] })
        simulation.run(until: .origin + .milliseconds(24_999))
        let waiting = simulation.model.hung.count, before = simulation.model.fleet.pools[Service.issuing.index].offered
        #expect(waiting > 20)
        simulation.run(until: .origin + .milliseconds(25_000))
        #expect(simulation.model.hung.count == 0)
        #expect(simulation.model.fleet.pools[Service.issuing.index].offered >= before + UInt64(waiting))
    }

    // MARK: Servers, by share and by zone

    @Test func shareOfTheServersOfAZoneCrashes() {
        var simulation = SmallShop.world(
            Self.shop(.crash) {
                $0.fleet.initialServers = 12 * Service.count
                $0.faults = [SmallShop.fault(.crash(servers: .share(permille: 500)), .payment, from: 10, until: 25)]
                $0.faults[0].zone = 2
            })
        simulation.run(until: .origin + .milliseconds(10_001))
        // Twelve servers in three zones: two of the four in the second.
        let world = simulation.model.fleet.pools[Service.payment.index]
        #expect(world.serving == 10 && world.crashes == 2)
    }

    // MARK: Again and again, and under a condition

    @Test func repeatedFaultHappensAsOftenAsItSays() {
        let result = SmallShop.run(
            Self.shop(.refusing) {
                $0.faults = [SmallShop.fault(.refusing, .catalogue, from: 5, until: 7)]
                $0.faults[0].recurrence = Fault.Recurrence(every: .seconds(10), times: 3)
            })
        #expect(result.faults.map(\.count) == [3])
        #expect(result[.catalogue].refused > 0 && result.brokenChecks.isEmpty)
        #expect(result.windows[1].from == 5 && result.windows[1].until == 27)
    }

    private func watched(above permille: Int) -> Scenario {
        Self.shop(.slow) {
            $0[.catalogue].pageWork = .milliseconds(60)
            $0.faults = [SmallShop.fault(.slow(permille: 3_000), .payment, from: 0, until: 40)]
            $0.faults[0].condition = Fault.Condition(
                service: .catalogue, utilisationAbove: permille, lasts: .seconds(4))
            $0.journey.opensWithProduct = 0
            $0.traffic.curve = [
                .init(at: .origin, multiple: 0.2), .init(at: .origin + .seconds(20), multiple: 0.2),
                .init(at: .origin + .seconds(20), multiple: 2), .init(at: .origin + .seconds(40), multiple: 2),
            ]
        }
    }

    @Test func faultWithAConditionWaitsForTheLoadAndHappensOnce() {
        let result = SmallShop.run(watched(above: 800))
        #expect(result.faults.map(\.count) == [1])
        // The load comes at the twentieth second; the window is where the fault was.
        #expect(result.windows[1].from >= 20 && result.windows[1].until == result.windows[1].from + 4)
        #expect(result.windows[1][.browse].attempts > 0)
    }

    @Test func faultWhoseConditionNeverHoldsNeverHappens() {
        let never = SmallShop.run(watched(above: 1_000))
        var without = watched(above: 1_000)
        without.faults = []
        #expect(never.faults.map(\.count) == [0])
        #expect(never.fingerprint == SmallShop.run(without).fingerprint)
        #expect(never.windows[1].journeys.allSatisfy { $0.attempts == 0 })
    }
}
