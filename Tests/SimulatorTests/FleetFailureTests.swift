import DiscreteEvent
import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Servers that fail: what happens, what it changes, and how the fleet comes back.
@Suite struct FleetFailureTests {
    private static let pool = Service.payment.index

    /// A minute and a half with six servers a pool, dealt to three zones, and a fault from 10 s on.
    private func scenario(
        _ kind: Fault.Kind, _ service: Service?, until: Int64 = 40, _ change: (inout Scenario) -> Void = { _ in }
    ) -> Scenario {
        SmallShop.scenario(seconds: 90, rate: 40) {
            $0.fleet.initialServers = 6 * Service.count
            $0.fleet.boot = .seconds(5)
            $0.faults = [SmallShop.fault(kind, service, from: 10, until: until)]
            change(&$0)
        }
    }

    private func run(_ simulation: inout Simulation<World>, to second: Double) {
        simulation.run(until: .origin + TimeSpan(seconds: second))
    }

    /// Servers of a pool by their zone that serve.
    private func zones(_ simulation: borrowing Simulation<World>, _ pool: Int = pool) -> [Int] {
        var counts = [0, 0, 0]
        for place in 0..<simulation.model.fleet.pools[pool].serving {
            let server = Int(simulation.model.fleet.members[pool * Fleet.memberStride + place])
            counts[Int(simulation.model.fleet.lives[server].zone)] += 1
        }
        return counts
    }

    // MARK: Zones

