import DiscreteEvent
import Platform
import Primitives
import Workload

/// All servers, in one pool per service: who takes a job, when it is done, and what is measured.
struct Fleet: ~Copyable {
    var pools: Table<Pool>
    var servers: Table<Server>
    /// Jobs in service, `slotsPerServer` places a server.
    var working: Table<Job>
    /// When each slot's work will be done.
    var endsAt: Table<Instant>
    /// Jobs in queues, `queueStride` places a server.
    var queues: Table<Job>
    /// Each pool's serving servers, `memberStride` places a pool.
    var members: Table<UInt16>
    /// Numbers of servers that are off.
    var idle: Table<UInt16>
    /// What all servers cost.
    var bill: Bill
    let demands: UnitTables
    let plan: FleetPlan
    let slotsPerServer: Int
    let queueStride: Int
    static var memberStride: Int { 4_096 }

    init(_ scenario: Scenario) {
        plan = scenario.fleet
        slotsPerServer = plan.slotsPerServer
        queueStride = scenario.services.map(\.queueLimit).max()!
        demands = UnitTables(variations: scenario.services.map(\.workVariation))
        pools = Table(repeating: Pool(), count: Service.count)
        servers = Table()
        working = Table()
        endsAt = Table()
        queues = Table()
        members = Table(repeating: 0, count: Service.count * Self.memberStride)
        idle = Table()
        bill = Bill(scenario.fleet.tariff)
        for service in Service.allCases {
            let plan = scenario[service]
            pools[service.index].queueLimit = UInt8(plan.queueLimit)
            pools[service.index].pageWork = plan.pageWork.inSeconds
            pools[service.index].messageWork = plan.messageWork.inSeconds
            pools[service.index].demandTable = demands.index(of: plan.workVariation)
            pools[service.index].measured = scenario.start
            pools[service.index].peakMinute = scenario.start
        }
    }

    /// What became of a job that came to a pool.
    enum Arrival: Equatable {
        /// A server works on it, or it queues at one.
        case taken
        /// Every queue that was looked at was full, or no server serves.
        case refused
    }

    /// A job comes to a pool: the balancer picks a server, which starts it or queues it.
    ///
    /// - Parameter chance: 64 random bits of the job: 32 for its work, 32 for the balancer.
    mutating func arrive(
        _ subject: UInt32, turn: UInt16, kind: Job.Kind, at pool: Int, chance: UInt64, now: Instant,
        calendar: inout EventCalendar<WorldEvent>
    ) -> Arrival {
        pools[pool].offered += 1
        guard pools[pool].serving > 0 else {
            pools[pool].refused += 1
            return .refused
        }
        let server = choose(pool, UInt32(truncatingIfNeeded: chance >> 32))
        let job = Job(
            subject: subject, turn: turn, kind: kind, chance: UInt32(truncatingIfNeeded: chance), arrived: now)
        if Int(servers[server].busy) < slotsPerServer {
            pools[pool].measure(now)
            pools[pool].inSystem += 1
            begin(job, on: server, now: now, calendar: &calendar)
            return .taken
        }
        guard servers[server].waiting < pools[pool].queueLimit else {
            pools[pool].refused += 1
            return .refused
        }
        pools[pool].measure(now)
        pools[pool].inSystem += 1
        enqueue(job, on: server, pool)
        return .taken
    }

    private mutating func enqueue(_ job: Job, on server: Int, _ pool: Int) {
        var place = Int(servers[server].head) + Int(servers[server].waiting)
        if place >= queueStride { place -= queueStride }
        queues[server * queueStride + place] = job
        servers[server].waiting += 1
        if servers[server].waiting > pools[pool].queuePeak { pools[pool].queuePeak = servers[server].waiting }
    }

    /// Puts a job into a free slot and schedules its end.
    private mutating func begin(
        _ job: Job, on server: Int, now: Instant, calendar: inout EventCalendar<WorldEvent>
    ) {
        let pool = Int(servers[server].pool)
        let slot = (~servers[server].slots).trailingZeroBitCount
        servers[server].slots |= 1 << UInt8(slot)
        servers[server].busy += 1
        pools[pool].busy += 1
        working[server * slotsPerServer + slot] = job
        let mean = job.kind == .message ? pools[pool].messageWork : pools[pool].pageWork
        var factor = pools[pool].slowdown
        if now < servers[server].warmUntil { factor *= Double(plan.warmUpSlowdown) / 1000 }
        let work = demands.sample(pools[pool].demandTable, seconds: mean * factor, job.chance)
        let end = now + TimeSpan(nanoseconds: work)
        pools[pool].workDone += work
        endsAt[server * slotsPerServer + slot] = end
        calendar.schedule(
            .serviceEnds(
                server: UInt16(server), slot: UInt8(slot), incarnation: servers[server].incarnation),
            at: end)
    }

    /// A slot's work is done: returns its job and starts the next in the queue; nil if the server
    /// crashed meanwhile.
    @inline(__always)
    mutating func end(
        server number: UInt16, slot: UInt8, incarnation: UInt16, now: Instant,
        calendar: inout EventCalendar<WorldEvent>
    ) -> Job? {
        let server = Int(number)
        guard servers[server].incarnation == incarnation else { return nil }
        let pool = Int(servers[server].pool)
        let job = working[server * slotsPerServer + Int(slot)]
        pools[pool].measure(now)
        pools[pool].inSystem -= 1
        pools[pool].busy -= 1
        pools[pool].served += 1
        pools[pool].sojourns += (now - job.arrived).nanoseconds
        servers[server].slots &= ~(1 << slot)
        servers[server].busy -= 1
        if servers[server].waiting > 0 {
            let head = Int(servers[server].head)
            let next = queues[server * queueStride + head]
            servers[server].head = head + 1 == queueStride ? 0 : UInt8(head + 1)
            servers[server].waiting -= 1
            begin(next, on: server, now: now, calendar: &calendar)
        } else if servers[server].state == .draining, servers[server].busy == 0 {
            retire(server, now)
        }
        return job
    }

    /// The balancer's choice among the serving servers of a pool.
    @inline(__always)
    private mutating func choose(_ pool: Int, _ chance: UInt32) -> Int {
        let count = pools[pool].serving
        let base = pool * Self.memberStride
        switch plan.balancing {
        case .twoChoices:
            let first = (Int(chance & 0xFFFF) * count) >> 16
            var second = (Int(chance >> 16) * (count - 1)) >> 16
            if second >= first { second += 1 }
            let a = Int(members[base + first])
            if count == 1 { return a }
            let b = Int(members[base + second])
            return servers[a].load <= servers[b].load ? a : b
        case .roundRobin:
            pools[pool].round = pools[pool].round + 1 < count ? pools[pool].round + 1 : 0
            return Int(members[base + pools[pool].round])
        case .leastOutstanding:
            var best = -1, least = Int.max
            for step in 1...count {
                let place = (pools[pool].round + step) % count
                let server = Int(members[base + place])
                if servers[server].load < least {
                    best = place
                    least = servers[server].load
                }
            }
            pools[pool].round = best
            return Int(members[base + best])
        }
    }
}
