import Platform
import Primitives
import Statistics
import Workload

/// From gauges to a result.
extension World {
    func report(into result: inout RunResult, dispatched: UInt64) {
        result.services = Service.allCases.map { serviceResult($0) }
        result.services[Service.verification.index].latency = LatencySummary(gauges.entitlements.latency)
        result.requests = gauges.allPages
        result.windows = [windowResult(gauges.run)]
        for index in 0..<gauges.windows.count { result.windows.append(windowResult(gauges.windows[index])) }
        result.faults = scenario.faults.indices.map {
            Count(name: scenario.faults[$0].name, count: UInt64(tape.beginnings[$0]))
        }
        result.outcomes = outcomes()
        result.events = WorldEvent.Kind.allCases.map {
            Count(name: "\($0)", count: kinds[Int($0.rawValue)])
        }
        result.soldOut = soldOut()
        result.reconciliation = reconcile()
        result.checks = auditors.tally.results { auditors.applies($0) }
        result.migration = migrationDays()
        result.timeline = gauges.timeline
        result.topRegions = top(gauges.paidByRegion) { scenario.population.regions[$0].name }
        result.topProducts = top(gauges.paidByProduct) { catalogue.products[$0].name }
        result.topKinds = topKinds()
        result.losses = losses()
        result.tails = tails()
        result.slowestRequests = slowest(gauges.tail.slowest)
        result.slowestOrders = slowest(gauges.tail.slowestOrders)
        result.regions = regions()
        result.scalped = scalpedProducts()
        result.orders = (0..<completed.count).map { completed[$0] }
        result.traffic = (0..<log.rows.count).map { log.rows[$0] }
        result.figures = figures(dispatched)
    }

    /// The fleet's account at the end of the window, or of a run that ended before it.
    var account: FleetAccount { atEnd ?? FleetAccount(fleet, at: present) }

    private func serviceResult(_ service: Service) -> ServiceResult {
        let pool = fleet.pools[service.index]
        var result = ServiceResult()
        result.name = service.name
        result.latency = LatencySummary(gauges.pages[service.index])
        result.offered = pool.offered
        result.served = pool.served
        result.refused = pool.refused
        result.shed = pool.shed
        result.dropped = pool.dropped
        result.shedByCallers = pool.shedByCallers
        result.goodput = goodput(of: service)
        result.lost = pool.swallowed + pool.crashed + pool.repliesLost
        result.diverted = gauges.diverted[service.index]
        if scenario[service].throttle != nil {
            result.throttleEngagements = UInt64(throttles[service.index].engagements)
            result.throttledSeconds = throttles[service.index].engagedTime(at: present).inSeconds
        }
        result.utilisationMean = account.utilisation[service.index]
        result.utilisationPeak = pool.peakUtilisation
        result.utilisationPeakAt = pool.peakMinute.sinceOrigin.inSeconds
        result.queuePeak = Int(pool.queuePeak)
        result.serversAtStart = pool.serversAtStart
        result.serversPeak = pool.serversPeak
        result.serverHours = account.serverHours[service.index]
        result.saturation = saturation(of: service)
        result.guards = guardResult(service)
        return result
    }

    private func windowResult(_ gauge: borrowing AttemptGauge) -> WindowResult {
        var result = WindowResult()
        result.name = gauge.name
        result.from = gauge.from.sinceOrigin.inSeconds
        result.until = min(gauge.until, present).sinceOrigin.inSeconds
        for attempt in Attempt.allCases {
            var journey = JourneyResult()
            journey.name = attempt.name
            journey.attempts = gauge.ended[attempt.rawValue]
            journey.succeeded = gauge.succeeded[attempt.rawValue]
            journey.latency = gauge.summary(attempt)
            result.journeys.append(journey)
        }
        return result
    }

    private func outcomes() -> [Count] {
        var counts = OrderOutcome.allCases.map {
            Count(name: "\($0)", count: gauges.outcomes[Int($0.rawValue)])
        }
        if !scenario.coupons.isEmpty {
            counts.append(Count(name: "charged with coupon", count: gauges.coupons.redeemed))
            counts.append(Count(name: "charged without, coupon refused", count: gauges.coupons.refused))
            counts.append(Count(name: "charged without, no answer in time", count: gauges.coupons.unanswered))
        }
        return counts
    }

    private func soldOut() -> [SoldOutProduct] {
        auditors.stockNotes.lastUnits.enumerated().compactMap { product, last in
            last.map {
                SoldOutProduct(
                    name: catalogue.products[product].name, stock: auditors.stockNotes.units[product],
                    issued: auditors.issuanceNotes.delivered[product], second: $0.at.sinceOrigin.inSeconds,
                    rivals: $0.rivals)
            }
        }.sorted { ($0.second, $0.name) < ($1.second, $1.name) }
    }

    private func regions() -> [RegionResult] {
        let sum = scenario.population.regions.reduce(0) { $0 + $1.share }
        return scenario.population.regions.enumerated().map { index, region in
            RegionResult(
                name: region.name, share: region.share / sum, sessions: gauges.sessionsByRegion[index],
                paid: gauges.paidByRegion[index], salesFen: gauges.salesByRegion[index].fen)
        }
    }

    private func scalpedProducts() -> [ScalpedProduct] {
        let ranks = scenario.scalpers.flatMap(\.products).sorted()
        return ranks.enumerated().filter { $0.offset == 0 || ranks[$0.offset - 1] != $0.element }.map { _, rank in
            ScalpedProduct(
                name: catalogue.products[rank - 1].name, stock: auditors.stockNotes.units[rank - 1],
                scalped: scalping.units[rank - 1], refused: scalping.refused[rank - 1])
        }
    }

    private func topKinds() -> [Count] {
        guard !scenario.catalogue.kinds.isEmpty else { return [] }
        let names = scenario.catalogue.assortment.map(\.kind.name)
        let paid = names.map { name in
            zip(catalogue.products, gauges.paidByProduct).reduce(0) { $1.0.kind.name == name ? $0 + $1.1 : $0 }
        }
        return top(paid) { names[$0] }
    }

    private func top(_ counts: [UInt64], _ name: (Int) -> String) -> [Count] {
        counts.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }.prefix(12)
            .filter { $0.element > 0 }.map { Count(name: name($0.offset), count: $0.element) }
    }
}
