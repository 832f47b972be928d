import DiscreteEvent
import Platform
import Primitives
import Workload

/// Servers that fail: crashes, lost zones, and servers that are slow without anybody's noticing.
extension Fleet {
    /// A server dies with all that is on it; the jobs are handed to `lose` so that their owners can be told
    /// nothing, which is what a crash tells.
    mutating func crash(_ server: Int, now: Instant, lose: (Job) -> Void) {
        let pool = Int(servers[server].pool)
        let state = servers[server].state
        pools[pool].crashes += 1
        switch state {
        case .serving: leave(server, now: now)
        case .booting: pools[pool].booting -= 1
        case .draining: break
        case .off, .crashed: preconditionFailure("server \(server) can't crash: it is \(state)")
        }
        for slot in 0..<slotsPerServer where servers[server].slots & (1 << UInt8(slot)) != 0 {
            drop(working[server * slotsPerServer + slot], pool, now, lose)
            pools[pool].workDone -= (endsAt[server * slotsPerServer + slot] - now).nanoseconds
            pools[pool].busy.fall(at: now)
        }
        for offset in 0..<Int(servers[server].waiting) {
            let place = (Int(servers[server].head) + offset) % queueStride
            drop(queues[server * queueStride + place], pool, now, lose)
        }
        servers[server].busy = 0
        servers[server].slots = 0
        servers[server].waiting = 0
        servers[server].incarnation &+= 1
        // One that was to go anyway does not come back.
        if state == .draining { return retire(server, now) }
        servers[server].state = .crashed
        lives[server].changed = now
        pools[pool].down += 1
    }

    private mutating func drop(_ job: Job, _ pool: Int, _ now: Instant, _ lose: (Job) -> Void) {
        pools[pool].inSystem.fall(at: now)
        pools[pool].crashed += 1
        pools[pool].sojourns += (now - job.arrived).nanoseconds
        lose(job)
    }

    /// Boots every crashed server of a pool again, but for those in zones that are lost.
    mutating func restartCrashed(_ pool: Int, now: Instant, calendar: inout EventCalendar<WorldEvent>) {
        for server in 0..<servers.count
        where Int(servers[server].pool) == pool && servers[server].state == .crashed && !isLost(lives[server].zone) {
            pools[pool].down -= 1
            boot(server, now: now, calendar: &calendar)
        }
    }

    /// Gives up the servers that have been down for long: they are billed no more, and others may be ordered.
    ///
    /// So does Kubernetes with the pods of a node that it cannot reach, after 300 s ("Taints and Tolerations").
    mutating func giveUpCrashed(_ now: Instant) {
        var isAnyDown = false
        for pool in 0..<Service.count where pools[pool].down > 0 { isAnyDown = true }
        guard isAnyDown else { return }
        for server in 0..<servers.count
        where servers[server].state == .crashed && lives[server].changed + plan.replaceAfter <= now {
            pools[Int(servers[server].pool)].down -= 1
            pools[Int(servers[server].pool)].givenUp += 1
            retire(server, now)
        }
    }

    /// The first so many of a pool's serving servers, in one zone or in any.
    func firstServing(_ count: Fault.ServerCount, in pool: Int, zone: Int?) -> [Int] {
        let base = pool * Self.memberStride
        let there = (0..<pools[pool].serving).map { Int(members[base + $0]) }.filter { server in
            zone.map { Int(lives[server].zone) == $0 - 1 } ?? true
        }
        return Array(there.prefix(count.of(there.count)))
    }

    /// Makes servers of a pool slow until an instant; they go on taking their share of the jobs.
    mutating func turnGray(_ chosen: [Int], in pool: Int, permille: Int, until end: Instant) {
        for server in chosen {
            pools[pool].grayed += 1
            servers[server].slowUntil = end
            servers[server].slowness = UInt32(permille)
            servers[server].slowCause = .gray
        }
    }

    /// How often servers crashed, were given up, and became gray, in all pools.
    var failures: (crashed: Int, givenUp: Int, gray: Int) {
        var sums = (crashed: 0, givenUp: 0, gray: 0)
        for pool in 0..<Service.count {
            sums.crashed += pools[pool].crashes
            sums.givenUp += pools[pool].givenUp
            sums.gray += pools[pool].grayed
        }
        return sums
    }

    /// Whether a zone is lost just now.
    func isLost(_ zone: UInt8) -> Bool { lostZones & 1 << UInt32(zone) != 0 }

    /// The zone of a pool's next server: they are dealt in turn to those that are not lost.
    mutating func nextZone(_ pool: Int) -> UInt8 {
        for _ in 0..<plan.zones {
            let zone = UInt8(pools[pool].ordered % plan.zones)
            pools[pool].ordered += 1
            if !isLost(zone) { return zone }
        }
        return UInt8(pools[pool].ordered % plan.zones)
    }

    /// Per pool, the serving servers whose load a reaction leaves out. O(servers).
    func leftOut(of reaction: ScalingReaction, window: TimeSpan, _ now: Instant) -> [Int] {
        var counts = [Int](repeating: 0, count: Service.count)
        for server in 0..<servers.count where servers[server].state == .serving {
            let life = lives[server]
            guard life.ordered > .distantPast else { continue }
            let isOut = reaction.leavesOut(
                isReady: true, started: life.ordered + plan.placement, changed: life.changed, sampled: now,
                window: window, now: now)
            if isOut { counts[Int(servers[server].pool)] += 1 }
        }
        return counts
    }
}
