import DiscreteEvent
import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Servers are ordered and drained when the policy says so.
@Suite struct ScalingRunTests {
    private func step(_ second: Int64, _ servers: Int) -> FleetTarget {
        FleetTarget(at: .origin + .seconds(second), servers: servers)
    }

    @Test func scheduledStepIsOrderedWhenStatedAndServesAfterItsBoot() {
        let scenario = SmallShop.scenario(seconds: 240, rate: 2) {
            $0.fleet.initialServers = 14
            $0.fleet.boot = .seconds(40)
            $0.fleet.scrapeInterval = .seconds(15)
            $0.fleet.policy = .scheduled([step(60, 42), step(180, 28)])
        }
        var simulation = SmallShop.world(scenario)
        /// Servers that exist and that serve, at a second.
        func fleet(_ second: Double, _ simulation: inout Simulation<World>) -> [Int] {
            simulation.run(until: .origin + TimeSpan(seconds: second))
            return [simulation.model.fleet.size, simulation.model.fleet.serving]
        }
        #expect(fleet(59.9, &simulation) == [14, 14])
        #expect(fleet(60, &simulation) == [42, 14])
        #expect(fleet(99.9, &simulation) == [42, 14])
        #expect(fleet(100, &simulation) == [42, 42])
        #expect(fleet(179.9, &simulation) == [42, 42])
        #expect(fleet(180, &simulation) == [28, 28])
        simulation.runToCompletion()
        #expect(simulation.model.serversPeak == 42)
    }

    @Test func serverHoursAreTheIntegralOfTheFleet() {
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 240, rate: 2) {
                $0.fleet.initialServers = 14
                $0.fleet.boot = .seconds(40)
                $0.fleet.policy = .scheduled([step(60, 28)])
                $0.fleet.tariff = Tariff(fenPerServerHour: 3_600, minimumBilledSeconds: 0)
            })
        // Services count from the boot's end, the bill from the order, and both to the window's end.
        let end = 240.0
        let served = result.services.reduce(0) { $0 + $1.serverHours } * 3_600
        #expect((served - (14 * end + 14 * (end - 100))).magnitude < 1e-3)
        let billed = result.value("server_hours") * 3_600
        #expect((billed - (14 * end + 14 * (end - 60))).magnitude < 1e-3)
        #expect((result.value("cost_fen") - billed).magnitude <= 28)
    }

    /// A hump of load on the catalogue: out within the quota, and back in afterwards.
    @Test func reactivePolicyScalesOutUnderLoadWithinItsQuotaAndBackIn() {
        let quota = 20
        let scenario = SmallShop.scenario(seconds: 420, rate: 10) {
            $0.traffic.curve = [
                .init(at: .origin, multiple: 0.5), .init(at: .origin + .seconds(30), multiple: 0.5),
                .init(at: .origin + .seconds(30), multiple: 5), .init(at: .origin + .seconds(150), multiple: 5),
                .init(at: .origin + .seconds(150), multiple: 0.2),
            ]
            $0.catalogue.mix = [100, 0, 0, 0]
            $0[.gameCard].pageWork = .milliseconds(60)
            $0.fleet.initialServers = 14
            $0.fleet.boot = .seconds(20)
            $0.fleet.warmUp = .seconds(5)
            var rule = HorizontalScaling(targetPermille: 490)
            rule.scaleIn.stabilisation = .seconds(60)
            $0.fleet.policy = .reactive(.horizontal(rule), quota: quota)
        }
        var simulation = SmallShop.world(scenario)
        var sizes: [Int] = [], pool: [Int] = []
        for second in stride(from: 5 as Int64, through: 420, by: 5) {
            simulation.run(until: .origin + .seconds(second))
            sizes.append(simulation.model.fleet.size)
            pool.append(simulation.model.fleet.size(Service.gameCard.index))
        }
        simulation.runToCompletion()
        #expect(sizes.max()! > 13 && sizes.max()! <= quota)
        #expect(pool.prefix(5).allSatisfy { $0 == 1 })
        #expect(pool.max()! >= 3)
        #expect(pool.last! == 1)
        /// The pool's size at a second.
        func at(_ second: Int) -> Int { pool[second / 5 - 1] }
        // Three slots are asked for, and half of each server's two is aimed at.
        #expect(stride(from: 75, through: 150, by: 5).allSatisfy { at($0) >= 3 })
        // Nothing goes within a cooldown after the load is gone; after it, all that is not needed.
        #expect(stride(from: 150, through: 195, by: 5).allSatisfy { at($0) >= 3 })
        #expect(at(240) == 1)
        let result = SmallShop.run(scenario)
        #expect(result.brokenChecks.isEmpty)
        #expect(result.services.reduce(0) { $0 + $1.serversPeak } >= result[.gameCard].serversPeak + 12)
        #expect(result[.gameCard].lost == 0)
    }

    @Test func timetableIsTheFloorUnderTheReaction() {
        let scenario = SmallShop.scenario(seconds: 120, rate: 2) {
            $0.fleet.initialServers = 14
            $0.fleet.boot = .seconds(10)
            var rule = HorizontalScaling(targetPermille: 490)
            rule.scaleIn.stabilisation = .zero
            $0.fleet.policy = .scheduled([step(30, 26)])
            $0.fleet.policy.reaction = .horizontal(rule)
            $0.fleet.policy.quota = 60
        }
        var simulation = SmallShop.world(scenario)
        simulation.run(until: .origin + .seconds(110))
        // There is next to no load, yet what the timetable orders stays.
        #expect(simulation.model.fleet.serving == 26)
    }
}
