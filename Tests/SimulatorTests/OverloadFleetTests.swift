import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Servers with an overload control: who gets in, who is next, who is dropped. A job takes a second.
@Suite struct OverloadFleetTests {
    private func bench(
        slots: Int = 1, queue: Int = 10, _ change: @escaping (inout ServicePlan) -> Void
    ) -> FleetBench {
        FleetBench(servers: 1, slots: slots, queue: queue) { change(&$0[.stock]) }
    }

    private static func queueTimeout(timeout: TimeSpan, interval: TimeSpan) -> OverloadControl {
        var rule = QueueTimeoutConfiguration()
        rule.timeout = timeout
        rule.interval = interval
        return .queueTimeout(rule)
    }

    /// M 300 ms, N 1 s. Jobs come at 0, 0.1, 0.2, 1.05 and 1.15 s; the queue is empty at 0.1 s for the last time.
    @Test func aTraceOfControlledDelayIsFollowedJobByJob() {
        var bench = bench { $0.overload = Self.queueTimeout(timeout: .milliseconds(300), interval: .seconds(1)) }
        for second in [0, 0.1, 0.2, 1.05, 1.15] {
            bench.run(until: second)
            bench.arrive()
        }
        bench.run(until: 1.9)
        // At 1 s job 1 was next, first in. Job 2 could wait till 1.2 s, job 3 till 2.05 s, job 4, which found a queue
        // that had stood for more than a second, till 1.45 s. At 2 s the newest would be next, but is too old.
        #expect(bench.endedJobs == [0])
        bench.run(until: 2.5)
        #expect(bench.endedJobs == [0, 1])
        #expect(bench.droppedJobs == [2, 4])
        bench.runToTheEnd()
        #expect(bench.endedJobs == [0, 1, 3])
        #expect(bench.measured.dropped == 2 && bench.measured.served == 3 && bench.measured.offered == 5)
        #expect(bench.measured.inSystem.integral(until: bench.now) == bench.measured.sojourns)
    }

    @Test func newestIsServedFirstWhileTheQueueStands() {
        var bench = bench { $0.overload = Self.queueTimeout(timeout: .seconds(3), interval: .seconds(3)) }
        for _ in 0..<5 { bench.arrive() }
        bench.run(until: 2.5)
        bench.arrive()
        bench.arrive()
        bench.run(until: 3.5)
        bench.arrive()
        bench.runToTheEnd()
        // Empty at 0 for the last time. Up to 3 s the first in is next, when jobs 3 and 4 are too old and job 5 begins;
        // at 4 s it is the newest, which is job 7.
        #expect(bench.endedJobs == [0, 1, 2, 5, 7, 6])
        #expect(bench.droppedJobs == [3, 4])
    }

    /// Rings go around, from either end.
    @Test func queueOfBothEndsKeepsItsJobs() {
        var server = Server()
        var ring = [Int](repeating: -1, count: 3), model: [Int] = []
        for step in 0..<200 {
            if let place = server.joinQueue(limit: 3, size: 3) {
                ring[place] = step
                model.append(step)
            }
            let choice = step % 5
            if choice == 1 || choice == 4 {
                let place = server.leaveQueueLast(size: 3), expected = model.popLast()
                #expect(place.map { ring[$0] } == expected)
            } else if choice == 3 {
                let place = server.leaveQueue(size: 3), expected = model.isEmpty ? nil : model.removeFirst()
                #expect(place.map { ring[$0] } == expected)
            }
            #expect(Int(server.waiting) == model.count)
        }
    }

    @Test func gradient2LimitsTheJobsAtAServer() {
        var limit = Gradient2Configuration()
        (limit.minimum, limit.initial, limit.maximum, limit.queueSize) = (2, 2, 3, 5)
        var bench = bench { $0.overload = .gradient2(limit) }
        #expect(bench.take(3) == [true, true, false])
        #expect(bench.measured.shed == 1 && bench.measured.refused == 0)
        // One second without a queue: 0.8 x 2 + 0.2 x 7 = 3.
        bench.run(until: 1)
        #expect(bench.take(3) == [true, true, false])
    }

    @Test func tokenBucketShedsBeforeAServerIsAsked() {
        var bucket = TokenBucketConfiguration()
        (bucket.rate, bucket.burst, bucket.isPerSlot) = (1, 1, true)
        var bench = bench(slots: 2) { $0.overload = .tokenBucket(bucket) }
        #expect(bench.take(3) == [true, true, false])
        bench.run(until: 0.5)
        #expect(bench.take(2) == [true, false])
        #expect(bench.measured.shed == 2)
    }

    @Test func dagorShedsTheLeastImportantAfterAWindowOfLongWaits() {
        var rule = DagorConfiguration()
        rule.decreasePermille = 500
        var bench = bench { $0.overload = .dagor(rule) }
        let low = AdmissionClaim(priority: DagorPriority(business: 3, user: UserID(1), at: .origin), since: .origin)
        #expect(bench.take(2, claim: low) == [true, true])
        bench.arrive()
        bench.run(until: 1.5)
        // The second began after a second in the queue: half of three is one, and that is the message.
        #expect(bench.arrive(claim: low) == nil)
        #expect(bench.arrive() != nil)
        #expect(bench.measured.shed == 1)
    }

    @Test func jobPastItsDeadlineIsDroppedAndNeverBegun() {
        var bench = bench { $0.deadline = .milliseconds(1_500) }
        for _ in 0..<3 { bench.arrive() }
        bench.runToTheEnd()
        #expect(bench.endedJobs == [0, 1])
        #expect(bench.droppedJobs == [2])
        // One that has spent its time elsewhere is not even taken.
        #expect(bench.arrive(claim: AdmissionClaim(priority: .highest, since: bench.now - .milliseconds(1_500))) == nil)
        #expect(bench.measured.shed == 1)
    }

    @Test func crashedServerBeginsWithFreshMachines() {
        var limit = Gradient2Configuration()
        (limit.minimum, limit.initial, limit.maximum, limit.queueSize) = (1, 2, 9, 5)
        var bench = bench { $0.overload = .gradient2(limit) }
        bench.arrive()
        bench.run(until: 1)
        #expect(bench.take(4) == [true, true, true, false])
        _ = bench.crash(place: 0)
        bench.restartCrashed()
        bench.run(until: 20)
        #expect(bench.take(4) == [true, true, false, false])
    }

    @Test func fullQueueRefusesAsWithoutAControl() {
        var bench = bench(queue: 1) { $0.deadline = .hours(1) }
        #expect(bench.take(3) == [true, true, false])
        #expect(bench.measured.refused == 1 && bench.measured.shed == 0)
    }
}
