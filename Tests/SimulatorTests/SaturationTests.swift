import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// The pool that breaks is named.
@Suite struct SaturationTests {
    private static let pool = Service.stock

    /// Looks at a bench of its own once a second while jobs of a second each come at the given instants (in seconds).
    private func look(
        jobs: [Double], until end: Int, servers: Int = 1, queue: Int = 8, trouble: Trouble = Trouble()
    ) -> SaturationGauge.Look {
        var bench = FleetBench(servers: servers, queue: queue)
        bench.fleet.pools[FleetBench.pool].trouble = trouble
        var gauge = SaturationGauge()
        var left = jobs[...]
        for second in 1...end {
            while let next = left.first, next < Double(second) {
                left.removeFirst()
                bench.run(until: next)
                bench.arrive()
            }
            bench.run(until: Double(second))
            gauge.look(bench.fleet.pools, at: bench.now)
        }
        return gauge[Self.pool]
    }

    @Test func allSlotsBusyForFiveSecondsWithJobsWaitingIsSaturationFromTheFirstOfThem() {
        // One server, a job a second; twelve jobs in six seconds from 10 s on, which keep it busy until 22 s.
        let quiet = (0..<10).map { Double($0) + 0.25 }.filter { Int($0) % 2 == 0 }
        let rush = (0..<12).map { 10 + Double($0) / 2 }
        let look = look(jobs: quiet + rush, until: 40, queue: 16)
        // At 11 s the second job has just begun and none waits; at 21 s the last has. At 12 to 20 s there is a queue.
        #expect(look.since == .origin + .seconds(11))
        #expect(!look.beganWithRefusals)
        #expect(look.seconds == 9)
        #expect(look.turnedAway == 0)
        #expect(look.extraWait > .seconds(2))
    }

    @Test func fourSecondsAreChance() {
        let look = look(jobs: [0, 0, 0, 0, 0.1], until: 20)
        #expect(look.since == .distantFuture)
        #expect(look.seconds == 0)
    }

    @Test func aJobTurnedAwayIsSaturationAtOnce() {
        let look = look(jobs: [3.5, 3.5, 3.5, 3.5], until: 20, queue: 2)
        #expect(look.since == .origin + .seconds(3))
        #expect(look.beganWithRefusals)
        #expect(look.turnedAway == 1)
        #expect(look.seconds == 1)
    }

    @Test func whatAFaultRefusesIsNoSaturation() {
        var trouble = Trouble()
        trouble.refuses = true
        let look = look(jobs: [3.5, 3.5, 3.5, 3.5], until: 20, queue: 2, trouble: trouble)
        #expect(look.since == .distantFuture)
    }

    @Test func busySlotsWithoutAQueueAreNoSaturation() {
        let look = look(jobs: (0..<30).map { Double($0) }, until: 30)
        #expect(look.since == .distantFuture)
    }

    @Test func theEarliestSaturatedPoolOnTheWayIsToBlame() {
        var bench = FleetBench(servers: 1, queue: 1)
        var gauge = SaturationGauge()
        #expect(gauge.toBlame(among: .max) == Shopper.nowhere)
        for _ in 0..<3 { bench.arrive() }
        bench.run(until: 1)
        gauge.look(bench.fleet.pools, at: bench.now)
        #expect(gauge.toBlame(among: .max) == UInt8(Service.stock.index))
        #expect(gauge.toBlame(among: 1 << UInt32(Service.gateway.index)) == Shopper.nowhere)
        bench.run(until: 2)
        gauge.look(bench.fleet.pools, at: bench.now)
        #expect(gauge.toBlame(among: .max) == Shopper.nowhere)
    }

    @Test func aRunNamesThePoolThatBrokeAndWhatItCost() {
        let result = SmallShop.run(ThrottleRunTests.overload(orders: true))
        let first = result.saturated.first
        #expect(first?.name == "game-card")
        guard let how = first?.saturation else { return }
        #expect((10...30).contains(how.at))
        #expect(how.seconds > 20)
        #expect(how.extraWait > 200)
        #expect(result.value("services_saturated") == Double(result.saturated.count))
    }

    @Test func aShopWithRoomHasNoSaturatedPool() {
        let result = SmallShop.run(SmallShop.scenario())
        #expect(result.saturated.isEmpty)
        #expect(result.value("services_saturated") == 0)
    }

    /// Two pools are too small, lists by more than licences: the summary's first is the one that was first.
    @Test func ofSeveralPoolsTheFirstIsTheOneThatWasFirst() {
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 60, rate: 40) {
                $0.traffic.curve = [.init(at: .origin, multiple: 0.1), .init(at: .origin + .seconds(60), multiple: 2)]
                $0.catalogue.mix = [0, 0, 100, 0]
                $0.journey.opensWithProduct = 500
                $0[.licence].pageWork = .milliseconds(150)
                $0[.catalogue].pageWork = .milliseconds(400)
                $0.fleet.initialServers = Service.count
            })
        #expect(result.saturated.map(\.name).starts(with: ["catalogue", "licence"]))
        let times = result.saturated.compactMap { $0.saturation?.at }
        #expect(times == times.sorted() && times.count >= 2 && times[0] < times[1])
    }
}
