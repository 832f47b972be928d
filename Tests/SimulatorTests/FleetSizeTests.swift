import Primitives
import Testing
import Workload

@testable import Simulator

/// Servers that go: drained or crashed.
@Suite struct FleetSizeTests {
    @Test func drainingServerFinishesItsQueueAndTakesNoMore() {
        var bench = FleetBench(servers: 2, queue: 4)
        for _ in 0..<6 { bench.arrive() }
        #expect(bench.loads == [3, 3])
        bench.drain()
        #expect(bench.measured.serving == 1)
        #expect(bench.fleet.servers[1].state == .draining)
        bench.arrive()
        bench.arrive()
        #expect(bench.loads == [5])
        #expect(bench.arrive() == nil)
        bench.run(until: 2.5)
        #expect(bench.fleet.servers[1].state == .draining)
        bench.runToTheEnd()
        #expect(bench.ended.count == 8)
        #expect(bench.fleet.servers[1].state == .off)
        #expect(bench.measured.crashed == 0)
    }

    @Test func idleServerIsOffAtOnceWhenItIsDrained() {
        var bench = FleetBench(servers: 3)
        bench.drain()
        #expect(bench.fleet.servers[2].state == .off)
        #expect(bench.measured.serving == 2)
    }

    @Test func bootInProgressIsCalledOffBeforeAServerIsDrained() {
        var bench = FleetBench(servers: 1)
        bench.order()
        bench.run(until: 3)
        bench.drain()
        #expect(bench.measured.booting == 0)
        #expect(bench.measured.serving == 1)
        bench.runToTheEnd()
        // Its readiness, still in the calendar, is void.
        #expect(bench.measured.serving == 1)
    }

    @Test func lastServerIsNeverDrained() {
        var bench = FleetBench(servers: 1)
        bench.drain()
        #expect(bench.measured.serving == 1)
    }

    @Test func numberOfAServerIsUsedAgainForAnotherLife() {
        var bench = FleetBench(servers: 2)
        let before = bench.fleet.servers[1].incarnation
        bench.drain()
        bench.order()
        bench.run(until: 10)
        #expect(bench.fleet.servers.count == 2)
        #expect(bench.fleet.servers[1].state == .serving)
        #expect(bench.fleet.servers[1].incarnation != before)
    }

    @Test func crashLosesWhatIsOnTheServerAndItsEndsAreVoid() {
        var bench = FleetBench(servers: 2, slots: 2, queue: 4)
        for _ in 0..<8 { bench.arrive() }
        bench.run(until: 0.25)
        #expect(bench.crash(place: 0).sorted() == [1, 3, 5, 7])
        #expect(bench.measured.crashed == 4)
        #expect(bench.measured.inSystem.level == 4)
        #expect(bench.measured.busy.level == 2)
        bench.runToTheEnd()
        #expect(bench.endedJobs.sorted() == [0, 2, 4, 6])
        #expect(bench.voidEnds == 2)
        // Two slots worked for a quarter of a second for nothing, the others four whole jobs.
        #expect(bench.measured.workDone == TimeSpan.milliseconds(4_500).nanoseconds)
        #expect(bench.measured.busy.integral(until: bench.now) == bench.measured.workDone)
    }

    @Test func crashedServerBootsAgainAndIsColdAndEmpty() {
        var bench = FleetBench(servers: 2, queue: 4)
        for _ in 0..<4 { bench.arrive() }
        _ = bench.crash(place: 0)
        // It still exists, so that no replacement is ordered for it.
        #expect(bench.fleet.size(FleetBench.pool) == 2)
        #expect(bench.measured.serving == 1)
        bench.run(until: 5)
        bench.restartCrashed()
        #expect(bench.measured.booting == 1)
        bench.run(until: 15)
        #expect(bench.measured.serving == 2)
        #expect(bench.loads == [0, 0])
        bench.arrive()
        bench.arrive()
        bench.runToTheEnd()
        #expect(bench.endedSeconds == [1, 2, 16, 18])
    }
}

/// What must come out exactly, whatever happens to the servers: conservation, Little's law, utilisation.
@Suite struct FleetLawTests {
    static let balancings = Balancing.allCases

    @Test(arguments: balancings) func integralsAreExactAfterAnyHistory(_ balancing: Balancing) {
        for seed in 0..<60 as Range<UInt64> {
            var stream = RandomStream(seed: seed, purpose: .testing, entity: 1)
            let slots = Int(stream.next(below: 4)) + 1, queue = Int(stream.next(below: 6)) + 1
            var bench = FleetBench(
                servers: 4, slots: slots, queue: queue, balancing: balancing, variation: 1)
            var lost = 0
            var clock = 0.0
            for _ in 0..<300 {
                clock += stream.nextUniform() * 0.3
                bench.run(until: clock)
                switch stream.next(below: 24) {
                case 0: bench.drain()
                case 1: bench.order()
                case 2 where bench.measured.serving > 1: lost += bench.crash(place: 0).count
                case 3: bench.restartCrashed()
                default: bench.arrive(chance: stream.next())
                }
            }
            bench.runToTheEnd()
            let pool = bench.measured
            #expect(pool.offered == pool.served + pool.refused + pool.crashed)
            #expect(pool.served == UInt64(bench.ended.count))
            #expect(pool.crashed == UInt64(lost))
            #expect(pool.refused == UInt64(bench.refusals))
            #expect(pool.inSystem.level == 0 && pool.busy.level == 0)
            #expect(pool.inSystem.integral(until: bench.now) == pool.sojourns, "Little's law, seed \(seed)")
            #expect(pool.busy.integral(until: bench.now) == pool.workDone, "utilisation law, seed \(seed)")
            #expect(pool.slots.level == Int64(pool.serving * slots))
            #expect(pool.workDone <= pool.sojourns)
        }
    }

    /// The same sums, kept by the test alone from arrivals and ends.
    @Test func sojournsAreThoseThatATestCounts() {
        for seed in 0..<40 as Range<UInt64> {
            var stream = RandomStream(seed: seed, purpose: .testing, entity: 2)
            var bench = FleetBench(servers: 2, slots: 2, queue: 5, balancing: .leastOutstanding, variation: 0.5)
            var arrivals: [UInt32: Instant] = [:]
            var clock = 0.0
            for _ in 0..<200 {
                clock += stream.nextUniform() * 0.5
                bench.run(until: clock)
                if let job = bench.arrive(chance: stream.next()) { arrivals[job] = bench.now }
            }
            bench.runToTheEnd()
            let sojourns = bench.ended.reduce(Int64(0)) { $0 + ($1.at - arrivals[$1.job]!).nanoseconds }
            #expect(bench.ended.count == arrivals.count)
            #expect(bench.measured.sojourns == sojourns)
        }
    }
}
