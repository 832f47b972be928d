import DiscreteEvent
import Platform
import Primitives
import Workload

/// The coordinator's journal, its death and its restart.
///
/// The journal is a service of its own: what was handed in before a crash becomes durable, and the effects that hang
/// on it leave. So a crash falls between two calls of the coordinator.
extension World {
    /// The images of an order's lines are handed to the journal, in one write: the effects behind it leave when it is
    /// durable.
    mutating func persist(_ order: OrderID, _ now: Instant) {
        outgoing.delay = seat.commits.durable(handedInAt: now) - now
        guard seat.keepsImages else { return }
        for line in coordinator.linesToPersist(of: order) {
            seat.journal.write(coordinator.image(of: OrderID(line)), books: coordinator.books)
        }
    }

    /// The coordinator dies, stands still, or comes back.
    mutating func coordinatorTurns(_ kind: Fault.Kind, begins: Bool, _ now: Instant, _ calendar: inout Calendar) {
        switch kind {
        case .coordinatorCrash where begins:
            seat.presence = .down
        case .coordinatorCrash:
            guard seat.presence == .down else { return }
            scenario.coordination.lease == nil ? restart(now, &calendar) : acquireLease(now, &calendar)
        case .coordinatorPause where begins:
            seat.presence = .paused
        case .coordinatorPause:
            seat.sleeperToken == 0 ? goOn(now, &calendar) : wakeSleeper(now, &calendar)
        case .outage, .hang, .refusing, .slow, .latency, .errors, .lostMessages, .lostReplies, .duplicatedMessages,
            .reorderedMessages, .backlog, .crash, .gray, .zoneLoss, .replicaLag, .failOver, .clockSkew, .clockStep,
            .providerBrownOut, .supplierOutage, .supplierDry:
            preconditionFailure("\(kind) is no fault of the coordinator")
        }
    }

    /// A new coordinator from the journal alone, in place of the one that died.
    mutating func restart(_ now: Instant, _ calendar: inout Calendar) {
        coordinator = OrderCoordinator(
            recovering: seat.journal, configuration: scenario.coordination, jitter: keys.retryJitter, at: now)
        seat.presence = .atWork
        seat.restarts += 1
        auditors.restarted(at: now)
        wakeUps[Int(MachineName.coordinator.rawValue)] = .distantFuture
        arm(.coordinator, coordinator.nextDeadline, &calendar)
    }

    /// The auditors compare the books with theirs; those of a coordinator that is not at work can't be read.
    mutating func judgeBooks() {
        if seat.presence == .atWork { auditors.judge(coordinator.books) }
    }

    /// A command reaches a coordinator that is not at work.
    mutating func missesCoordinator(_ command: CoordinatorCommand) {
        switch seat.presence {
        case .atWork: preconditionFailure("the coordinator is at work")
        case .down: fleet.pools[Service.order.index].repliesLost += 1
        case .paused: seat.waiting.append(command)
        }
    }

    /// A pause is over before anyone took over: what waited is done, and what is due.
    private mutating func goOn(_ now: Instant, _ calendar: inout Calendar) {
        seat.presence = .atWork
        auditors.coordinatorRestarted(at: now)
        while let command = seat.waiting.popFirst() {
            heard(command, now)
            coordinator.handle(command, at: now, into: &coordinatorEffects)
            carryCoordinator(false, now, &calendar)
        }
        wakeUps[Int(MachineName.coordinator.rawValue)] = .distantFuture
        arm(.coordinator, coordinator.nextDeadline, &calendar)
    }
}
