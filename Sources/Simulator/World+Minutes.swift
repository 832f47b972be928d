import DiscreteEvent
import Primitives
import Workload

/// The gauges' clock: what is read at the end of every minute.
extension World {
    /// The window is over. Apart from the event loop, which is kept free of what only this needs.
    @inline(never)
    mutating func closeAccount(_ now: Instant) {
        atEnd = FleetAccount(fleet, at: now)
        gauges.pagesInWindow = gauges.pagesSoFar
    }

    mutating func minuteEnds(_ now: Instant, _ calendar: inout Calendar) {
        judgeBooks()
        let takenBack = fleet.takeBackSpotServers(keys.spotMarket, now: now)
        gauges.spotInterruptions += takenBack
        if keepsTraffic { log.close(minute: Int32(gauges.timeline.count)) }
        var busy: Int64 = 0, slots: Int64 = 0
        for pool in 0..<Service.count {
            let busySum = fleet.pools[pool].busy.integral(until: now)
            let slotSum = fleet.pools[pool].slots.integral(until: now)
            let b = busySum - fleet.pools[pool].busyAtMinute
            let s = slotSum - fleet.pools[pool].slotsAtMinute
            busy += b
            slots += s
            let utilisation = s == 0 ? 0 : Double(b) / Double(s)
            if utilisation > fleet.pools[pool].peakUtilisation {
                fleet.pools[pool].peakUtilisation = utilisation
                fleet.pools[pool].peakMinute = now - .minutes(1)
            }
            fleet.pools[pool].busyAtMinute = busySum
            fleet.pools[pool].slotsAtMinute = slotSum
        }
        var point = TimelinePoint()
        let middle = now - .seconds(30)
        point.second = (now - .minutes(1)).sinceOrigin.inSeconds
        if isTraced {
            point.planned = traced.planned(minute: gauges.timeline.count)
        } else {
            point.planned = middle < scenario.end ? scenario.offeredRate(at: middle) : 0
        }
        point.requests = Double(gauges.clicks - gauges.clicksAtMinute) / 60
        point.answered = Double(gauges.answered - gauges.answeredAtMinute) / 60
        point.placed = gauges.placed - gauges.placedAtMinute
        point.paid = gauges.paid - gauges.paidAtMinute
        point.diverted = gauges.queuePages - gauges.queuePagesAtMinute
        let latency = LatencySummary(gauges.thisMinute)
        point.p50 = latency.p50
        point.p99 = latency.p99
        point.servers = fleet.size
        point.utilisation = slots == 0 ? 0 : Double(busy) / Double(slots)
        point.preparing = gauges.preparing
        gauges.timeline.append(point)
        gauges.thisMinute.removeAll()
        gauges.clicksAtMinute = gauges.clicks
        gauges.answeredAtMinute = gauges.answered
        gauges.placedAtMinute = gauges.placed
        gauges.paidAtMinute = gauges.paid
        gauges.queuePagesAtMinute = gauges.queuePages
        if goesOn(now) { calendar.schedule(.minuteEnds, after: .minutes(1)) }
    }
}
