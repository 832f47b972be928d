import DiscreteEvent
import Platform
import Primitives
import Workload

/// What befalls messages and pages on their way to a service in trouble, before a server sees them.
extension World {
    /// A message meets a service in trouble. Returns whether it goes on to a server.
    @inline(never)
    mutating func messageComesThrough(
        _ number: UInt32, _ pool: Int, _ now: Instant, _ calendar: inout Calendar
    ) -> Bool {
        let trouble = fleet.pools[pool].trouble
        if !mail.wasDisturbed(number), isHeldUpOrLost(number, trouble, now, &calendar) { return false }
        // What waits is offered when it arrives after all.
        if trouble.isOut || trouble.refuses { fleet.pools[pool].offered += 1 }
        if trouble.isOut {
            if trouble.hangs {
                hold(Job(message: number, at: now), pool)
            } else {
                fleet.pools[pool].swallowed += 1
                auditors.saw(mail.open(number).body, .swallowed, at: now)
            }
            return false
        }
        if trouble.refuses {
            fleet.pools[pool].refused += 1
            sendBack(mail.open(number).body, now, &calendar)
            return false
        }
        if trouble.isBackedUp { hold(Job(message: number, at: now), pool, isBacklog: true) }
        return !trouble.isBackedUp
    }

    /// What the network does to a message, once: it is lost, comes twice, or comes later. Returns whether it does not
    /// arrive now.
    private mutating func isHeldUpOrLost(
        _ number: UInt32, _ trouble: Trouble, _ now: Instant, _ calendar: inout Calendar
    ) -> Bool {
        mail.disturb(number)
        let pool = mail[number].body.service.index
        // Apart from the draw of errors and lost replies, which comes when a server is done.
        var draws = keys.faults.substream(RandomStream.mix(mail[number].chance))
        let isLost = RandomStream.permille(draws.next()) < Int(trouble.lostMessages)
        let isDouble = RandomStream.permille(draws.next()) < Int(trouble.duplicated)
        let isLate = RandomStream.permille(draws.next()) < Int(trouble.reordered)
        if isDouble {
            let copy = mail.copy(number, chance: draws.next())
            gauges.duplicatedMessages += 1
            calendar.schedule(.messageArrives(envelope: copy), at: now + trouble.delay + scenario.fleet.networkLeg)
        }
        if isLost {
            fleet.pools[pool].offered += 1
            fleet.pools[pool].swallowed += 1
            auditors.saw(mail.open(number).body, .lost, at: now)
            return true
        }
        let delay = isLate ? trouble.delay + trouble.heldUp : trouble.delay
        guard delay > .zero else { return false }
        if isLate { gauges.reorderedMessages += 1 }
        calendar.schedule(.messageArrives(envelope: number), at: now + delay)
        return true
    }

    /// A page meets a service in trouble. Returns whether it goes on to a server.
    @inline(never)
    mutating func pageComesThrough(
        _ pool: Int, _ kind: Job.Kind, _ slot: Int, _ turn: UInt16, _ now: Instant, _ calendar: inout Calendar
    ) -> Bool {
        let trouble = fleet.pools[pool].trouble
        let bits = shoppers[slot].chance(pool == Service.gateway.index ? .gatewayFault : .fault)
        let isLost = RandomStream.permille(RandomStream.mix(bits)) < Int(trouble.lostMessages)
        guard trouble.isOut || trouble.refuses || isLost else { return true }
        fleet.pools[pool].offered += 1
        if trouble.isOut || isLost {
            if trouble.hangs {
                hold(Job(subject: UInt32(slot), turn: turn, kind: kind, chance: 0, arrived: now), pool)
            } else {
                fleet.pools[pool].swallowed += 1
            }
            return false
        }
        fleet.pools[pool].refused += 1
        answerError(slot, turn, now, &calendar)
        return false
    }

    /// How much longer a page takes on its way, to the gateway and on to its service.
    @inline(never)
    mutating func pageDelay(_ slot: Int) -> TimeSpan {
        fleet.pools[Service.gateway.index].trouble.delay + fleet.pools[serves(slot).index].trouble.delay
    }
}
