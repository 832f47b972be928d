import DiscreteEvent
import Platform
import Primitives
import Workload

/// The way of a page request: click, gateway, service, answer, next click.
extension World {
    /// A shopper will click at `instant` for a page that was not asked for before.
    mutating func click(_ slot: Int, _ page: Page, at instant: Instant, _ calendar: inout Calendar) {
        shoppers[slot].wants(page, at: instant)
        send(slot, at: instant, &calendar)
    }

    /// A click is on its way to the gateway.
    mutating func send(_ slot: Int, at instant: Instant, _ calendar: inout Calendar) {
        let shopper = shoppers[slot].clicks(at: instant)
        let leg = choices.leg(shopper.region, shopper.chance(.legOut))
        calendar.schedule(
            .pageArrives(shopper: UInt32(truncatingIfNeeded: slot), turn: shopper.turn), at: instant + leg)
    }

    /// A click reaches the gateway and queues there.
    mutating func pageArrives(_ shopper: UInt32, _ turn: UInt16, _ now: Instant, _ calendar: inout Calendar) {
        let slot = Int(shopper)
        gauges.clicks += 1
        let chance = shoppers[slot].chance(.gateway)
        if keepsTraffic {
            let product = shoppers[slot].page == .list ? nil : Int(shoppers[slot].product)
            log.clicks(region: shoppers[slot].region, product: product)
        }
        if shoppers[slot].page == .order { beginsBuying(slot) }
        unanswered.append(UnansweredClick(at: now, shopper: shopper, turn: turn))
        enter(.gateway, .pageAtGateway, slot, turn, chance, now, &calendar)
    }

    /// A page request comes to a service; an error page goes back if it can't be taken.
    private mutating func enter(
        _ service: Service, _ kind: Job.Kind, _ slot: Int, _ turn: UInt16, _ chance: UInt64, _ now: Instant,
        _ calendar: inout Calendar
    ) {
        let pool = service.index
        if fleet.pools[pool].trouble.meetsArrivals, !pageComesThrough(pool, kind, slot, turn, now, &calendar) { return }
        if fleet.pools[pool].isControlled {
            return enterControlled(service, kind, slot, turn, chance, now, &calendar)
        }
        let arrival = fleet.arrive(
            UInt32(slot), turn: turn, kind: kind, at: pool, chance: chance, now: now, calendar: &calendar)
        if arrival == .refused { answerError(slot, turn, at: UInt8(truncatingIfNeeded: pool), now, &calendar) }
    }

    /// The gateway has looked at a page request: on to its service, or to the queue page.
    ///
    /// The leg from the gateway to the service, a fraction of a millisecond, is added to the way back.
    mutating func forward(_ job: Job, _ now: Instant, _ calendar: inout Calendar) {
        let slot = Int(job.subject)
        // Work for a click that was given up ends here: the gateway sees that the connection is closed.
        let shopper = shoppers[slot]
        guard shopper.waits(for: job.turn) else { return }
        if !job.slowCause.isEmpty { noteSlowGateway(job, now) }
        let errors = fleet.pools[Service.gateway.index].trouble.errors
        if errors > 0, faultDraw(slot, .gateway) < errors { return answerError(slot, job.turn, now, &calendar) }
        let service = serves(slot)
        if throttled & (1 << UInt32(service.rawValue)) != 0, mayBeDiverted(slot) {
            let draw = UInt32(truncatingIfNeeded: shopper.chance(.throttle))
            if !throttles[service.index].admits(draw: draw, at: now) {
                return divert(slot, service, now, &calendar)
            }
        }
        // Who holds back does so first: what is not sent meets no breaker, and no fault.
        if fleet.pools[service.index].isControlled, !callersSend(service.index, shopper, now) {
            return shedByCallers(slot, job.turn, service.index, now, &calendar)
        }
        if isWatched(service), !pageLeaves(slot, job.turn, service, now) {
            return answerError(slot, job.turn, now, &calendar)
        }
        enter(service, .pageAtService, slot, job.turn, shopper.chance(.service), now, &calendar)
    }

    /// The service behind the gateway that has the shopper's page.
    @inline(__always)
    func serves(_ slot: Int) -> Service {
        let shopper = shoppers[slot]
        return shopper.page == .list ? .catalogue : service(ofProduct: Int(shopper.product))
    }

