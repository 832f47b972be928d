import Platform
import Primitives
import Testing
import Workload

@Suite struct ValidationTests {
    /// A scenario without problems.
    static var sound: Scenario {
        var scenario = Scenario()
        for service in Service.allCases {
            if service.servesPages {
                scenario[service].pageWork = .milliseconds(10)
            } else {
                scenario[service].messageWork = .milliseconds(10)
            }
        }
        return scenario
    }

    static func paths(_ change: (inout Scenario) -> Void) -> [String] {
        var scenario = sound
        change(&scenario)
        return scenario.validate().map(\.path)
    }

    @Test func aSoundScenarioHasNoProblems() { #expect(Self.sound.validate() == []) }

    @Test func valuesThatCannotBeSimulatedAreNamedByPath() {
        #expect(Self.paths { $0.name = "../etc" } == ["name"])
        #expect(Self.paths { $0.traffic.curve = [] } == ["traffic.curve"])
        #expect(Self.paths { $0.traffic.curve[0].multiple = -.infinity } == ["traffic.curve[0].rate"])
        #expect(Self.paths { $0.traffic.ordinaryRate = 1e6 } == ["traffic"])
        #expect(Self.paths { $0.population.users = 16_777_217 } == ["population.users"])
        #expect(Self.paths { $0.population.regions = [] }.contains("population.regions"))
        #expect(Self.paths { $0.population.regions += $0.population.regions } == ["population.regions[1].name"])
        #expect(Self.paths { $0.journey.quantityWeights = [0, 0] } == ["journey.quantities"])
        #expect(Self.paths { $0.catalogue.products = 4_097 } == ["catalogue.products"])
        #expect(Self.paths { $0[.order].queueLimit = 256 } == ["services.order.queue"])
        #expect(Self.paths { $0[.order].fleetWeight = 0 } == ["services.order.weight"])
        #expect(Self.paths { $0[.order].throttle = ThrottlePlan() } == ["services.order.throttle"])
        #expect(Self.paths { $0.fleet.slotsPerServer = 0 } == ["fleet.slots"])
        #expect(Self.paths { $0.fleet.policy = .scheduled([]) } == ["fleet.policy.schedule"])
        #expect(Self.paths { $0.holdTime = $0.coordination.unpaidExpiry } == ["orders.hold-time"])
    }

    @Test func aThrottleCannotDivertMoreThanEverything() {
        let paths = Self.paths { scenario in
            var throttle = ThrottlePlan()
            throttle.rule.maximumSteps = 11
            throttle.rule.releaseBelow = .seconds(1)
            scenario[.gameCard].throttle = throttle
        }
        #expect(paths == ["services.game-card.throttle.release-below", "services.game-card.throttle.steps"])
    }

    @Test func aTimetableStaysWithinTheQuotaOfTheReaction() {
        let steps = [FleetTarget(at: .origin, servers: 500), FleetTarget(at: .origin, servers: 100)]
        let paths = Self.paths {
            $0.fleet.policy = .scheduled(steps)
            $0.fleet.policy.quota = 420
        }
        #expect(paths == ["fleet.policy.schedule[0].servers", "fleet.policy.schedule[1].at"])
    }

    @Test func aJourneyMustEnd() {
        let paths = Self.paths { scenario in
            scenario.journey.listToProduct = 700
            scenario.journey.productToList = 595
            scenario.journey.orderToPay = 1_000
            scenario.journey.orderToList = 1_000
        }
        #expect(paths == ["journey"])
    }

    @Test func thresholdsMustSayWhatTheyMean() {
        let odd = Threshold(
            metric: "oversold_units", name: "oversold_units", service: nil, statistic: .value, comparison: .equal,
            bound: 5, expression: "value==0")
        #expect(Self.paths { $0.thresholds = [odd] } == ["thresholds.oversold_units"])
    }
}

@Suite struct AssumptionsTests {
    @Test func expectedPagesAgreeWithTheChainStepByStep() throws {
        let journey = Journey()
        let expected = try #require(journey.expectation)
        // The probabilities of being on a list, product, order and payment page, click after click.
        var list = 0.6, product = 0.4, order = 0.0, pay = 0.0
        var pages = 0.0, lists = 0.0, orders = 0.0
        for _ in 0..<500 {
            pages += list + product + order + pay
            lists += list
            orders += order
            (list, product, order, pay) = (
                list * 0.3 + product * 0.4 + pay * 0.3, list * 0.55 + product * 0.35, product * 0.055, order * 0.92
            )
        }
        #expect(abs(expected.pages - pages) < 1e-9)
        #expect(abs(expected.lists - lists) < 1e-9)
        #expect(abs(expected.orders - orders) < 1e-9)
        #expect(abs(expected.payments - orders * 0.92) < 1e-9)
    }

    @Test func assumptionsFollowTheValues() {
        var scenario = ValidationTests.sound
        scenario.traffic.curve = [
            .init(at: .origin, multiple: 1), .init(at: Instant(nanoseconds: 5_000), multiple: 30.5),
        ]
        scenario.coordination.couponCalling = .synchronous
        scenario.faults = [
            Fault(
                name: "f", kind: .lostReplies(permille: 1), service: nil, from: .origin,
                until: Instant(nanoseconds: 90_000_000_000))
        ]
        scenario.notes = [Note(name: "own", text: "remark")]
        let notes = scenario.assumptions
        #expect(notes.contains(Note(name: "peak demand", text: "30.5 x = 2909.7 requests/s at 5us")))
        #expect(notes.contains(Note(name: "coupon call", text: "a charge waits however long it takes")))
        #expect(notes.contains(Note(name: "fault f", text: "0.1 % of replies lost, all services, 0s to 90s")))
        #expect(notes.contains(Note(name: "issuing retries", text: "every 30s for at most 24h")))
        #expect(notes.last == Note(name: "own", text: "remark"))
    }
}
