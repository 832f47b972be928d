import DiscreteEvent
import Platform
import Primitives
import Workload

/// What requests spend their time on, noted while they are under way.
///
/// Legs, and the work at a server that is not slow, follow from the click's own chances, and are worked out only for a
/// request that is broken down. The way of an order has branches (the coupon beside the stock); each step accounts
/// for the time since the step before it, so that nothing counts twice.
extension World {
    /// A service has made a page: everything up to now is accounted for.
    mutating func breakDown(_ job: Job, _ pool: Int, _ now: Instant) {
        let slot = Int(job.subject), shopper = shoppers[slot]
        let place = gauges.tail.open.begin(slot, turn: job.turn, since: shopper.wantedSince)
        let out = choices.leg(shopper.region, shopper.chance(.legOut))
        let planned = planned(.gateway, isPage: true, shopper.chance(.gateway))
        gauges.tail.open.rows[place].accept(
            clickedAt: shopper.clickedAt, out: out, gatewayWork: planned, leftGateway: job.arrived)
        gauges.tail.open.rows[place].parts[.waiting(Service.at(pool))] += (job.begun - job.arrived).nanoseconds
        addWork(place, job, from: job.begun, pool, shopper.chance(.service), now)
        gauges.tail.open.rows[place].mark = now
        gauges.tail.open.rows[place].order = shopper.order
        switch shopper.page {
        case .list, .product, .refresh: addDelay(place, slot)
        case .order, .pay: break // Not answered yet.
        }
    }

    /// Adds what a fault adds to the way of a page that is answered now.
    @inline(__always)
    private mutating func addDelay(_ place: Int, _ slot: Int) {
        if tape.delaysPages { gauges.tail.open.rows[place].parts[.fault] += pageDelay(slot).nanoseconds }
    }

    /// The gateway took longer than planned for a click; what it took as planned is added with the rest.
    @inline(never)
    mutating func noteSlowGateway(_ job: Job, _ now: Instant) {
        let slot = Int(job.subject), shopper = shoppers[slot]
        let place = gauges.tail.open.begin(slot, turn: job.turn, since: shopper.wantedSince)
        addWork(place, job, from: job.begun, Service.gateway.index, shopper.chance(.gateway), now)
        gauges.tail.open.rows[place].parts[.work] = 0
    }

    /// A shopper is let in from the queue page, and will click at once.
    mutating func noteQueuePage(_ slot: Int, _ now: Instant) {
        let shopper = shoppers[slot]
        let place = gauges.tail.open.begin(slot, turn: shopper.turn &+ 1, since: shopper.wantedSince)
        gauges.tail.open.rows[place].parts[.queuePage] += (now - shopper.clickedAt).nanoseconds
    }

    /// A service has done a message's work: if it is about an order whose shopper waits for a page, the time since the
    /// step before is accounted for.
    @inline(__always)
    mutating func follow(_ envelope: Envelope, _ job: Job, _ pool: Int, _ now: Instant) {
        guard !envelope.body.isAboutRecords else { return }
        let line = envelope.body.order.index, number = line - Int(orders[line].line)
        let slot = Int(orders[number].shopper)
        guard let place = gauges.tail.open.place(of: slot),
            gauges.tail.open.rows[place].order == UInt32(truncatingIfNeeded: number)
        else { return }
        step(place, envelope, job, pool, now)
    }

    private mutating func step(_ place: Int, _ envelope: Envelope, _ job: Job, _ pool: Int, _ now: Instant) {
        let mark = gauges.tail.open.rows[place].mark
        let arrived = max(job.arrived, mark), begun = max(job.begun, mark)
        let way = (arrived - mark).nanoseconds
        switch envelope.body.origin {
        case .inside(let before):
            let leg = min(way, scenario.fleet.networkLeg.nanoseconds)
            gauges.tail.open.rows[place].parts[.network] += leg
            gauges.tail.open.rows[place].parts[before] += way - leg
        case .outside(let party): gauges.tail.open.rows[place].parts[party] += way
        }
        gauges.tail.open.rows[place].parts[.waiting(Service.at(pool))] += (begun - arrived).nanoseconds
        addWork(place, job, from: begun, pool, envelope.chance, now)
        gauges.tail.open.rows[place].mark = now
    }