    /// A service has made a page. Orders and payments go on to the coordinator; the rest is answered.
    mutating func pageServed(_ job: Job, _ pool: Int, _ now: Instant, _ calendar: inout Calendar) {
        let slot = Int(job.subject)
        let shopper = shoppers[slot]
        guard shopper.waits(for: job.turn) else {
            // Nobody waits any more, but the gateway sees how long the service took.
            if watchedCalls != 0 { closePage(slot, job.turn, success: true, now) }
            return observe(now - job.arrived, of: pool, now)
        }
        let service = serves(slot), errors = fleet.pools[pool].trouble.errors
        if errors > 0, faultDraw(slot, service) < errors { return answerError(slot, job.turn, now, &calendar) }
        switch shopper.page {
        case .list, .product, .refresh:
            if losesReply(slot, service) { return }
            let reached = answer(slot, job.turn, .page, now, &calendar)
            if reached >= shopper.wantedSince + gauges.tail.floor { breakDown(job, pool, now) }
        case .order:
            handIn(slot, job.turn, now, &calendar)
            breakDown(job, pool, now)
        case .pay:
            pay(slot, job.turn, now, &calendar)
            breakDown(job, pool, now)
        }
    }

    /// Which of a thousand places the faults of a service draw for this click.
    ///
    /// Inlined by force: a borrowing call out of a mutating method would copy the whole world's struct.
    @inline(__always)
    func faultDraw(_ slot: Int, _ service: Service) -> UInt16 {
        let bits = shoppers[slot].chance(service == .gateway ? .gatewayFault : .fault)
        return UInt16(truncatingIfNeeded: RandomStream.permille(bits))
    }

    /// Whether a fault loses what a service says in reply to this click.
    @inline(__always)
    mutating func losesReply(_ slot: Int, _ service: Service) -> Bool {
        let trouble = fleet.pools[service.index].trouble
        guard trouble.lostReplies > 0 else { return false }
        let draw = faultDraw(slot, service)
        guard draw >= trouble.errors, draw < trouble.errors + trouble.lostReplies else { return false }
        fleet.pools[service.index].repliesLost += 1
        return true
    }

    /// An error page is on its way to the shopper.
    ///
    /// - Parameter place: the pool that had no room for the page; nowhere if there is another reason.
    mutating func answerError(
        _ slot: Int, _ turn: UInt16, at place: UInt8 = Shopper.nowhere, _ now: Instant, _ calendar: inout Calendar
    ) {
        shoppers[slot].refusedAt = place
        answer(slot, turn, .error, now, &calendar)
    }

    /// An answer is on its way to the shopper, unless the gateway loses it. Returns when it will be there; the
    /// distant past if it is lost.
    @discardableResult
    mutating func answer(
        _ slot: Int, _ turn: UInt16, _ answer: PageAnswer, _ now: Instant, _ calendar: inout Calendar
    ) -> Instant {
        if watchedCalls != 0 { closePage(slot, turn, success: answer != .error, now) }
        // What a fault adds on the way in is added here, as the legs between the gateway and the service are.
        let more = tape.delaysPages ? pageDelay(slot) : .zero
        if answer != .error, answer != .queuePage { observeAnswer(slot, now + more) }
        if losesReply(slot, .gateway) { return .distantPast }
        let shopper = shoppers[slot]
        let leg = choices.leg(shopper.region, shopper.chance(.legBack))
        let inside = scenario.fleet.networkLeg * 2 + more
        let reached = now + leg + inside
        calendar.schedule(
            .answerReaches(shopper: UInt32(truncatingIfNeeded: slot), turn: turn, answer: answer), at: reached)
        return reached
    }

    /// The throttle of the service learns how long a response took, as the gateway sees it.
    private mutating func observeAnswer(_ slot: Int, _ now: Instant) {
        let service = serves(slot)
        guard throttled & (1 << UInt32(service.rawValue)) != 0 else { return }
        let shopper = shoppers[slot]
        let leg = choices.leg(shopper.region, shopper.chance(.legOut))
        observe(now - (shopper.clickedAt + leg), of: service.index, now)
    }

    private mutating func observe(_ response: TimeSpan, of pool: Int, _ now: Instant) {
        if throttled & (1 << UInt32(pool)) != 0 { throttles[pool].observe(response: response, at: now) }
    }

