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
        for service in Service.allCases where fault.service == nil || fault.service == service {
            if case .crash(let count) = fault.kind {
                begins
                    ? crash(count, in: service.index, now)
                    : fleet.restartCrashed(service.index, now: now, calendar: &calendar)
            }
            refreshTrouble(service, now)
        }
    }

    /// Crashes the first servers of a pool, but for one, with all that is on them.
    private mutating func crash(_ count: Int, in pool: Int, _ now: Instant) {
        for _ in 0..<count where fleet.pools[pool].serving > 1 {
            let server = Int(fleet.members[pool * Fleet.memberStride])
            var lost: [UInt32] = []
            fleet.crash(server, now: now) { job in if job.kind == .message { lost.append(job.subject) } }
            for envelope in lost { auditors.saw(mail.open(envelope).body, .crashed, at: now) }
        }
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
            case .crash: break
            }
        }
        fleet.pools[service.index].trouble = trouble
        fleet.setSlowdown(slowdown, of: service, scenario[service])
    }
}
