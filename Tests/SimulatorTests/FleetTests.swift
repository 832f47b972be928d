import Primitives
import Testing
import Workload

@testable import Simulator

/// Servers take jobs, queue them, boot, drain and crash.
@Suite struct FleetTests {
    @Test func jobStartsOnAFreeSlotAndQueuesWhenAllAreBusy() {
        var bench = FleetBench(servers: 1, slots: 2)
        for _ in 0..<3 { bench.arrive() }
        #expect(bench.measured.busy.level == 2)
        #expect(bench.measured.inSystem.level == 3)
        bench.runToTheEnd()
        #expect(bench.endedSeconds == [1, 1, 2])
        #expect(bench.measured.queuePeak == 1)
        #expect(bench.measured.served == 3)
    }

    @Test func jobPastTheQueueLimitIsRefusedAndLeavesNoTrace() {
        var bench = FleetBench(servers: 1, queue: 2)
        let taken = (0..<5).map { _ in bench.arrive() != nil }
        #expect(taken == [true, true, true, false, false])
        #expect(bench.measured.refused == 2)
        #expect(bench.measured.inSystem.level == 3)
        bench.runToTheEnd()
        #expect(bench.endedJobs == [0, 1, 2])
        #expect(bench.measured.offered == 5)
        // There is room again.
        #expect(bench.arrive() != nil)
    }

    @Test func withoutAServerEverythingIsRefused() {
        var bench = FleetBench(servers: 0)
        #expect(bench.arrive() == nil)
        #expect(bench.measured.refused == 1)
    }

    @Test func withoutAQueueOnlyFreeSlotsTakeJobs() {
        var bench = FleetBench(servers: 1, slots: 2, queue: 0) { $0[.gateway].queueLimit = 1 }
        #expect((0..<3).map { _ in bench.arrive() != nil } == [true, true, false])
    }

    /// The ring of the queue goes around many times.
    @Test(arguments: [1, 2, 3, 7]) func jobsAreServedInTheOrderOfTheirArrival(_ queue: Int) {
        var bench = FleetBench(servers: 1, queue: queue)
        var expected: [UInt32] = []
        for second in 0..<40 {
            for _ in 0...(second % 3) { if let job = bench.arrive() { expected.append(job) } }
            bench.run(until: Double(second + 1))
        }
        bench.runToTheEnd()
        #expect(bench.endedJobs == expected)
        #expect(Int(bench.measured.queuePeak) <= queue)
    }

    @Test func roundRobinGoesAround() {
        var bench = FleetBench(servers: 4, queue: 8, balancing: .roundRobin)
        for count in 1...12 {
            bench.arrive()
            let loads = bench.loads
            #expect(loads.reduce(0, +) == count)
            #expect(loads.max()! - loads.min()! <= 1)
        }
    }

    @Test func leastOutstandingTakesTheEmptiestServer() {
        var bench = FleetBench(servers: 3, queue: 8, balancing: .leastOutstanding)
        for _ in 0..<6 { bench.arrive() }
        #expect(bench.loads == [2, 2, 2])
        bench.order()
        bench.run(until: 0.5)
        // Still booting: it takes nothing.
        bench.arrive()
        #expect(bench.loads.sorted() == [2, 2, 3])
        bench.run(until: 10)
        for _ in 0..<3 { bench.arrive() }
        #expect(bench.loads.sorted() == [0, 1, 1, 1])
        bench.arrive()
        #expect(bench.loads == [1, 1, 1, 1])
    }

    /// The first draw chooses among all, the second among the others; the less loaded of both wins.
    @Test func twoChoicesPrefersTheLessLoaded() {
        var bench = FleetBench(servers: 2, queue: 8, balancing: .twoChoices)
        var stream = RandomStream(seed: 5, purpose: .testing)
        for count in 1...16 {
            #expect(bench.arrive(chance: stream.next()) != nil)
            // Of two servers both are looked at, so that loads differ by one at most.
            #expect((bench.loads[0] - bench.loads[1]).magnitude <= 1)
            #expect(bench.loads[0] + bench.loads[1] == count)
        }
    }

    @Test func twoChoicesAreTwoServersAndReachAllOfThem() {
        let servers = 5
        var pairs: Set<[Int]> = []
        var stream = RandomStream(seed: 6, purpose: .testing)
        for _ in 0..<400 {
            let chance = stream.next()
            var bench = FleetBench(servers: servers, queue: 8, balancing: .twoChoices)
            // The first goes to one of the pair, the second to the other: an empty one beats a busy one.
            bench.arrive(chance: chance)
            bench.arrive(chance: chance)
            pairs.insert(bench.loads.enumerated().filter { $0.element == 1 }.map(\.offset))
        }
        #expect(pairs.allSatisfy { $0.count == 2 })
        #expect(pairs.count == servers * (servers - 1) / 2)
    }

    @Test func serverServesAfterItsBootAndIsSlowWhileItWarmsUp() {
        var bench = FleetBench(servers: 0, queue: 20)
        bench.order()
        #expect(bench.measured.booting == 1)
        #expect(bench.arrive() == nil)
        bench.run(until: 9.9)
        #expect(bench.measured.serving == 0)
        bench.run(until: 10)
        #expect(bench.measured.serving == 1)
        #expect(bench.measured.booting == 0)
        for _ in 0..<3 { bench.arrive() }
        bench.runToTheEnd()
        // Two begin within five seconds of the boot and take three times as long; the third does not.
        #expect(bench.endedSeconds == [13, 16, 17])
    }

    @Test func serversOfTheStartAreWarm() {
        var bench = FleetBench(servers: 1)
        bench.arrive()
        bench.runToTheEnd()
        #expect(bench.endedSeconds == [1])
        #expect(bench.measured.serversAtStart == 1)
    }

    @Test func slowdownCountsFromTheNextJobOn() {
        var bench = FleetBench(servers: 1)
        var plan = ServicePlan()
        plan.messageWork = .seconds(1)
        bench.arrive()
        bench.arrive()
        bench.fleet.setSlowdown(2, of: .stock, plan)
        bench.runToTheEnd()
        #expect(bench.endedSeconds == [1, 3])
    }
}
