import DiscreteEvent
import Platform
import Primitives
import Workload

/// Faults: events on the scenario's tape, two for each fault.
extension World {
    /// Puts the tape into the calendar.
    func scheduleFaults(_ calendar: inout Calendar) {
        for (index, fault) in scenario.faults.enumerated() {
            calendar.schedule(.faultTurns(index: UInt16(index * 2)), at: fault.from)
            calendar.schedule(.faultTurns(index: UInt16(index * 2 + 1)), at: fault.until)
        }
    }

    /// A fault begins (even index) or ends (odd).
    mutating func faultTurns(_ index: Int, _ now: Instant, _ calendar: inout Calendar) {
        let fault = scenario.faults[index / 2]
        let begins = index.isMultiple(of: 2)
        if begins { gauges.issuing.begins(fault, level: gauges.preparing) }
        if fault.kind.isOfCoordinator { return coordinatorTurns(fault.kind, begins: begins, now, &calendar) }
        for service in Service.allCases where fault.service == nil || fault.service == service {
            serversFail(fault, service.index, begins: begins, now, &calendar)
            refreshTrouble(service, now)
            if !fleet.pools[service.index].trouble.hangs { letGoOfHung(service.index, now, &calendar) }
        }
    }

    /// What a fault does to the servers of one pool when it turns.
    private mutating func serversFail(
        _ fault: Fault, _ pool: Int, begins: Bool, _ now: Instant, _ calendar: inout Calendar
    ) {
        switch fault.kind {
        case .crash(let count):
            guard begins else { return fleet.restartCrashed(pool, now: now, calendar: &calendar) }
            // The first servers, but for one.
            for _ in 0..<count where fleet.pools[pool].serving > 1 {
                crash(Int(fleet.members[pool * Fleet.memberStride]), now)
            }
        case .zoneLoss(let zone):
            let bit: UInt32 = 1 << UInt32(zone - 1)
            fleet.lostZones = begins ? fleet.lostZones | bit : fleet.lostZones & ~bit
            guard begins else { return fleet.restartCrashed(pool, now: now, calendar: &calendar) }
            for server in 0..<fleet.servers.count where isStanding(server, in: pool, zone: zone) { crash(server, now) }
        case .gray(let count, let permille):
            if begins { fleet.turnGray(count, in: pool, permille: permille, until: fault.until) }
        case .outage, .refusing, .slow, .errors, .lostReplies, .hang, .coordinatorCrash, .coordinatorPause: break
        }
    }

    /// Whether a server of a pool stands in a zone, whatever it does there.
    private func isStanding(_ server: Int, in pool: Int, zone: Int) -> Bool {
        guard Int(fleet.servers[server].pool) == pool, Int(fleet.lives[server].zone) == zone - 1 else { return false }
        switch fleet.servers[server].state {
        case .booting, .serving, .draining: return true
        case .off, .crashed: return false
        }
    }

    /// Crashes a server with all that is on it.
    private mutating func crash(_ server: Int, _ now: Instant) {
        var lost: [UInt32] = []
        fleet.crash(server, now: now) { job in if job.kind == .message { lost.append(job.subject) } }
        for envelope in lost { auditors.saw(mail.open(envelope).body, .crashed, at: now) }
    }

    /// Works out what the faults that are active now do to a service together.
    private mutating func refreshTrouble(_ service: Service, _ now: Instant) {
        var trouble = Trouble()
        var slowdown = 1.0
        for fault in scenario.faults
        where fault.from <= now && now < fault.until && (fault.service == nil || fault.service == service) {
            switch fault.kind {
            case .outage: trouble.isOut = true
            case .refusing: trouble.refuses = true
            case .slow(let permille): slowdown *= Double(permille) / 1000
            case .errors(let permille): trouble.errors = min(1_000, trouble.errors + UInt16(permille))
            case .lostReplies(let permille):
                trouble.lostReplies = min(1_000, trouble.lostReplies + UInt16(permille))
            case .hang:
                trouble.isOut = true
                trouble.hangs = true
            case .crash, .zoneLoss, .gray, .coordinatorCrash, .coordinatorPause: break
            }
        }
        fleet.pools[service.index].trouble = trouble
        fleet.setSlowdown(slowdown, of: service, scenario[service])
    }
}
