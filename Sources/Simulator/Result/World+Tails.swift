import Primitives
import Statistics
import Workload

/// The breakdown of the slowest requests, from gauges to a result.
extension World {
    private static var percentiles: [Double] { [0.99, 0.999] }

    /// The tails of all pages, of orders and of payments; those without any request are left out.
    func tails() -> [TailResult] {
        var pages = Histogram()
        for service in 0..<Service.count { pages.merge(gauges.pages[service]) }
        return tails("requests", pages, gauges.tail.pages)
            + tails("orders", gauges.run.latencies[Attempt.order.rawValue], gauges.tail.orders)
            + tails("payments", gauges.run.latencies[Attempt.pay.rawValue], gauges.tail.payments)
    }

    private func tails(_ name: String, _ latencies: borrowing Histogram, _ sums: borrowing TailSums) -> [TailResult] {
        guard latencies.count > 0 else { return [] }
        return Self.percentiles.compactMap { percentile in
            let value = latencies.quantile(percentile)
            // More requests than the floor was made for: it has risen beyond the percentile.
            guard name != "requests" || gauges.tail.floor.nanoseconds <= value else { return nil }
            let row = sums.beyond(value)
            return TailResult(
                name: name, percentile: percentile, from: Double(value) / 1e6, count: row.count,
                latency: row.latency, parts: Self.shares(row.parts))
        }
    }

    /// The slowest requests, and the slowest about an order.
    func slowest(_ requests: borrowing SlowestRequests) -> [SlowRequestResult] {
        (0..<requests.list.count).map { index in
            let request = requests.list[index]
            return SlowRequestResult(
                since: request.since, latency: request.latency, page: request.page, service: request.service,
                user: request.user, reclicks: Int(request.reclicks), order: request.order,
                parts: Self.shares(request.parts).filter { $0.nanoseconds != 0 }.sorted {
                    ($1.nanoseconds, $0.part.index) < ($0.nanoseconds, $1.part.index)
                })
        }
    }

    private static func shares(_ parts: LatencyBreakdown) -> [LatencyShare] {
        LatencyPart.all.map { LatencyShare(part: $0, nanoseconds: parts[$0]) }
    }
}