    /// An answer reaches the shopper, who decides what to do next; nobody, if the click was given up.
    mutating func answerReaches(
        _ shopper: UInt32, _ turn: UInt16, _ answer: PageAnswer, _ now: Instant, _ calendar: inout Calendar
    ) {
        let slot = Int(shopper)
        let since = shoppers[slot].wantedSince
        guard shoppers[slot].waits(for: turn) else { return }
        switch answer {
        case .queuePage:
            gauges.queuePages += 1
            shoppers[slot].phase = .queueing
        case .error:
            gauges.errorPages += 1
            clickAgain(slot, after: .rejected, now, &calendar)
        case .page:
            gauges.answered += 1
            gauges.page(of: serves(slot), took: now - since)
            if now - since >= gauges.tail.floor { closeBreakdown(slot, succeeded: true, now) }
            gauges.end(.browse, since: since, succeeded: true, at: now)
            goOn(slot, now, &calendar)
        case .placed, .soldOut, .unavailable, .issued, .preparing, .declined, .closed, .refunded, .partlyRefunded:
            gauges.answered += 1
            gauges.page(of: serves(slot), took: now - since)
            closeBreakdown(slot, succeeded: answer != .unavailable, now)
            orderAnswered(slot, answer, now, &calendar)
        }
    }

    /// Those who have waited nearly as long as anyone's patience get a deadline of their own; the rest,
    /// nearly all, have had their answer and never cost an event.
    mutating func sweepPatience(_ now: Instant, _ calendar: inout Calendar) {
        let minimum = scenario.population.patienceMinimum
        let due = now - (minimum - TimeSpan.milliseconds(1_500))
        while let oldest = unanswered.first, oldest.at <= due {
            _ = unanswered.popFirst()
            let slot = Int(oldest.shopper)
            guard shoppers[slot].waits(for: oldest.turn) else { continue }
            let extra = choices.exponential(
                scenario.population.patienceMean,
                UInt32(truncatingIfNeeded: shoppers[slot].chance(.patience)))
            let end = max(now, shoppers[slot].clickedAt + minimum + extra)
            calendar.schedule(.patienceEnds(shopper: oldest.shopper, turn: oldest.turn), at: end)
        }
        lookForSaturation(now)
        if !tape.waiting.isEmpty { watchConditions(now, &calendar) }
        if goesOn(now) { calendar.schedule(.patienceSweep, after: .seconds(1)) }
    }

    /// Another second is over for the gauge of saturated pools.
    private mutating func lookForSaturation(_ now: Instant) {
        gaugesBox.value.saturation.look(fleet.pools, at: now)
        // Every error page and every lost patience is followed by another click or by giving up.
        let repeated = gauges.errorPages + gauges.impatient - gauges.gaveUp
        gauges.saturation.count(clicks: gauges.clicks, repeated: repeated)
        guard gauges.saturation.news != 0 else { return }
        for service in Service.allCases where gauges.saturation.news & 1 << UInt32(service.rawValue) != 0 {
            var found = fleet.circumstances(
                of: service, jobsPerSecond: gauges.saturation[service].jobsPerSecond, now)
            found.repeatedShare = gauges.saturation.repeatedShare
            gauges.saturation.note(found, at: service)
        }
    }

    /// The shopper has waited long enough.
    mutating func patienceEnds(_ shopper: UInt32, _ turn: UInt16, _ now: Instant, _ calendar: inout Calendar) {
        let slot = Int(shopper)
        guard shoppers[slot].waits(for: turn) else { return }
        gauges.impatient += 1
        clickAgain(slot, after: .timedOut, now, &calendar)
    }

    /// Another click for the same page, at once; or none any more, and then what became of the last is the cause of
    /// what is lost.
    mutating func clickAgain(_ slot: Int, after cause: LossCause, _ now: Instant, _ calendar: inout Calendar) {
        if Int(shoppers[slot].reclicks) < scenario.population.reclicks {
            shoppers[slot].reclicks += 1
            return send(slot, at: now, &calendar)
        }
        gauges.gaveUp += 1
        if !isCore { attemptEnded(slot, succeeded: false, now, &calendar) }
        gauges.end(attempt(slot), since: shoppers[slot].wantedSince, succeeded: false, at: now)
        loseVisit(slot, cause)
        leave(slot)
    }

    /// What the shopper's click is an attempt at.
    @inline(__always)
    func attempt(_ slot: Int) -> Attempt {
        switch shoppers[slot].page {
        case .list, .product, .refresh: .browse
        case .order: .order
        case .pay: .pay
        }
    }
}
