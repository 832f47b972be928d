import DiscreteEvent
import Platform
import Primitives
import Workload

/// The autoscaler's eyes and hands.
///
/// It decides on the samples of the scrape before, one interval old: that is the scrape lag. Its wish is
/// carried out at once: servers are ordered, to serve when they have gone the whole way, or drained.
extension World {
    mutating func decideScaling(_ now: Instant, _ calendar: inout Calendar) {
        fleet.giveUpCrashed(now)
        autoscaler.desired(at: now, into: &wanted)
        for pool in 0..<Service.count {
            while fleet.size(pool) < wanted[pool] { fleet.order(pool, now: now, calendar: &calendar) }
            let surplus = fleet.size(pool) - wanted[pool]
            for _ in 0..<max(0, surplus) { fleet.drainOne(pool, now: now) }
        }
        if let reaction = autoscaler.policy.reaction { scrape(for: reaction, now) }
        noteFleet(now)
        if goesOn(now) {
            calendar.schedule(.scalingDecision, after: scenario.fleet.scrapeInterval)
        }
    }

    /// Reads every pool's load since the last scrape. A server's own load is taken to be its pool's mean.
    private mutating func scrape(for reaction: ScalingReaction, _ now: Instant) {
        let leftOut = fleet.leftOut(of: reaction, window: scenario.fleet.scrapeInterval, now)
        autoscaler.observe(
            (0..<Service.count).map { pool in
                let busySum = fleet.pools[pool].busy.integral(until: now)
                let slotSum = fleet.pools[pool].slots.integral(until: now)
                let busy = busySum - fleet.pools[pool].busyAtScrape
                let slots = slotSum - fleet.pools[pool].slotsAtScrape
                fleet.pools[pool].busyAtScrape = busySum
                fleet.pools[pool].slotsAtScrape = slotSum
                return ScalingReading(
                    utilisationPermille: slots == 0 ? 0 : Int(busy * 1_000 / slots),
                    measured: fleet.pools[pool].serving - leftOut[pool],
                    unready: fleet.pools[pool].booting + leftOut[pool], missing: fleet.pools[pool].down, at: now)
            })
    }

    /// Keeps the fleet figures that reports ask for.
    mutating func noteFleet(_ now: Instant) {
        if now <= prescaledAt { serversPrescaled = fleet.serving }
        if now <= .origin { serversAtMidnight = fleet.serving }
        serversPeak = max(serversPeak, fleet.serving)
    }

    /// Ten minutes into the run, when servers ordered at its beginning serve.
    var prescaledAt: Instant { scenario.start + .minutes(10) }
}