    @Test func lostZoneTakesItsServersOfEveryPoolAndBootsThemAgain() {
        var simulation = SmallShop.world(scenario(.zoneLoss(zone: 2), nil))
        run(&simulation, to: 9.9)
        for service in Service.allCases { #expect(zones(simulation, service.index) == [2, 2, 2]) }
        run(&simulation, to: 10)
        for service in Service.allCases { #expect(zones(simulation, service.index) == [2, 0, 2]) }
        #expect(simulation.model.fleet.pools[Self.pool].down == 2)
        run(&simulation, to: 44.9)
        #expect(zones(simulation) == [2, 0, 2])
        run(&simulation, to: 45)
        #expect(zones(simulation) == [2, 2, 2])
        #expect(simulation.model.fleet.pools[Self.pool].down == 0)
    }

    @Test func lostZoneLosesJobsAndNoPromise() {
        let result = SmallShop.run(
            scenario(.zoneLoss(zone: 1), nil) {
                for service in Service.allCases where !service.servesPages {
                    $0[service].messageWork = .milliseconds(60)
                }
            })
        #expect(result.services.reduce(0) { $0 + $1.lost } > 0)
        #expect(result.value("servers_crashed") == Double(2 * Service.count))
        #expect(result.value("servers_given_up") == 0)
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("orders_unsettled") == 0)
    }

    @Test func poolWithItsOnlyServerInTheLostZoneRefusesEverything() {
        let lone = scenario(.zoneLoss(zone: 1), .catalogue) { $0.fleet.initialServers = Service.count }
        var simulation = SmallShop.world(lone)
        run(&simulation, to: 10)
        #expect(simulation.model.fleet.pools[Service.catalogue.index].serving == 0)
        let result = SmallShop.run(lone)
        #expect(result[.catalogue].refused > 0)
        #expect(result.windows[1][.browse].availability < result.windows[0][.browse].availability)
        #expect(result.brokenChecks.isEmpty)
    }

    @Test func serversOfOtherZonesAreNoneOfALossesBusiness() {
        let result = SmallShop.run(scenario(.zoneLoss(zone: 3), .payment))
        for service in Service.allCases where service != .payment { #expect(result[service].lost == 0) }
    }

    @Test func serversOrderedMeanwhileGoToTheZonesThatAreLeft() {
        var simulation = SmallShop.world(
            scenario(.zoneLoss(zone: 1), nil) {
                $0.fleet.policy = .scheduled([
                    FleetTarget(at: .origin + .seconds(15), servers: 10 * Service.count)
                ])
            })
        run(&simulation, to: 20)
        #expect(zones(simulation) == [0, 4, 4])
        run(&simulation, to: 45)
        #expect(zones(simulation) == [2, 4, 4])
    }

    @Test func bootingServersOfALostZoneAreLostToo() {
        var simulation = SmallShop.world(
            scenario(.zoneLoss(zone: 1), nil) {
                $0.fleet.boot = .seconds(20)
                $0.fleet.scrapeInterval = .seconds(5)
                $0.fleet.policy = .scheduled([FleetTarget(at: .origin + .seconds(5), servers: 9 * Service.count)])
            })
        run(&simulation, to: 9)
        #expect(simulation.model.fleet.pools[Self.pool].booting == 3)
        run(&simulation, to: 10)
        #expect(simulation.model.fleet.pools[Self.pool].booting == 2)
        #expect(simulation.model.fleet.pools[Self.pool].down == 3)
        run(&simulation, to: 25)
        #expect(zones(simulation) == [0, 3, 3])
        run(&simulation, to: 60)
        #expect(zones(simulation) == [3, 3, 3])
    }

    // MARK: Replacement

    @Test func crashedServerIsGivenUpAfterAWhileAndAnotherOrdered() {
        let scenario = scenario(.crash(servers: 2), .payment, until: 85) {
            $0.fleet.replaceAfter = .seconds(20)
            $0.fleet.scrapeInterval = .seconds(5)
        }
        var simulation = SmallShop.world(scenario)
        run(&simulation, to: 29.9)
        #expect(simulation.model.fleet.pools[Self.pool].down == 2)
        #expect(simulation.model.fleet.pools[Self.pool].booting == 0)
        run(&simulation, to: 30)
        #expect(simulation.model.fleet.pools[Self.pool].down == 0)
        #expect(simulation.model.fleet.pools[Self.pool].booting == 2)
        run(&simulation, to: 35)
        #expect(simulation.model.fleet.pools[Self.pool].serving == 6)
        // When the fault is over, nobody is left to boot again.
        run(&simulation, to: 89)
        #expect(simulation.model.fleet.pools[Self.pool].serving == 6)
        #expect(simulation.model.fleet.size(Self.pool) == 6)
        #expect(SmallShop.run(scenario).value("servers_given_up") == 2)
    }

    @Test func crashedServersTellNoLoadAndCountAsBusyWhenShrinking() {
        // Six idle servers would shrink to one; with three that tell nothing the pool stays larger.
        func size(_ kind: Fault.Kind) -> Int {
            var simulation = SmallShop.world(
                scenario(kind, .payment, until: 80) {
                    var rule = HorizontalScaling(targetPermille: 500)
                    rule.scaleIn.stabilisation = .zero
                    rule.syncPeriod = .seconds(30)
                    $0.fleet.policy = .reactive(.horizontal(rule), quota: 200)
                    $0.fleet.policy.holdUntil = .origin + .seconds(20)
                })
            run(&simulation, to: 30)
            return simulation.model.fleet.size(Self.pool)
        }
        #expect(size(.slow(permille: 1_000)) == 1)
        #expect(size(.crash(servers: 3)) == 6)
    }

    // MARK: Gray servers

    @Test func grayServerTakesItsShareAndIsSlowUntilTheEnd() {
        var bench = FleetBench(servers: 2, queue: 4, balancing: .roundRobin)
        bench.turnGray(1, permille: 4_000, until: .origin + .seconds(10))
        bench.arrive()
        bench.arrive()
        #expect(bench.loads == [1, 1])
        bench.run(until: 12)
        #expect(bench.endedSeconds == [1, 4])
        bench.arrive()
        bench.arrive()
        bench.runToTheEnd()
        #expect(bench.endedSeconds.suffix(2) == [13, 13])
    }

    @Test func grayServersAreNoMoreThanThereAre() {
        var bench = FleetBench(servers: 2)
        bench.turnGray(9, permille: 3_000, until: .origin + .seconds(10))
        bench.arrive()
        bench.arrive()
        bench.runToTheEnd()
        #expect(bench.endedSeconds == [3, 3])
    }

    /// A sixth of the servers at fifty times the work spoils the tail, not the median, and no probe notices.
    @Test func grayServersShowInTheTailOfTheirWindow() {
        func result(_ permille: Int) -> RunResult {
            SmallShop.run(
                scenario(.gray(servers: 1, permille: permille), .gameCard) {
                    $0.catalogue.mix = [100, 0, 0, 0]
                    $0.fleet.balancing = .roundRobin
                })
        }
        let healthy = result(1_000), gray = result(50_000)
        #expect(gray.brokenChecks.isEmpty)
        #expect(gray[.gameCard].lost == 0)
        #expect(gray.value("servers_gray") == 1)
        #expect(gray.value("servers_peak") == healthy.value("servers_peak"))
        let before = healthy.windows[1][.browse].latency, after = gray.windows[1][.browse].latency
        #expect(after.p99 > before.p99 + 200)
        #expect(after.p50 < before.p50 + 20)
    }

    @Test func retiredGrayServerIsWellAgainInItsNextLife() {
        var bench = FleetBench(servers: 2)
        bench.turnGray(2, permille: 9_000, until: .origin + .seconds(100))
        bench.drain()
        bench.order()
        bench.run(until: 20)
        bench.arrive()
        bench.arrive()
        bench.runToTheEnd()
        #expect(bench.endedSeconds.contains(21))
    }

    // MARK: Draining servers

    @Test func drainingServerThatCrashesIsGoneForGood() {
        var bench = FleetBench(servers: 2, queue: 4)
        for _ in 0..<4 { bench.arrive() }
        bench.drain()
        #expect(bench.fleet.servers[1].state == .draining)
        var lost: [UInt32] = []
        bench.fleet.crash(1, now: bench.now) { lost.append($0.subject) }
        #expect(lost.count == 2)
        #expect(bench.fleet.servers[1].state == .off)
        #expect(bench.measured.down == 0)
        bench.runToTheEnd()
        #expect(bench.endedJobs.count == 2)
        #expect(bench.measured.inSystem.level == 0 && bench.measured.busy.level == 0)
    }
}
