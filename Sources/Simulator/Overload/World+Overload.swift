import DiscreteEvent
import Platform
import Primitives
import Workload

/// Requests and messages at pools that have an overload control: what they claim, and what those are told who are
/// turned away.
extension World {
    /// A page request comes to a pool with an overload control.
    @inline(never)
    mutating func enterControlled(
        _ service: Service, _ kind: Job.Kind, _ slot: Int, _ turn: UInt16, _ chance: UInt64, _ now: Instant,
        _ calendar: inout Calendar
    ) {
        let pool = service.index, shopper = shoppers[slot]
        let leg = choices.leg(shopper.region, shopper.chance(.legOut))
        let business = DagorPriority.business(of: shopper.page)
        let claim = AdmissionClaim(
            priority: DagorPriority(business: business, user: shopper.user, at: now), since: shopper.clickedAt + leg)
        let arrival = fleet.arriveControlled(
            UInt32(slot), turn: turn, kind: kind, at: pool, chance: chance, claim: claim, now: now,
            calendar: &calendar)
        answerDropped(pool, now, &calendar)
        if arrival == .refused { answerError(slot, turn, at: UInt8(truncatingIfNeeded: pool), now, &calendar) }
    }

    /// A message comes to a pool with an overload control. It is as important as can be: an order is at stake.
    @inline(never)
    mutating func messageArrivesControlled(
        _ number: UInt32, _ pool: Int, _ chance: UInt64, _ now: Instant, _ calendar: inout Calendar
    ) {
        let arrival = fleet.arriveControlled(
            number, turn: 0, kind: .message, at: pool, chance: chance,
            claim: AdmissionClaim(priority: .highest, since: now), now: now, calendar: &calendar)
        answerDropped(pool, now, &calendar)
        if arrival == .refused { sendBack(mail.open(number).body, now, &calendar) }
    }

    /// A page request that a pool's callers do not even send.
    @inline(never)
    mutating func shedByCallers(
        _ slot: Int, _ turn: UInt16, _ pool: Int, _ now: Instant, _ calendar: inout Calendar
    ) {
        fleet.pools[pool].offered += 1
        fleet.pools[pool].shed += 1
        fleet.pools[pool].shedByCallers += 1
        answerError(slot, turn, at: UInt8(truncatingIfNeeded: pool), now, &calendar)
    }

    /// Whether a pool's callers send a page request at all.
    @inline(never)
    mutating func callersSend(_ pool: Int, _ shopper: Shopper, _ now: Instant) -> Bool {
        if fleet.controls.pools[pool].hasRetryGate,
            !fleet.controls.pools[pool].retryGate.admits(repeats: Int(shopper.reclicks), at: now)
        {
            return false
        }
        guard fleet.controls.pools[pool].hasClientThrottle else { return true }
        let draw = UInt32(truncatingIfNeeded: shopper.chance(.clientThrottle))
        return fleet.controls.clientThrottles[pool].sends(draw: draw, at: now)
    }

    /// A server of a pool with an overload control has done a job. A page that was made in time, without an error, is
    /// what its callers call accepted.
    @inline(never)
    mutating func leavesControlled(_ job: Job, _ pool: Int, _ now: Instant, _ calendar: inout Calendar) {
        answerDropped(pool, now, &calendar)
        guard fleet.controls.pools[pool].hasClientThrottle, job.kind != .message else { return }
        let slot = Int(job.subject), service = job.kind == .pageAtGateway ? Service.gateway : serves(slot)
        let trouble = fleet.pools[pool].trouble, unheard = trouble.errors + trouble.lostReplies
        guard shoppers[slot].waits(for: job.turn), unheard == 0 || faultDraw(slot, service) >= unheard else { return }
        fleet.controls.clientThrottles[pool].accepted(at: now)
    }

    /// Tells those whose jobs were dropped from a queue.
    private mutating func answerDropped(_ pool: Int, _ now: Instant, _ calendar: inout Calendar) {
        for index in 0..<fleet.controls.dropped.count {
            let job = fleet.controls.dropped[index]
            switch job.kind {
            case .message: sendBack(mail.open(job.subject).body, now, &calendar)
            case .pageAtGateway, .pageAtService:
                let slot = Int(job.subject)
                guard shoppers[slot].waits(for: job.turn) else {
                    // Nobody waits any more, but the gateway hears that it was dropped.
                    if watchedCalls != 0 { closePage(slot, job.turn, success: false, now) }
                    continue
                }
                answerError(slot, job.turn, at: UInt8(truncatingIfNeeded: pool), now, &calendar)
            case .check: preconditionFailure("a check was dropped, but no control is in front of checks")
            }
        }
        fleet.controls.dropped.removeAll()
    }
}

extension DagorPriority {
    /// What matters most to the shop: who pays, then who orders, then who looks at a product, then lists.
    static func business(of page: Page) -> Int {
        switch page {
        case .pay: 0
        case .order: 1
        case .product, .refresh: 2
        case .list: 3
        }
    }
}
