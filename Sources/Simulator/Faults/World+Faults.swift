import DiscreteEvent
import Platform
import Primitives
import Workload

/// Faults: events on the scenario's tape, two for each time that a fault happens.
extension World {
    /// Puts the tape into the calendar; what waits for a condition comes when that is true.
    func scheduleFaults(_ calendar: inout Calendar) {
        for (index, fault) in scenario.faults.enumerated() where fault.condition == nil {
            for n in 0..<fault.times {
                let begins = fault.beginning(n)
                calendar.schedule(.faultTurns(index: UInt16(index * 2)), at: begins)
                calendar.schedule(.faultTurns(index: UInt16(index * 2 + 1)), at: begins + fault.length)
            }
        }
    }

    /// A fault begins (even index) or ends (odd). Apart from the event loop, which copies no faults.
    @inline(never)
    mutating func faultTurns(_ index: Int, _ now: Instant, _ calendar: inout Calendar) {
        let fault = scenario.faults[index / 2]
        let begins = index.isMultiple(of: 2)
        tape.turns(index / 2, begins: begins)
        if begins {
            gauges.issuing.begins(fault, level: gauges.preparing)
            gauges.begins(fault, at: now)
        }
        switch fault.kind.form.place {
        case .coordinator: coordinatorTurns(fault.kind, begins: begins, now, &calendar)
        case .stockStore, .outside: outsideTurns(fault, begins: begins, now, &calendar)
        case .anyService, .oneService, .messages:
            for service in Service.allCases where fault.service == nil || fault.service == service {
                serversFail(fault, service.index, begins: begins, now, &calendar)
                refreshTrouble(service)
                letGo(of: service.index, now, &calendar)
            }
            tape.delaysPages = Service.allCases.contains {
                $0.servesPages && fleet.pools[$0.index].trouble.delay > .zero
            }
        }
    }

    /// Looks, once a second, whether the conditions of faults that wait for one hold.
    @inline(never)
    mutating func watchConditions(_ now: Instant, _ calendar: inout Calendar) {
        var n = 0
        while n < tape.waiting.count {
            let watch = tape.waiting[n], fault = scenario.faults[watch.fault]
            let pool = watch.condition.service.index
            let busy = fleet.pools[pool].busy.integral(until: now)
            let holds = tape.looks(n, busy: busy, slots: fleet.pools[pool].slots.integral(until: now))
            if holds, now >= fault.from, now <= fault.until {
                tape.stopWaiting(n)
                calendar.schedule(.faultTurns(index: UInt16(watch.fault * 2)), at: now)
                calendar.schedule(.faultTurns(index: UInt16(watch.fault * 2 + 1)), at: now + watch.condition.lasts)
            } else {
                n += 1
            }
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
            for server in fleet.firstServing(count, in: pool, zone: fault.zone) where fleet.pools[pool].serving > 1 {
                crash(server, now)
            }
        case .zoneLoss(let zone):
            let bit: UInt32 = 1 << UInt32(zone - 1)
            fleet.lostZones = begins ? fleet.lostZones | bit : fleet.lostZones & ~bit
            guard begins else { return fleet.restartCrashed(pool, now: now, calendar: &calendar) }
            for server in 0..<fleet.servers.count where isStanding(server, in: pool, zone: zone) { crash(server, now) }
        case .gray(let count, let permille):
            guard begins else { return }
            fleet.turnGray(
                fleet.firstServing(count, in: pool, zone: fault.zone), in: pool, permille: permille,
                until: now + fault.length)
        case .outage, .hang, .refusing, .slow, .latency, .errors, .lostMessages, .lostReplies, .duplicatedMessages,
            .reorderedMessages, .backlog, .coordinatorCrash, .coordinatorPause, .replicaLag, .failOver, .clockSkew,
            .clockStep, .providerBrownOut, .supplierOutage, .supplierDry:
            break
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
    private mutating func refreshTrouble(_ service: Service) {
        var trouble = Trouble()
        var slowdown = 1.0
        for (index, fault) in scenario.faults.enumerated()
        where tape.isActive[index] && (fault.service == nil || fault.service == service) {
            trouble.add(fault.kind)
            if case .slow(let permille) = fault.kind { slowdown *= Double(permille) / 1000 }
        }
        fleet.pools[service.index].trouble = trouble
        fleet.setSlowdown(slowdown, of: service, scenario[service])
    }

    /// A fault of the stock stores or of a party outside begins or ends.
    private mutating func outsideTurns(_ fault: Fault, begins: Bool, _ now: Instant, _ calendar: inout Calendar) {
        var outside = OutsideTrouble()
        for (index, other) in scenario.faults.enumerated() where tape.isActive[index] { outside.add(other.kind) }
        tape.outside = outside
        supplier.isDry = outside.supplierIsDry
        station.times.setReplicaLag(scenario.stockStore.replicaLag + outside.replicaLag)
        if fault.kind == .failOver, begins {
            send(procedure.failOver, after: scenario.fleet.networkLeg, now, &calendar)
        }
    }
}
