import DiscreteEvent
import Primitives
import Workload

/// Servers that come and go.
extension Fleet {
    /// Opens a server that serves at once and is warm: how a run begins.
    mutating func openWarm(_ pool: Int, now: Instant) {
        let server = open(pool, now: now)
        serve(server, now: now)
        pools[pool].serversAtStart += 1
    }

    /// Orders a server; it serves when it has been placed, has its image, has booted, was probed and registered.
    mutating func order(_ pool: Int, now: Instant, calendar: inout EventCalendar<WorldEvent>) {
        let server = open(pool, now: now)
        boot(server, now: now, calendar: &calendar)
    }

    mutating func boot(_ server: Int, now: Instant, calendar: inout EventCalendar<WorldEvent>) {
        let pool = Int(servers[server].pool)
        servers[server].state = .booting
        lives[server].ordered = now
        pools[pool].booting += 1
        pools[pool].serversPeak = max(pools[pool].serversPeak, pools[pool].serving + pools[pool].booting)
        calendar.schedule(
            .serverReady(server: UInt16(server), incarnation: servers[server].incarnation),
            at: now + plan.servesAfter)
    }

    /// A server is registered at the balancer.
    mutating func ready(server: Int, incarnation: UInt16, now: Instant) {
        guard servers[server].incarnation == incarnation, servers[server].state == .booting else { return }
        pools[Int(servers[server].pool)].booting -= 1
        servers[server].slowUntil = now + plan.warmUp
        servers[server].slowness = UInt32(plan.warmUpSlowdown)
        servers[server].slowCause = .warmUp
        lives[server].changed = now - plan.registration
        serve(server, now: now)
    }

    /// Takes a server out of the balancer; it finishes what it has. Boots in progress are called off first.
    mutating func drainOne(_ pool: Int, now: Instant) {
        if pools[pool].booting > 0 {
            for server in stride(from: servers.count - 1, through: 0, by: -1)
            where Int(servers[server].pool) == pool && servers[server].state == .booting {
                pools[pool].booting -= 1
                retire(server, now)
                return
            }
        }
        guard pools[pool].serving > 1 else { return }
        drain(Int(members[pool * Self.memberStride + pools[pool].serving - 1]), now: now)
    }

    /// Takes a serving server out of the balancer.
    mutating func drain(_ server: Int, now: Instant) {
        leave(server, now: now)
        servers[server].state = .draining
        if servers[server].busy == 0 { retire(server, now) }
    }

    private mutating func open(_ pool: Int, now: Instant) -> Int {
        let server: Int
        if idle.count > 0 {
            server = Int(idle.removeLast())
        } else {
            server = servers.append(Server())
            lives.append(ServerLife())
            precondition(server < Int(UInt16.max), "more than 65,534 servers in one run")
            let empty = Job(subject: 0, turn: 0, kind: .message, chance: 0, arrived: .origin)
            for _ in 0..<slotsPerServer {
                working.append(empty)
                endsAt.append(now)
            }
            for _ in 0..<queueStride { queues.append(empty) }
        }
        let incarnation = servers[server].incarnation &+ 1
        servers[server] = Server()
        servers[server].incarnation = incarnation
        servers[server].pool = UInt8(pool)
        lives[server] = ServerLife(zone: nextZone(pool))
        bill.opened(ServerID(index: server), at: now)
        return server
    }

    private mutating func serve(_ server: Int, now: Instant) {
        let pool = Int(servers[server].pool)
        pools[pool].slots.step(Int64(slotsPerServer), at: now)
        precondition(pools[pool].serving < Self.memberStride, "more servers in one pool than \(Self.memberStride)")
        members[pool * Self.memberStride + pools[pool].serving] = UInt16(server)
        servers[server].place = UInt16(pools[pool].serving)
        servers[server].state = .serving
        pools[pool].serving += 1
        pools[pool].serversPeak = max(pools[pool].serversPeak, pools[pool].serving + pools[pool].booting)
    }

    /// Takes a serving server out of its pool's members; the last member takes its place.
    mutating func leave(_ server: Int, now: Instant) {
        let pool = Int(servers[server].pool), base = pool * Self.memberStride
        pools[pool].slots.step(-Int64(slotsPerServer), at: now)
        pools[pool].serving -= 1
        let last = members[base + pools[pool].serving]
        members[base + Int(servers[server].place)] = last
        servers[Int(last)].place = servers[server].place
    }

    /// The server is gone and no longer billed.
    mutating func retire(_ server: Int, _ now: Instant) {
        bill.closed(ServerID(index: server), at: now)
        servers[server].state = .off
        servers[server].incarnation &+= 1
        idle.append(UInt16(server))
    }

    /// Servers that exist, in one pool.
    func size(_ pool: Int) -> Int { pools[pool].serving + pools[pool].booting + pools[pool].down }

    /// Servers that exist, in all pools.
    var size: Int {
        var sum = 0
        for pool in 0..<Service.count { sum += size(pool) }
        return sum
    }

    /// Servers that serve, in all pools.
    var serving: Int {
        var sum = 0
        for pool in 0..<Service.count { sum += pools[pool].serving }
        return sum
    }
}
