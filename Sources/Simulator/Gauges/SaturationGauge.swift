import Primitives
import Workload

/// Which pools had more work than they could do: when it began, for how long, and how long jobs waited for it.
///
/// It looks once a second. A pool is full in a second in which its slots were busy for 99 % of the time, with jobs
/// waiting at the end, or in which it turned a job away because queues were full (not because a fault says so). It
/// saturates when it is full in five seconds on end, or turns a job away; it began with the first of them. Below 99 %
/// queues come and go; at 99 % a job waits for many times its own work (Wq of an M/M/1 queue: 99 times).
struct SaturationGauge: ~Copyable {
    /// Full seconds on end that are no chance any more.
    private static var spell: Int { 5 }
    private var pools = Table<Look>(repeating: Look(), count: Service.count)
    /// The pools that are saturated as of the last look, a bit each.
    private(set) var saturated: UInt32 = 0

    /// What is known of one pool.
    struct Look: BitwiseCopyable {
        // As of the last look.
        fileprivate var busy: Int64 = 0
        fileprivate var slots: Int64 = 0
        fileprivate var inSystem: Int64 = 0
        fileprivate var refused: UInt64 = 0
        fileprivate var served: UInt64 = 0
        /// Full seconds on end, and those of them that are not counted yet.
        fileprivate var fullSeconds = 0
        fileprivate var pendingSeconds = 0
        fileprivate var wasRefusing = false
        /// When it was saturated first; `distantFuture` for never.
        fileprivate(set) var since = Instant.distantFuture
        /// Whether it turned jobs away in the first spell, before its slots were seen to be busy.
        fileprivate(set) var beganWithRefusals = false
        /// Seconds for which it was saturated, in all, and jobs that it turned away in them.
        fileprivate(set) var seconds = 0
        fileprivate(set) var turnedAway: UInt64 = 0
        /// The time that jobs waited, summed over jobs, and jobs served: while it was saturated and at other times.
        fileprivate(set) var waitSaturated: Int64 = 0
        fileprivate(set) var servedSaturated: UInt64 = 0
        fileprivate(set) var waitElse: Int64 = 0
        fileprivate(set) var servedElse: UInt64 = 0

        /// How much longer jobs waited while it was saturated, on average; by Little's law.
        var extraWait: TimeSpan {
            guard servedSaturated > 0 else { return .zero }
            let full = waitSaturated / Int64(servedSaturated)
            return TimeSpan(nanoseconds: max(0, full - (servedElse > 0 ? waitElse / Int64(servedElse) : 0)))
        }
    }

    subscript(service: Service) -> Look { pools[service.index] }

    /// A second is over.
    mutating func look(_ table: borrowing Table<Pool>, at now: Instant) {
        for index in 0..<Service.count {
            let isSaturated = pools[index].look(table[index], spell: Self.spell, at: now)
            if isSaturated { saturated |= 1 << UInt32(index) } else { saturated &= ~(1 << UInt32(index)) }
        }
    }

    /// Of these pools the one that is saturated now and was first; 31 for none.
    func toBlame(among services: UInt32) -> UInt8 {
        var found = Shopper.nowhere
        var earliest = Instant.distantFuture
        for index in 0..<Service.count where saturated & services & (1 << UInt32(index)) != 0 {
            if pools[index].since < earliest {
                earliest = pools[index].since
                found = UInt8(index)
            }
        }
        return found
    }
}

extension SaturationGauge.Look {
    /// Looks at the pool after another second; whether it is saturated.
    fileprivate mutating func look(_ pool: Pool, spell: Int, at now: Instant) -> Bool {
        let busySum = pool.busy.integral(until: now), slotSum = pool.slots.integral(until: now)
        let systemSum = pool.inSystem.integral(until: now)
        let worked = busySum - busy, room = slotSum - slots, waited = systemSum - inSystem - worked
        // What a fault refuses is not for want of room, and one may have begun or ended within the second.
        let refuses = pool.trouble.refuses || pool.trouble.hangs
        let away = refuses || wasRefusing ? 0 : pool.turnedAway - refused
        wasRefusing = refuses
        let done = pool.served - served
        (busy, slots, inSystem, refused, served) = (busySum, slotSum, systemSum, pool.turnedAway, pool.served)

        let isWaitedFor = pool.inSystem.level > pool.busy.level
        let isFull = away > 0 || (isWaitedFor && room > 0 && worked >= room / 100 * 99)
        fullSeconds = isFull ? fullSeconds + 1 : 0
        pendingSeconds = isFull ? pendingSeconds + 1 : 0
        let isSaturated = away > 0 || fullSeconds >= spell
        guard isSaturated else {
            waitElse += waited
            servedElse += done
            return false
        }
        if since == .distantFuture {
            since = now - .seconds(Int64(fullSeconds))
            beganWithRefusals = away > 0
        }
        // A spell that has just turned out to be one counts from its first second.
        seconds += pendingSeconds
        pendingSeconds = 0
        turnedAway += away
        waitSaturated += waited
        servedSaturated += done
        return true
    }
}
