import DiscreteEvent
import Platform
import Primitives
import Workload

/// The queue page: who is sent there, waits, is let in, or leaves.
extension World {
    /// Only shoppers without an order in hand are ever diverted, and nobody twice for one wish. Latency
    /// goes on counting from the first click, so that the wait on the queue page shows in it.
    @inline(__always)
    func mayBeDiverted(_ slot: Int) -> Bool {
        !shoppers[slot].hasTicket && shoppers[slot].order == Shopper.none
    }

    /// Sends a shopper to the queue page with a ticket of the service's waiting room.
    mutating func divert(_ slot: Int, _ service: Service, _ now: Instant, _ calendar: inout Calendar) {
        gauges.diverted[service.index] += 1
        // Answered, with the queue page: nobody is buying while waiting there.
        stopsBuying(slot)
        let turn = shoppers[slot].turn
        let visitor = UInt64(turn) << 32 | UInt64(slot)
        rooms[service.index].handle(.enter(visitor: visitor), at: now, into: &roomEffects)
        arm(roomName(service), rooms[service.index].nextDeadline, &calendar)
        guard let throttle = scenario[service].throttle else {
            preconditionFailure("\(service.name) diverts without a throttle")
        }
        let patience = choices.exponential(
            throttle.patience, UInt32(truncatingIfNeeded: shoppers[slot].chance(.queuePatience)))
        calendar.schedule(.waiterLeaves(shopper: UInt32(slot), turn: turn), at: now + patience)
        answer(slot, turn, .queuePage, now, &calendar)
    }

    /// Lets in whoever the waiting room has released: their click is repeated, with a ticket.
    mutating func letIn(_ now: Instant, _ calendar: inout Calendar) {
        for index in 0..<roomEffects.count {
            guard case .admitted(let visitor) = roomEffects[index] else { continue }
            let slot = Int(visitor & 0xFFFF_FFFF), turn = UInt16(truncatingIfNeeded: visitor >> 32)
            // The queue page itself may still be on its way; the ticket is good all the same.
            guard shoppers[slot].turn == turn, shoppers[slot].phase != .gone else { continue }
            if shoppers[slot].phase == .waiting { gauges.queuePages += 1 }
            shoppers[slot].hasTicket = true
            gauges.queueWait.record((now - shoppers[slot].clickedAt).nanoseconds)
            noteQueuePage(slot, now)
            send(slot, at: now, &calendar)
        }
        roomEffects.removeAll()
    }

    /// A shopper on the queue page has had enough.
    mutating func waiterLeaves(_ shopper: UInt32, _ turn: UInt16, _ now: Instant, _ calendar: inout Calendar) {
        let slot = Int(shopper)
        guard shoppers[slot].turn == turn, shoppers[slot].phase != .gone else { return }
        // The queue page itself may still be on its way to someone very impatient.
        if shoppers[slot].phase == .waiting { gauges.queuePages += 1 }
        let service = serves(slot)
        let visitor = UInt64(turn) << 32 | UInt64(slot)
        rooms[service.index].handle(.leave(visitor: visitor), at: now, into: &roomEffects)
        gauges.leftQueue += 1
        gauges.end(attempt(slot), since: shoppers[slot].wantedSince, succeeded: false, at: now)
        loseVisit(slot, .leftQueue)
        leave(slot)
    }

    /// The machine name of a service's waiting room.
    @inline(__always)
    func roomName(_ service: Service) -> MachineName {
        switch service {
        case .catalogue: .catalogueRoom
        case .gameCard: .gameCardRoom
        case .membership: .membershipRoom
        case .licence: .licenceRoom
        case .course: .courseRoom
        case .gateway, .order, .coupon, .stock, .payment, .issuing, .audit, .notification, .verification:
            preconditionFailure("\(service.name) has no pages to divert")
        }
    }
}
