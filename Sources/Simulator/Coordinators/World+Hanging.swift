import DiscreteEvent
import Platform
import Primitives
import Workload

/// Something that a service has taken and does not answer, or that waits in front of it.
struct HungJob: BitwiseCopyable {
    var job: Job
    var pool: UInt8
    /// It waits to be taken, and will be.
    var isBacklog: Bool
}

extension Job {
    /// A message that no server works on.
    init(message envelope: UInt32, at now: Instant) {
        self.init(subject: envelope, turn: 0, kind: .message, chance: 0, arrived: now)
    }
}

/// A service that hangs holds whatever comes, and when it is over fails all of it at once, as the connections break.
/// A backlog holds messages, and when it is over all of them arrive at once.
extension World {
    mutating func hold(_ job: Job, _ pool: Int, isBacklog: Bool = false) {
        hung.append(HungJob(job: job, pool: UInt8(pool), isBacklog: isBacklog))
    }

    /// Lets go of what a pool holds, unless its fault goes on, in the order in which it came.
    mutating func letGo(of pool: Int, _ now: Instant, _ calendar: inout Calendar) {
        guard hung.count > 0 else { return }
        let trouble = fleet.pools[pool].trouble
        var held = Table<HungJob>()
        swap(&held, &hung)
        for index in 0..<held.count {
            let held = held[index]
            guard Int(held.pool) == pool, held.isBacklog ? !trouble.isBackedUp : !trouble.hangs else {
                hung.append(held)
                continue
            }
            if held.isBacklog {
                messageArrives(held.job.subject, now, &calendar)
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
    }
}
