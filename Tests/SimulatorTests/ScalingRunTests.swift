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

    /// A forecast of 20 requests/s in the hour from midnight, and half of that from 01:00 on, with a lead of half an
    /// hour; nothing is known of the hour before.
    private func foreseen(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
        var scenario = SmallShop.scenario(seconds: 60, rate: 1) {
            $0.catalogue.mix = [100, 0, 0, 0]
            $0[.gameCard].pageWork = .milliseconds(100)
            $0.fleet.initialServers = 14
            $0.fleet.boot = .seconds(40)
            var history = TrafficHistory()
            history.ordinaryRate = 10
            history.day = Array(repeating: 0, count: 24)
            history.promotion = [20, 10]
            $0.forecast = history
            $0.fleet.policy.ahead = .forecast(lead: .minutes(30))
            $0.fleet.policy.targetPermille = 500
        }
        scenario.start = .origin - .hours(1)
        scenario.end = .origin + .minutes(100)
        change(&scenario)
        precondition(scenario.validate().isEmpty)
        return scenario
    }

    @Test func forecastOrdersALeadBeforeTheHourWhateverIsOffered() {
        let scenario = foreseen()
        var simulation = SmallShop.world(scenario)
        /// Servers that exist at a minute.
        func size(_ minute: Int64, _ simulation: inout Simulation<World>) -> Int {
            simulation.run(until: .origin + .minutes(minute))
            return simulation.model.fleet.size
        }
        // 200 requests/s of 100 ms, less what the lists have, at half of two slots a server, in pools of equal weight.
        let perRequest = scenario.serversPerRequest(targetPermille: 500)
        let first = Int((200 * perRequest).rounded(.up)), second = Int((100 * perRequest).rounded(.up))
        #expect(size(-31, &simulation) == 14)
        #expect(size(-30, &simulation) == first)
        #expect(size(59, &simulation) == first)
        #expect(size(60, &simulation) == second)
        #expect(first > 200 && second < first)
    }

    @Test func reactionAddsToTheForecastAndNothingGoesBeforeItMay() {
        let scenario = foreseen {
            $0.forecast?.promotion = [2, 1]
            $0.traffic.curve = [
                .init(at: .origin - .minutes(20), multiple: 1), .init(at: .origin - .minutes(20), multiple: 60),
                .init(at: .origin - .minutes(10), multiple: 60), .init(at: .origin - .minutes(5), multiple: 1),
            ]
            $0.fleet.policy.reaction = .horizontal(HorizontalScaling(targetPermille: 490))
            $0.fleet.policy.scope = .fleet
            $0.fleet.policy.quota = 60
            $0.fleet.policy.holdUntil = .origin + .minutes(30)
        }
        let floor = Int((20 * scenario.serversPerRequest(targetPermille: 500)).rounded(.up))
        var simulation = SmallShop.world(scenario)
        simulation.run(until: .origin - .minutes(21))
        #expect(simulation.model.fleet.size == floor)
        #expect(floor < 60)
        // 60 requests/s ask for more than the forecast and the quota.
        simulation.run(until: .origin - .minutes(15))
        #expect(simulation.model.fleet.size == 60)
        simulation.run(until: .origin + .minutes(29))
        #expect(simulation.model.fleet.size == 60)
        // Then what the forecast says is left.
        simulation.run(until: .origin + .minutes(31))
        #expect(simulation.model.fleet.size == floor)
        let result = SmallShop.run(scenario)
        #expect(result.brokenChecks.isEmpty)
        #expect(result.services.reduce(0) { $0 + $1.lost } == 0)
        #expect(result.value("servers_peak") == 60)
    }

    @Test func seedDecidesByHowMuchTheForecastIsOff() {
        func sizes(_ error: Int) -> Set<Int> {
            let scenario = foreseen { $0.forecast?.errorPermille = error }
            return Set(
                (1...12 as ClosedRange<UInt64>).map { seed in
                    var simulation = SmallShop.world(scenario, seed: seed)
                    simulation.run(until: .origin - .minutes(30))
                    return simulation.model.fleet.size
                })
        }
        let exact = sizes(0), off = sizes(100)
        #expect(exact.count == 1)
        #expect(off.count > 6)
        #expect(off.allSatisfy { abs(Double($0) / Double(exact.first!) - 1) < 0.11 })
    }

    @Test func trackingGrowsInMinutesAndShrinksInQuartersOfAnHour() {
        let scenario = foreseen {
            $0.forecast = nil
            $0.traffic.curve = [
                .init(at: .origin - .minutes(30), multiple: 1), .init(at: .origin - .minutes(30), multiple: 40),
                .init(at: .origin - .minutes(10), multiple: 40), .init(at: .origin - .minutes(5), multiple: 1),
            ]
            var rule = TargetTracking(targetPermille: 500)
            // Low is below a fifth, so that nothing but the end of the load is.
            rule.marginPermille = 600
            $0.fleet.policy = .reactive(.tracking(rule), quota: 200)
        }
        var simulation = SmallShop.world(scenario)
        let pool = Service.gameCard.index
        func size(_ minute: Int64, _ simulation: inout Simulation<World>) -> Int {
            simulation.run(until: .origin + .minutes(minute))
            return simulation.model.fleet.size(pool)
        }
        // Three whole minutes above the target, the first from -30 min on.
        #expect(size(-28, &simulation) == 1)
        #expect(size(-26, &simulation) >= 2)
        let grown = size(-10, &simulation)
        #expect(grown >= 4)
        // Low from -6 min on; fifteen points later the first one goes, five minutes after it the next.
        #expect(size(7, &simulation) == grown)
        #expect(size(10, &simulation) == grown - 1)
        #expect(size(15, &simulation) == grown - 2)
        #expect(size(95, &simulation) == 1)
    }
}