    /// The answer to a shopper's order or payment leaves at `instant`, and will be read. A second answer, while the
    /// first is on its way, is read in its place only if it overtakes it.
    ///
    /// - Parameter added: what a fault adds to its way.
    mutating func answersBreakdown(_ slot: Int, _ instant: Instant, added: TimeSpan, reaches: Instant) {
        guard let place = gauges.tail.open.place(of: slot) else { return }
        if gauges.tail.open.rows[place].order == Shopper.none {
            guard reaches < gauges.tail.open.rows[place].reaches else { return }
            gauges.tail.open.rows[place].parts[.fault] -= gauges.tail.open.rows[place].added.nanoseconds
        }
        let since = gauges.tail.open.rows[place].mark
        gauges.tail.open.rows[place].parts[.coordinator] += (instant - since).nanoseconds
        gauges.tail.open.rows[place].parts[.fault] += added.nanoseconds
        gauges.tail.open.rows[place].mark = instant
        gauges.tail.open.rows[place].order = Shopper.none
        gauges.tail.open.rows[place].reaches = reaches
        gauges.tail.open.rows[place].added = added
    }

    /// A page that was broken down has reached its shopper.
    mutating func closeBreakdown(_ slot: Int, succeeded: Bool, _ now: Instant) {
        let shopper = shoppers[slot]
        let latency = now - shopper.wantedSince, attempt = attempt(slot)
        let back = choices.leg(shopper.region, shopper.chance(.legBack)) + scenario.fleet.networkLeg * 2
        let place = gauges.tail.answered(
            slot, shopper.turn, after: latency, back: back, succeeded ? attempt : .browse)
        guard let place else { return }
        if gauges.tail.isSlow(latency, isOrder: attempt != .browse) {
            let order = attempt == .browse ? nil : OrderID(shopper.order)
            gauges.tail.consider(
                SlowRequest(
                    since: shopper.wantedSince, latency: latency, page: shopper.page, service: serves(slot),
                    reclicks: shopper.reclicks, user: shopper.user, order: order),
                at: place)
        }
        gauges.tail.open.close(slot)
    }

    /// Adds the work of a job since an instant: as planned, and what was longer by its causes.
    @inline(__always)
    private mutating func addWork(
        _ place: Int, _ job: Job, from begun: Instant, _ pool: Int, _ chance: UInt64, _ now: Instant
    ) {
        let work = (now - begun).nanoseconds
        if job.slowCause.isEmpty {
            gauges.tail.open.rows[place].parts[.work] += work
        } else {
            addSlowWork(place, job, work, planned: planned(Service.at(pool), isPage: job.kind != .message, chance))
        }
    }

    @inline(never)
    private mutating func addSlowWork(_ place: Int, _ job: Job, _ work: Int64, planned: Int64) {
        let beyond = max(0, work - planned)
        // A server at full speed would have taken this.
        let atFullSpeed = work * 1_000 / Int64(job.slowness)
        let byServer = min(beyond, max(0, work - atFullSpeed))
        let warmUp = job.slowCause.contains(.warmUp) ? byServer : 0
        gauges.tail.open.rows[place].parts[.work] += work - beyond
        gauges.tail.open.rows[place].parts[.warmUp] += warmUp
        gauges.tail.open.rows[place].parts[.fault] += beyond - warmUp
    }

    /// The work of a page or a message at a service without any fault and at full speed, in nanoseconds.
    @inline(__always)
    private mutating func planned(_ service: Service, isPage: Bool, _ chance: UInt64) -> Int64 {
        let pool = service.index
        let mean = isPage ? fleet.pools[pool].plannedPageWork : fleet.pools[pool].plannedMessageWork
        return fleet.demands.sample(
            fleet.pools[pool].demandTable, seconds: mean, UInt32(truncatingIfNeeded: chance))
    }
}

extension Service {
    /// The service of a pool.
    @inline(__always)
    static func at(_ pool: Int) -> Service {
        guard let service = Service(rawValue: UInt8(truncatingIfNeeded: pool)) else {
            preconditionFailure("pool \(pool) is of no service")
        }
        return service
    }
}
