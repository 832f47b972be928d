import Primitives
import Statistics
import Workload

/// Everything that is measured of shoppers and orders. Reading and writing it changes no result.
struct Gauges: ~Copyable {
    var run: AttemptGauge
    /// One per fault that does not last for the whole run.
    var windows: FixedTable<AttemptGauge>
    /// Page latency, click to answer, by the service behind the gateway.
    var pages = FixedTable<Histogram>(count: Service.count) { _ in Histogram() }
    var thisMinute = Histogram()
    /// From the click that was sent to the queue page to being let in.
    var queueWait = Histogram()
    var downtime: DowntimeGauge
    var issuing: IssuingGauge
    var saturation = SaturationGauge()
    var tail: TailGauge
    var lost: LostSales
    var delays: DelayGauge
    /// Spot servers that were taken back.
    var spotInterruptions = 0
    var timeline: [TimelinePoint] = []
    /// Pages that had reached their shoppers by the end of the window, by service.
    var pagesInWindow: [UInt64]?

    // Clicks: every one ends as exactly one of the next four.
    var clicks: UInt64 = 0
    var answered: UInt64 = 0
    var errorPages: UInt64 = 0
    var queuePages: UInt64 = 0
    var impatient: UInt64 = 0
    // People.
    var sessions: UInt64 = 0
    var gaveUp: UInt64 = 0
    /// Sessions of people who wait for the opening.
    var early: UInt64 = 0
    /// Answered refreshes of those who wait for the opening.
    var refreshes: UInt64 = 0
    var leftQueue: UInt64 = 0
    var diverted: [UInt64] = Array(repeating: 0, count: Service.count)
    // Orders.
    var placed: UInt64 = 0
    var paid: UInt64 = 0
    var issued: UInt64 = 0
    var refunded: UInt64 = 0
    var partlyRefunded: UInt64 = 0
    /// The second in which the latest order was placed, how many were in it, and the best second so far.
    var placedSecond: Int64 = .min
    var placedInSecond = 0
    var bestSecond: Int64 = 0
    var bestInSecond = 0
    /// Lines of orders; all the other counts of orders are of whole ones.
    var lines: UInt64 = 0
    var linesRefunded: UInt64 = 0
    var settled: UInt64 = 0
    var sales = Money.zero
    var preparing = 0
    /// Orders that a person acted upon, and actions that came too late.
    var byHand: UInt64 = 0
    var refusedByHand: UInt64 = 0
    var outcomes: [UInt64]
    var sessionsByRegion: [UInt64]
    var paidByRegion: [UInt64]
    var salesByRegion: [Money]
    var paidByProduct: [UInt64]
    var coupons = CouponCounts()
    /// Messages that came twice or late by a fault of the network.
    var duplicatedMessages: UInt64 = 0
    var reorderedMessages: UInt64 = 0
    var holds: HoldGauge
    var entitlements = EntitlementGauges()
    // At the last minute's end.
    var clicksAtMinute: UInt64 = 0
    var answeredAtMinute: UInt64 = 0
    var placedAtMinute: UInt64 = 0
    var paidAtMinute: UInt64 = 0
    var queuePagesAtMinute: UInt64 = 0

    /// What became of the wish to use a coupon.
    struct CouponCounts {
        var redeemed: UInt64 = 0
        /// None left, or the price is too low for it.
        var refused: UInt64 = 0
        /// The coupon service did not answer in time, or was not asked because it had not for a while.
        var unanswered: UInt64 = 0
    }

    /// - Parameter requests: about how many requests the run will have.
    init(_ scenario: Scenario, outcomes: Int, requests: Double) {
        tail = TailGauge(expectedRequests: requests)
        run = AttemptGauge(name: "run", from: scenario.start, until: .distantFuture)
        downtime = DowntimeGauge(from: scenario.start)
        issuing = IssuingGauge(scenario.faults)
        lost = LostSales(products: scenario.catalogue.products)
        delays = DelayGauge(scenario.business)
        let partial = scenario.faults.filter {
            $0.from > scenario.start || $0.until < scenario.end || $0.condition != nil
        }
        windows = FixedTable(count: partial.count) { index in
            let fault = partial[index]
            // Where a fault with a condition lies is not known yet.
            return fault.condition == nil
                ? AttemptGauge(name: fault.name, from: fault.from, until: fault.end)
                : AttemptGauge(name: fault.name, from: scenario.end, until: scenario.end)
        }
        self.outcomes = Array(repeating: 0, count: outcomes)
        sessionsByRegion = Array(repeating: 0, count: scenario.population.regions.count)
        salesByRegion = Array(repeating: .zero, count: scenario.population.regions.count)
        paidByRegion = Array(repeating: 0, count: scenario.population.regions.count)
        paidByProduct = Array(repeating: 0, count: scenario.catalogue.products)
        holds = HoldGauge(products: scenario.catalogue.products)
    }

    /// An attempt that began at `since` has come to its end.
    @inline(__always)
    mutating func end(_ attempt: Attempt, since: Instant, succeeded: Bool, at now: Instant) {
        run.record(attempt, succeeded: succeeded, took: now - since)
        downtime.record(attempt, succeeded: succeeded, since: since)
        for index in 0..<windows.count where since >= windows[index].from && since < windows[index].until {
            windows[index].record(attempt, succeeded: succeeded, took: now - since)
        }
    }

    /// A fault begins; one that waited for its condition has its window now.
    mutating func begins(_ fault: Fault, at now: Instant) {
        guard fault.condition != nil else { return }
        for index in 0..<windows.count where windows[index].name == fault.name {
            windows[index].move(from: now, until: now + fault.length)
        }
    }

    /// All pages together.
    var allPages: LatencySummary {
        var sum = Histogram()
        for service in 0..<Service.count { sum.merge(pages[service]) }
        return LatencySummary(sum)
    }

    /// A minute is over: what can't be among the slowest any more is left out from now on.
    mutating func raiseTailFloor() { tail.raiseFloor(pages) }

    /// An order was placed.
    @inline(__always)
    mutating func places(at now: Instant) {
        placed += 1
        // Towards minus infinity, so that a second before the origin is as long as any other.
        let second = now.nanoseconds >= 0 ? now.nanoseconds / 1_000_000_000 : ~(~now.nanoseconds / 1_000_000_000)
        if second != placedSecond {
            placedSecond = second
            placedInSecond = 0
        }
        placedInSecond += 1
        if placedInSecond > bestInSecond {
            bestInSecond = placedInSecond
            bestSecond = second
        }
    }

    /// A page has reached the shopper who waits for it.
    @inline(__always)
    mutating func page(of service: Service, took latency: TimeSpan) {
        pages[service.index].record(latency.nanoseconds)
        thisMinute.record(latency.nanoseconds)
    }
}
