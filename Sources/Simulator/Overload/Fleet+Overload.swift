import DiscreteEvent
import Platform
import Primitives
import Workload

/// What a job has to say for itself where an overload control decides.
struct AdmissionClaim: BitwiseCopyable {
    /// How important it is.
    var priority: DagorPriority
    /// When the request that it belongs to reached the gateway.
    var since: Instant
}

/// The way of jobs at servers that have an overload control; the same as without, but for who gets in, who is next,
/// and who is dropped.
extension Fleet {
    /// A job comes to a pool with an overload control.
    mutating func arriveControlled(
        _ subject: UInt32, turn: UInt16, kind: Job.Kind, at pool: Int, chance: UInt64, claim: AdmissionClaim,
        now: Instant, calendar: inout EventCalendar<WorldEvent>
    ) -> Arrival {
        pools[pool].offered += 1
        guard pools[pool].serving > 0 else {
            pools[pool].refused += 1
            return .refused
        }
        let number = choose(pool, UInt32(truncatingIfNeeded: chance >> 32))
        controls.prepare(number, of: pool, incarnation: servers[number].incarnation)
        dropExpired(number, pool, now)
        var expiry = claim.since + controls.pools[pool].deadline
        guard expiry > now, admits(claim.priority, number, pool, now) else {
            pools[pool].shed += 1
            return .refused
        }
        let job = Job(
            subject: subject, turn: turn, kind: kind, chance: UInt32(truncatingIfNeeded: chance), arrived: now)
        let inFlight = UInt16(servers[number].load + 1)
        if let slot = servers[number].takeSlot(of: slotsPerServer) {
            begins(number, pool, slot, queued: .zero, inFlight: inFlight)
            begin(job, at: pool, on: number, slot, now: now, calendar: &calendar)
        } else {
            let wasEmpty = servers[number].waiting == 0
            guard let place = servers[number].joinQueue(limit: pools[pool].queueLimit, size: queueStride) else {
                pools[pool].refused += 1
                return .refused
            }
            if controls.pools[pool].kind == .queueTimeout {
                expiry = min(expiry, now + controls.timeouts[number].joins(emptyQueue: wasEmpty, at: now))
            }
            let index = number * queueStride + place
            queues[index] = job
            controls.expiries[index] = expiry
            controls.queuedInFlight[index] = inFlight
            pools[pool].queuePeak = max(pools[pool].queuePeak, servers[number].waiting)
        }
        pools[pool].inSystem.rise(at: now)
        return .taken
    }

    /// A slot of a controlled server has done a job and turns to the next; false if there is none.
    mutating func beginNextControlled(
        after job: Job, at pool: Int, on number: Int, _ slot: Int, now: Instant,
        calendar: inout EventCalendar<WorldEvent>
    ) -> Bool {
        ended(job, number, pool, slot, now)
        dropExpired(number, pool, now)
        while let place = nextPlace(number, pool, now) {
            let index = number * queueStride + place
            let next = queues[index]
            if controls.expiries[index] <= now {
                drop(next, pool, now)
                continue
            }
            begins(
                number, pool, slot, queued: now - next.arrived, inFlight: controls.queuedInFlight[index])
            begin(next, at: pool, on: number, slot, now: now, calendar: &calendar)
            return true
        }
        return false
    }

    /// Takes who is next out of a server's queue.
    private mutating func nextPlace(_ number: Int, _ pool: Int, _ now: Instant) -> Int? {
        if controls.pools[pool].kind == .queueTimeout, servers[number].waiting > 0,
            controls.timeouts[number].servesNewestFirst(at: now)
        {
            return servers[number].leaveQueueLast(size: queueStride)
        }
        return servers[number].leaveQueue(size: queueStride)
    }

    /// Drops those at the head of a queue that have waited for too long.
    private mutating func dropExpired(_ number: Int, _ pool: Int, _ now: Instant) {
        while servers[number].waiting > 0 {
            let index = number * queueStride + Int(servers[number].head)
            guard controls.expiries[index] <= now else { return }
            _ = servers[number].leaveQueue(size: queueStride)
            drop(queues[index], pool, now)
        }
    }

    private mutating func drop(_ job: Job, _ pool: Int, _ now: Instant) {
        pools[pool].inSystem.fall(at: now)
        pools[pool].dropped += 1
        pools[pool].sojourns += (now - job.arrived).nanoseconds
        controls.dropped.append(job)
    }

    /// Whether the pool's control lets a job come to a server.
    private mutating func admits(_ priority: DagorPriority, _ number: Int, _ pool: Int, _ now: Instant) -> Bool {
        switch controls.pools[pool].kind {
        case .none, .queueTimeout: return true
        case .tokenBucket:
            let units = controls.pools[pool].hasBucketPerSlot ? Int(pools[pool].slots.level) : 1
            return controls.pools[pool].bucket.admits(units: units, at: now)
        case .gradient2: return controls.limits[number].admits(load: servers[number].load)
        case .dagor:
            let verdict = controls.admissions[number].judge(priority, at: now)
            if verdict == .shedByCaller { pools[pool].shedByCallers += 1 }
            return verdict == .admitted
        }
    }

    /// A job begins to be worked on.
    private mutating func begins(_ number: Int, _ pool: Int, _ slot: Int, queued: TimeSpan, inFlight: UInt16) {
        controls.workingInFlight[number * slotsPerServer + slot] = inFlight
        if controls.pools[pool].kind == .dagor { controls.admissions[number].observe(queuing: queued) }
    }

    /// A job is done.
    private mutating func ended(_ job: Job, _ number: Int, _ pool: Int, _ slot: Int, _ now: Instant) {
        switch controls.pools[pool].kind {
        case .none, .tokenBucket, .queueTimeout: break
        case .gradient2:
            let inFlight = Int(controls.workingInFlight[number * slotsPerServer + slot])
            controls.limits[number].observe(response: now - job.arrived, inFlight: inFlight)
        case .dagor: controls.admissions[number].replies(at: now)
        }
    }
}

extension Server {
    /// Leaves the last place of the queue; nil when nobody waits.
    @inline(__always)
    mutating func leaveQueueLast(size: Int) -> Int? {
        guard waiting > 0 else { return nil }
        waiting &-= 1
        let place = Int(head) &+ Int(waiting)
        if waiting == 0 { head = 0 }
        return place < size ? place : place &- size
    }
}
