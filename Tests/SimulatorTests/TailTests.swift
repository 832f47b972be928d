import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// The parts of the slowest requests add up, and name what they were spent on.
@Suite struct TailTests {
    /// The tail of one kind at a percentile; traps when the run has none.
    private func tail(_ result: RunResult, _ name: String, _ percentile: Double = 0.99) -> TailResult {
        guard let tail = result.tails.first(where: { $0.name == name && $0.percentile == percentile }) else {
            preconditionFailure("no tail of \(name) at \(percentile)")
        }
        return tail
    }

    private func mean(_ tail: TailResult, _ part: LatencyPart) -> Double {
        tail.parts.first { $0.part == part }.map { tail.mean(of: $0) } ?? 0
    }

    private func expectSums(_ result: RunResult) {
        #expect(!result.tails.isEmpty)
        for tail in result.tails {
            #expect(tail.parts.reduce(0) { $0 + $1.nanoseconds } == tail.latency, "\(tail.name)")
            #expect(tail.parts.allSatisfy { $0.nanoseconds >= 0 }, "\(tail.name): \(tail.parts)")
            #expect(tail.count > 0 && tail.mean >= tail.from * 0.99, "\(tail.name): \(tail.mean) from \(tail.from)")
        }
        #expect(result.check(.latencyAddsUp).passed, "\(result.check(.latencyAddsUp).firstFailure)")
        for request in result.slowestRequests + result.slowestOrders {
            #expect(request.parts.reduce(0) { $0 + $1.nanoseconds } == request.latency.nanoseconds)
        }
    }

    /// Scenarios in which requests wait in all the ways there are.
    private static let troubles: [(String, @Sendable (inout Scenario) -> Void)] = [
        ("calm", { _ in }),
        ("slow", { $0.faults = [SmallShop.fault(.slow(permille: 8_000), .gameCard, from: 20, until: 40)] }),
        ("gray", { $0.faults = [SmallShop.fault(.gray(servers: 1, permille: 20_000), .gateway, from: 10, until: 50)] }),
        ("crash", { $0.faults = [SmallShop.fault(.crash(servers: 1), .gameCard, from: 20, until: 40)] }),
        ("outage", { $0.faults = [SmallShop.fault(.outage, .payment, from: 20, until: 40)] }),
        ("hang", { $0.faults = [SmallShop.fault(.hang, .stock, from: 20, until: 25)] }),
        ("errors", { $0.faults = [SmallShop.fault(.errors(permille: 300), nil, from: 20, until: 40)] }),
        ("lost", { $0.faults = [SmallShop.fault(.lostReplies(permille: 300), nil, from: 20, until: 40)] }),
        ("pause", {
            $0.coordination.journal = JournalPlan(write: .milliseconds(1))
            $0.coordination.lease = LeasePlan(length: .seconds(3), renewEvery: .seconds(1))
            $0.faults = [SmallShop.fault(.coordinatorPause, nil, from: 20, until: 21)]
        }),
        ("callbacks", {
            $0.outside.callbacks.latePermille = 300
            $0.outside.callbacks.lateBy = .seconds(3)
            $0.outside.callbacks.doublePermille = 300
        }),
        ("baskets", { $0.journey.basketWeights = [1, 1, 1] }),
        ("overload", { scenario in
            for service in Service.allCases where service.servesPages {
                scenario[service].pageWork = .milliseconds(120)
            }
        }),
    ]

    @Test(arguments: 0..<12) func partsAddUpToTheNanosecondWhateverHappens(_ index: Int) {
        let (_, change) = Self.troubles[index]
        for seed in 1...3 { expectSums(SmallShop.run(SmallShop.scenario(change), seed: UInt64(seed))) }
    }

    @Test func partsAddUpBehindAThrottleAndOnTheOldPlatform() {
        expectSums(SmallShop.run(ThrottleRunTests.overload(orders: true)))
        expectSums(SmallShop.run(LegacyRunTests.scenario()))
    }

    @Test func calmShopSpendsItsTailOnWorkNetworkAndTheProvider() {
        let payments = tail(SmallShop.run(SmallShop.scenario()), "payments")
        #expect(mean(payments, .provider) > payments.mean / 2)
        #expect(mean(payments, .retry) == 0 && mean(payments, .fault) == 0 && mean(payments, .warmUp) == 0)
    }

    @Test func slowServiceShowsAsFaultAndAsWaitingThere() {
        let result = SmallShop.run(
            SmallShop.scenario(rate: 40) {
                $0.catalogue.mix = [100, 0, 0, 0]
                $0.faults = [SmallShop.fault(.slow(permille: 20_000), .gameCard, from: 20, until: 40)]
            })
        let requests = tail(result, "requests")
        #expect(mean(requests, .fault) > 50)
        #expect(mean(requests, .waiting(.gameCard)) > mean(requests, .waiting(.gateway)))
    }

    @Test func lostRepliesShowAsClicksBefore() {
        let result = SmallShop.run(
            SmallShop.scenario {
                $0.faults = [SmallShop.fault(.lostReplies(permille: 200), .gateway, from: 0, until: 60)]
            })
        let requests = tail(result, "requests")
        #expect(mean(requests, .retry) > requests.mean / 2)
    }

    @Test func waitOnTheQueuePageIsNoClickBefore() {
        let requests = tail(SmallShop.run(ThrottleRunTests.overload(orders: true)), "requests")
        #expect(mean(requests, .queuePage) > 0)
    }

    @Test func warmUpShowsWhereServersAreNew() {
        let result = SmallShop.run(
            SmallShop.scenario(rate: 40) {
                $0.fleet.boot = .seconds(1)
                $0.fleet.warmUpSlowdown = 30_000
                $0.fleet.warmUp = .seconds(30)
                $0.faults = [SmallShop.fault(.crash(servers: 1), .gateway, from: 10, until: 11)]
            })
        #expect(mean(tail(result, "requests"), .warmUp) > 20)
        #expect(mean(tail(result, "requests"), .fault) == 0)
    }

    @Test func floorLeavesOutWhatCanNotBeAmongTheSlowest() {
        var simulation = SmallShop.world(SmallShop.scenario(seconds: 600, rate: 60))
        simulation.runToCompletion()
        let (floor, missing) = (simulation.model.gauges.tail.floor, simulation.model.gauges.tail.missing)
        #expect(floor > .zero)
        #expect(missing == 0)
    }

    @Test func slowestRequestsComeFirst() {
        let result = SmallShop.run(SmallShop.scenario())
        let latencies = result.slowestRequests.map(\.latency)
        #expect(latencies.count == SlowestRequests.capacity && latencies == latencies.sorted(by: >))
        #expect(latencies.first.map { $0.inMilliseconds } == result.requests.max)
        #expect(result.slowestOrders.allSatisfy { $0.order != nil })
    }
}
