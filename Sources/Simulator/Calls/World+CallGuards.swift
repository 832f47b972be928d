import DiscreteEvent
import Platform
import Primitives
import Workload

/// Calls through breakers, bulkheads and connections. Nothing of this is reached while nothing is guarded.
extension World {
    /// Whether calls to a service are watched.
    @inline(__always)
    func isWatched(_ service: Service) -> Bool { watchedCalls & 1 << UInt32(service.rawValue) != 0 }

    /// The coordinator makes a call, unless it is kept back. Returns whether it left.
    @inline(__always) @discardableResult
    mutating func call(_ letter: Letter, _ now: Instant, _ calendar: inout Calendar) -> Bool {
        if watchedCalls != 0, !leaves(letter, now) { return false }
        post(letter, now, &calendar)
        return true
    }

    @inline(never)
    private mutating func leaves(_ letter: Letter, _ now: Instant) -> Bool {
        guard isWatched(letter.service), let key = CallKey.call(letter) else { return true }
        let servers = fleet.pools[Service.order.index].serving
        if guards.begin(key, of: letter.service.index, by: .order, servers: servers, at: now) { return true }
        auditors.saw(letter, .keptBack, at: now)
        if let answer = letter.whenKeptBack { guards.refusals.append(answer) }
        return false
    }

    /// The coordinator is told, in the same breath, of its calls that did not leave.
    @inline(never)
    mutating func tellRefusals(_ now: Instant, _ calendar: inout Calendar) {
        while let command = guards.refusals.popFirst() {
            heard(command, now)
            coordinator.handle(command, at: now, into: &coordinatorEffects)
            carryCoordinator(false, now, &calendar)
        }
    }

    /// The coordinator hears an answer.
    @inline(never)
    mutating func closeCall(answeredBy command: CoordinatorCommand, _ now: Instant) {
        guard let key = CallKey.answered(by: command) else { return }
        guards.end(key, success: true, at: now)
    }

    /// A peer has turned a call of the coordinator's away.
    @inline(never)
    mutating func closeCall(turnedAway letter: Letter, _ now: Instant) {
        guard let key = CallKey.call(letter) else { return }
        guards.end(key, success: false, at: now)
    }

    /// The gateway passes a page on to its service, unless it is kept back. Returns whether it left.
    @inline(never)
    mutating func pageLeaves(_ slot: Int, _ turn: UInt16, _ service: Service, _ now: Instant) -> Bool {
        guards.begin(
            CallKey.page(slot, turn), of: service.index, by: .gateway,
            servers: fleet.pools[Service.gateway.index].serving, at: now)
    }

    /// The gateway hears from the service what came of a page.
    @inline(never)
    mutating func closePage(_ slot: Int, _ turn: UInt16, success: Bool, _ now: Instant) {
        guards.end(CallKey.page(slot, turn), success: success, at: now)
    }

    /// What guards have kept back of calls to a service.
    func guardResult(_ service: Service) -> GuardResult? {
        guard isWatched(service) else { return nil }
        var result = GuardResult()
        result.openings = guards.breakers[service.index].openings
        result.keptBackByBreaker = guards.breakers[service.index].refused
        result.keptBackByBulkhead = guards.bulkheads[service.index].refused
        result.keptBackForConnections = guards.withoutConnection[service.index]
        return result
    }
}
