import DiscreteEvent
import Platform
import Primitives
import Workload

/// Something that a service has taken and does not answer.
struct HungJob: BitwiseCopyable {
    var job: Job
    var pool: UInt8
}

extension Job {
    /// A message that no server works on.
    init(message envelope: UInt32, at now: Instant) {
        self.init(subject: envelope, turn: 0, kind: .message, chance: 0, arrived: now)
    }
}

/// A service that hangs holds whatever comes, and when it is over fails all of it at once, as the connections break.
extension World {
    mutating func hold(_ job: Job, _ pool: Int) {
        hung.append(HungJob(job: job, pool: UInt8(pool)))
    }

    /// Fails what a pool holds, in the order in which it came.
    mutating func letGoOfHung(_ pool: Int, _ now: Instant, _ calendar: inout Calendar) {
        guard hung.count > 0 else { return }
        var kept = Table<HungJob>()
        for index in 0..<hung.count {
            let held = hung[index]
            guard Int(held.pool) == pool else {
                kept.append(held)
                continue
            }
            fleet.pools[pool].refused += 1
            switch held.job.kind {
            case .message: sendBack(mail.open(held.job.subject).body, now, &calendar)
            case .pageAtGateway, .pageAtService:
                let slot = Int(held.job.subject)
                if shoppers[slot].waits(for: held.job.turn) { answerError(slot, held.job.turn, now, &calendar) }
            // A reader gave up long ago.
            case .check: break
            }
        }
        hung = kept
    }
}
