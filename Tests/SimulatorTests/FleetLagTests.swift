import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Each step of a server's way into service, by itself and in the chain.
@Suite struct FleetLagTests {
    /// When a server that is ordered at 0 s serves, in seconds.
    private func servesAt(_ change: (inout FleetPlan) -> Void) -> Double {
        var bench = FleetBench(servers: 0) {
            $0.fleet.boot = .zero
            change(&$0.fleet)
        }
        let expected = bench.fleet.plan.servesAfter.inSeconds
        bench.order()
        if expected > 0 {
            bench.run(until: expected - 0.001)
            #expect(bench.measured.serving == 0 && bench.measured.booting == 1)
        }
        bench.run(until: expected)
        #expect(bench.measured.serving == 1 && bench.measured.booting == 0)
        return expected
    }

    @Test func eachStepTakesItsTimeAndTheyAddUp() {
        #expect(servesAt { _ in } == 0)
        #expect(servesAt { $0.placement = .seconds(5) } == 5)
        #expect(servesAt { $0.imagePull = .seconds(30) } == 30)
        #expect(servesAt { $0.boot = .seconds(45) } == 45)
        #expect(servesAt { $0.registration = .seconds(6) } == 6)
        let all = servesAt {
            $0.placement = .seconds(5)
            $0.imagePull = .seconds(30)
            $0.boot = .seconds(45)
            $0.probeEvery = .seconds(10)
            $0.registration = .seconds(6)
        }
        #expect(all == 5 + 30 + 50 + 6)
    }

    @Test func firstProbeAfterTheBootFindsTheServerReady() {
        for (boot, period, ready) in [(45, 10, 50), (50, 10, 50), (51, 10, 60), (0, 10, 10), (7, 30, 30)] {
            let found = servesAt {
                $0.boot = .seconds(Int64(boot))
                $0.probeEvery = .seconds(Int64(period))
            }
            #expect(found == Double(ready), "\(boot) s of boot, a probe every \(period) s")
        }
    }

    @Test func billBeginsWithTheOrder() {
        var bench = FleetBench(servers: 0) { $0.fleet.tariff = Tariff(fenPerServerHour: 1, minimumBilledSeconds: 0) }
        bench.order()
        bench.run(until: 7)
        #expect(bench.fleet.bill.billedSeconds(at: bench.now) == 7)
    }

    @Test func freshServersAreLeftOutUntilTheyServedForAWholeScrape() {
        var bench = FleetBench(servers: 3) { $0.fleet.registration = .seconds(2) }
        let horizontal = ScalingReaction.horizontal(HorizontalScaling(targetPermille: 500))
        var tracking = TargetTracking(targetPermille: 500)
        tracking.warmUp = .seconds(20)
        func leftOut(_ reaction: ScalingReaction, _ second: Double) -> Int {
            bench.run(until: second)
            return bench.fleet.leftOut(of: reaction, window: .seconds(15), bench.now)[FleetBench.pool]
        }
        bench.order()
        #expect(leftOut(horizontal, 11) == 0)
        // Ready at 10 s, registered at 12 s.
        #expect(leftOut(horizontal, 12) == 1)
        #expect(leftOut(horizontal, 24.9) == 1)
        #expect(leftOut(horizontal, 25) == 0)
        #expect(leftOut(.tracking(tracking), 29.9) == 1)
        #expect(leftOut(.tracking(tracking), 30) == 0)
    }

    /// A step of load at 30 s. The first scrape that sees it, the decision after it, and the way into service.
    @Test(arguments: [(15, 15, 60), (10, 10, 50), (15, 60, 60), (30, 30, 90)])
    func loadIsSeenByTheNextScrapeAndActedUponByTheDecisionAfterIt(_ scrape: Int64, _ sync: Int64, _ acted: Int64) {
        let scenario = SmallShop.scenario(seconds: 150, rate: 40) {
            $0.traffic.curve = [
                .init(at: .origin, multiple: 0.1), .init(at: .origin + .seconds(30), multiple: 0.1),
                .init(at: .origin + .seconds(30), multiple: 5),
            ]
            $0.journey.productToOrder = 0
            $0.journey.productToProduct = 0
            $0[.gameCard].pageWork = .milliseconds(40)
            $0.fleet.initialServers = 28
            $0.fleet.placement = .seconds(1)
            $0.fleet.imagePull = .seconds(2)
            $0.fleet.boot = .seconds(5)
            $0.fleet.probeEvery = .seconds(4)
            $0.fleet.registration = .seconds(3)
            $0.fleet.scrapeInterval = .seconds(scrape)
            var rule = HorizontalScaling(targetPermille: 500)
            rule.syncPeriod = .seconds(sync)
            $0.fleet.policy = .reactive(.horizontal(rule), quota: 100)
            $0.fleet.policy.minimum = 2
        }
        var simulation = SmallShop.world(scenario)
        let pool = Service.gameCard.index
        simulation.run(until: .origin + .seconds(acted) - .milliseconds(1))
        #expect(simulation.model.fleet.size(pool) == 2)
        simulation.run(until: .origin + .seconds(acted))
        let ordered = simulation.model.fleet.size(pool)
        #expect(ordered > 2)
        #expect(simulation.model.fleet.pools[pool].serving == 2)
        // 1 + 2 + the second probe at 8 + 3.
        simulation.run(until: .origin + .seconds(acted + 14) - .milliseconds(1))
        #expect(simulation.model.fleet.pools[pool].serving == 2)
        simulation.run(until: .origin + .seconds(acted + 14))
        #expect(simulation.model.fleet.pools[pool].serving == ordered)
    }
}
