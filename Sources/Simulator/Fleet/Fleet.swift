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
    var lives: Table<ServerLife>
    /// The zones that are lost just now, a bit each.
    var lostZones: UInt32 = 0
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
    let controlsBox: Box<OverloadControls>
    /// At most 16,384 servers a pool. No power of two: the pools' lists must not share cache sets.
    static var memberStride: Int { 16_448 }

    init(_ scenario: Scenario) {
        plan = scenario.fleet
        slotsPerServer = plan.slotsPerServer
        queueStride = scenario.services.map(\.queueLimit).max()!
        demands = UnitTables(variations: scenario.services.map(\.workVariation))
        pools = Table(repeating: Pool(), count: Service.count)
        servers = Table()
        lives = Table()
        working = Table()
        endsAt = Table()
        queues = Table()
        members = Table(repeating: 0, count: Service.count * Self.memberStride)
        idle = Table()
        bill = Bill(scenario.fleet.tariff, from: scenario.start)
        controlsBox = Box(OverloadControls(scenario, queueStride: queueStride))
        for service in Service.allCases {
            let plan = scenario[service]
            pools[service.index].queueLimit = UInt8(plan.queueLimit)
            pools[service.index].isControlled = plan.isControlled
            setSlowdown(1, of: service, plan)
            pools[service.index].demandTable = demands.index(of: plan.workVariation)
            pools[service.index].inSystem = LevelIntegral(from: scenario.start)
            pools[service.index].busy = LevelIntegral(from: scenario.start)
            pools[service.index].slots = LevelIntegral(from: scenario.start)
            pools[service.index].peakMinute = scenario.start
        }
    }

    /// Makes a service's work take this many times its plan, from the next job on.
    mutating func setSlowdown(_ factor: Double, of service: Service, _ plan: ServicePlan) {
        pools[service.index].pageWork = plan.pageWork.inSeconds * factor
        pools[service.index].messageWork = plan.messageWork.inSeconds * factor
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
        let number = choose(pool, UInt32(truncatingIfNeeded: chance >> 32))
        let job = Job(
            subject: subject, turn: turn, kind: kind, chance: UInt32(truncatingIfNeeded: chance), arrived: now)
        if let slot = servers[number].takeSlot(of: slotsPerServer) {
            begin(job, at: pool, on: number, slot, now: now, calendar: &calendar)
        } else if let place = servers[number].joinQueue(limit: pools[pool].queueLimit, size: queueStride) {
            queues[number * queueStride + place] = job
            pools[pool].queuePeak = max(pools[pool].queuePeak, servers[number].waiting)
        } else {
            pools[pool].refused += 1
            return .refused
        }
        pools[pool].inSystem.rise(at: now)
        return .taken
    }

    /// Puts a job into a slot that was taken for it, and schedules its end.
    @inline(__always)
    mutating func begin(
        _ job: Job, at pool: Int, on number: Int, _ slot: Int, now: Instant,
        calendar: inout EventCalendar<WorldEvent>
    ) {
        var mean =
            job.kind.rawValue >= Job.Kind.message.rawValue ? pools[pool].messageWork : pools[pool].pageWork
        if now < servers[number].slowUntil { mean *= Double(servers[number].slowness) / 1000 }
        let work = demands.sample(pools[pool].demandTable, seconds: mean, job.chance)
        let end = now + TimeSpan(nanoseconds: work)
        pools[pool].begins(work: work, at: now)
        let place = number * slotsPerServer + slot
        working[place] = job
        endsAt[place] = end
        calendar.schedule(
            .serviceEnds(
                server: UInt16(truncatingIfNeeded: number), slot: UInt8(truncatingIfNeeded: slot),
                incarnation: servers[number].incarnation),
            at: end)
    }

    /// A slot's work is done: returns its job and starts the next in the queue; nil if the server
    /// crashed meanwhile.
    @inline(__always)
    mutating func end(
        server index: UInt16, slot: UInt8, incarnation: UInt16, now: Instant,
        calendar: inout EventCalendar<WorldEvent>
    ) -> Job? {
        let number = Int(index)
        guard servers[number].incarnation == incarnation else { return nil }
        let pool = Int(servers[number].pool)
        let job = working[number * slotsPerServer + Int(slot)]
        pools[pool].ends(since: job.arrived, at: now)
        if pools[pool].isControlled,
            beginNextControlled(after: job, at: pool, on: number, Int(slot), now: now, calendar: &calendar)
        {
            return job
        }
        if let place = servers[number].leaveQueue(size: queueStride) {
            // The slot goes from one job to the next.
            begin(
                queues[number * queueStride + place], at: pool, on: number, Int(slot), now: now, calendar: &calendar)
        } else {
            servers[number].freeSlot(slot)
            if servers[number].state == .draining, servers[number].busy == 0 { retire(number, now) }
        }
        return job
    }

    /// The balancer's choice among the serving servers of a pool.
    @inline(__always)
    mutating func choose(_ pool: Int, _ chance: UInt32) -> Int {
        let count = pools[pool].serving
        let base = pool * Self.memberStride
        switch plan.balancing {
        case .twoChoices:
            // Nobody can foresee which two, nor which of them has less: no branch asks.
            let first = (Int(chance & 0xFFFF) * count) >> 16
            let other = (Int(chance >> 16) * (count - 1)) >> 16
            let second = other + Int(BranchFree.bit(other >= first && count > 1))
            let a = members[base + first], b = members[base + second]
            let prefersFirst = servers[Int(a)].load <= servers[Int(b)].load
            return Int(BranchFree.select(prefersFirst, UInt64(a), UInt64(b)))
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

extension Fleet {
    var controls: OverloadControls {
        @inline(__always) unsafeAddress { controlsBox.readOnlyAddress }
        @inline(__always) unsafeMutableAddress { controlsBox.address }
    }
}
