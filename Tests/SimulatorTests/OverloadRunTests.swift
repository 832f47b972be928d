import AllocationCounter
import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// The overload study at a fifth of its size: two servers of two slots are offered twice what they can do.
@Suite struct OverloadRunTests {
    private static func scenario(_ name: String, minutes: Int64) -> Scenario {
        var scenario = SmallShop.shipped("experiments/overload/\(name)")
        scenario.traffic.ordinaryRate /= 5
        scenario.end = .origin + .minutes(minutes)
        scenario[.gameCard].fleetWeight = 2
        scenario[.gateway].fleetWeight = 4
        scenario.fleet.initialServers -= 24
        return scenario
    }

    private static func run(_ name: String, minutes: Int64) -> RunResult {
        let result = SmallShop.run(scenario(name, minutes: minutes))
        #expect(result.brokenChecks.isEmpty, "\(name)")
        #expect(result.value("orders_unsettled") == 0)
        return result
    }

    private static func goodput(_ name: String, minutes: Int64 = 3) -> Double {
        run(name, minutes: minutes).value("goodput_game_card")
    }

    @Test func withoutAControlNearlyAllWorkIsForPeopleWhoHaveLeft() {
        #expect(Self.goodput("overload-none.yaml") < 0.3)
        #expect(Self.goodput("overload-retry-budget.yaml") < 0.3)
        #expect(Self.goodput("overload-throttle.yaml") < 0.3)
    }

    @Test(arguments: [
        "overload-codel-lifo.yaml", "overload-gradient2.yaml", "overload-token-bucket.yaml", "overload-deadline.yaml",
        "overload-short-queue.yaml",
    ])
    func controlThatKeepsQueuesShortKeepsTheGoodput(_ name: String) {
        let result = Self.run(name, minutes: 3)
        #expect(result.value("goodput_game_card") > 0.9, "\(result.value("goodput_game_card"))")
        #expect(result.value("goodput_game_card") < 1.02)
        let away = result[.gameCard].shed + result[.gameCard].dropped + result[.gameCard].refused
        #expect(away > 10_000)
        #expect(result[.gateway].shed == 0)
    }

    /// Some are no controls of queues; others have the numbers of other servers.
    @Test(arguments: [
        "overload-client-throttle.yaml", "overload-throttle-steps.yaml", "overload-dagor-unscaled.yaml",
    ])
    func controlThatDoesNotFitKeepsAPartOfTheGoodput(_ name: String) {
        let goodput = Self.goodput(name, minutes: 6)
        #expect(goodput > 0.2 && goodput < 0.9, "\(goodput)")
    }

    /// Of two servers the less loaded is asked, that is the one with the lower limit: so it is not as bad as with ten.
    @Test func limitsOfLargeServersAreTooHighForSmallOnes() {
        #expect(Self.goodput("overload-gradient2.yaml", minutes: 4) > 0.99)
        #expect(Self.goodput("overload-gradient2-unscaled.yaml", minutes: 4) < 0.97)
    }

    @Test func dagorFindsItsLevelAndKeepsThoseWhoBuy() {
        let result = Self.run("overload-dagor.yaml", minutes: 6)
        #expect(result.value("goodput_game_card") > 0.85, "\(result.value("goodput_game_card"))")
        #expect(result.value("requests_shed_by_callers") > result.value("requests_shed") / 2)
        let plain = Self.run("overload-gradient2.yaml", minutes: 6)
        #expect(result.value("orders_paid") > 2 * plain.value("orders_paid"))
    }

    @Test func sameShoppersComeWhateverTheControl() {
        let plain = Self.run("overload-none.yaml", minutes: 1).value("sessions")
        #expect(Self.run("overload-dagor.yaml", minutes: 1).value("sessions") == plain)
    }

    @Test func resultIsTheSameAtAnySliceLength() {
        let scenario = Self.scenario("overload-dagor.yaml", minutes: 1)
        #expect(
            SmallShop.run(scenario, slice: 777).fingerprint == SmallShop.run(scenario, slice: 100_000).fingerprint)
    }

    /// A control that never acts is no control: the events are the same.
    @Test func controlOutOfReachChangesNothing() {
        let plain = Self.scenario("overload-none.yaml", minutes: 1)
        var controlled = plain
        var limit = Gradient2Configuration()
        (limit.minimum, limit.initial, limit.maximum) = (1_000, 1_000, 1_000)
        controlled[.gameCard].overload = .gradient2(limit)
        controlled[.gameCard].deadline = .hours(1)
        controlled[.stock].overload = .gradient2(limit)
        #expect(SmallShop.run(plain).fingerprint == SmallShop.run(controlled).fingerprint)
    }

    /// How much a minute of overload and what follows of it allocates.
    private static func allocations(_ name: String) -> Int {
        var run = Run(scenario(name, minutes: 1), seed: 1, keepOrders: false)
        let before = allocations_of_this_thread()
        while !run.isFinished { run.advance(events: 1 << 20) }
        return Int(allocations_of_this_thread() - before)
    }

    /// Some 15,000 requests are judged; the tables of a few servers grow, and nothing else is allocated.
    @Test(arguments: [
        "overload-codel-lifo.yaml", "overload-gradient2.yaml", "overload-dagor.yaml", "overload-token-bucket.yaml",
        "overload-client-throttle.yaml", "overload-retry-budget.yaml", "overload-deadline.yaml",
    ])
    func controlsAllocateOnlyToLetStoresGrow(_ name: String) {
        let plain = Self.allocations("overload-none.yaml"), controlled = Self.allocations(name)
        #expect(controlled < plain + 500, "\(controlled) allocations, \(plain) without a control")
    }

    /// Behind the pages: calls that are shed come back as failed, and orders end all the same.
    @Test func messagesThatAreShedAreSentBack() {
        var bucket = TokenBucketConfiguration()
        (bucket.rate, bucket.burst) = (3, 3)
        let scenario = SmallShop.scenario {
            $0[.stock].overload = .tokenBucket(bucket)
            $0[.order].overload = .queueTimeout(QueueTimeoutConfiguration())
        }
        let result = SmallShop.run(scenario)
        #expect(result[.stock].shed > 50)
        #expect(result.value("requests_shed") == Double(result[.stock].shed))
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("orders_unsettled") == 0)
    }
}
