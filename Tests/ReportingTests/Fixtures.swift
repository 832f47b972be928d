import Primitives
import Simulator
import Workload

/// A result made by hand, with something in every section.
enum Fixtures {
    static var night: RunResult {
        var result = RunResult()
        result.scenario = "double11"
        result.title = "The night of Double-11 on the elastic fleet"
        result.seed = 20_261_111
        result.assumptions = [
            Note(name: "ordinary_rate", text: "95.4 requests/s, the ordinary day's mean"),
            Note(name: "throttle", text: "10 % of game-card pages go to the queue page above 800 ms, \"as written\""),
        ]
        result.figures = figures
        result.services = [gameCard, stock]
        result.requests = latency(100_000_000, 0.9)
        result.windows = [window("run", -7_200, 86_400), window("coupon-outage", 600, 1_200)]
        result.outcomes = [
            Count(name: "issued", count: 1_879_990), Count(name: "refunded", count: 10),
            Count(name: "unpaid", count: 220_000),
        ]
        result.events = [Count(name: "shopper", count: 300_000_000), Count(name: "job", count: 299_000_000)]
        result.thresholds = [
            threshold("oversold_units", .value, "value==0", 0, observed: 0, passed: true),
            threshold(
                "request_latency{service:game-card}", .percentile(99), "p(99)<800ms", 800, observed: 912.4,
                passed: false),
        ]
        result.checks = [
            CheckResult(
                id: "STK-1", rule: "units sold and held never exceed the stock", evaluations: 2_100_000, failures: 0,
                firstFailure: ""),
            CheckResult(
                id: "littles-law", rule: "mean number present = arrival rate x mean stay, at each station",
                evaluations: 13, failures: 0, firstFailure: ""),
        ]
        result.timeline = timeline
        result.topProducts = [Count(name: "game-card-1", count: 301_234), Count(name: "membership-3", count: 99_000)]
        result.topRegions = [Count(name: "east", count: 900_000), Count(name: "south", count: 500_000)]
        return result
    }

    static var broken: RunResult {
        var result = night
        result.checks.append(
            CheckResult(
                id: "PAY-2", rule: "no order is charged twice", evaluations: 7, failures: 2,
                firstFailure: "order 42 was charged at 00:00:03.120 and at 00:00:33.120",
                history: ["00:00:03.120 payment: charge 10.00 yuan", "00:00:33.120 payment: charge 10.00 yuan"]))
        result.checks.append(
            CheckResult(id: "ISS-9", rule: "a credential is unique", evaluations: 0, failures: 0, firstFailure: ""))
        return result
    }

    private static var figures: [Figure] {
        let pairs: [(String, Double)] = [
            ("orders_placed", 2_100_000), ("orders_paid", 1_880_000), ("orders_issued", 1_879_990),
            ("orders_refunded", 10), ("orders_unsettled", 0), ("oversold_units", 0), ("undersold_units", 0),
            ("duplicate_credentials", 0), ("requests", 100_000_000), ("requests_failed", 1_234),
            ("requests_diverted", 56_789), ("request_latency_p50_ms", 41.5), ("servers_prescaled", 300),
            ("servers_at_midnight", 420), ("servers_peak", 420), ("server_hours", 5_070.25), ("cost_fen", 446_182),
            ("cost_per_order_fen", 0.23733), ("sales_fen", 12_345_678_900), ("availability", 0.99998766),
            ("downtime_seconds", 0), ("events", 599_000_000), ("scalper_share", 0.0421),
        ]
        return pairs.map { Figure(name: $0.0, value: $0.1) }
    }

    static func latency(_ count: UInt64, _ scale: Double) -> LatencySummary {
        var latency = LatencySummary()
        latency.count = count
        latency.mean = 50 * scale
        latency.p50 = 40 * scale
        latency.p90 = 90 * scale
        latency.p95 = 110 * scale
        latency.p99 = 300 * scale
        latency.p99_9 = 900 * scale
        latency.max = 6_012.3 * scale
        return latency
    }

    private static var gameCard: ServiceResult {
        var service = ServiceResult()
        service.name = "game-card"
        service.latency = latency(40_000_000, 1)
        service.offered = 41_000_000
        service.served = 40_990_000
        service.refused = 9_000
        service.lost = 1_000
        service.diverted = 56_789
        service.throttleEngagements = 2
        service.throttledSeconds = 171.5
        service.utilisationMean = 0.4123
        service.utilisationPeak = 0.987
        service.utilisationPeakAt = 60
        service.queuePeak = 64
        service.serversAtStart = 30
        service.serversPeak = 180
        service.serverHours = 2_170.5
        return service
    }

    private static var stock: ServiceResult {
        var service = ServiceResult()
        service.name = "stock"
        service.offered = 6_000_000
        service.served = 6_000_000
        service.utilisationMean = 0.1
        service.utilisationPeak = 0.55
        service.queuePeak = 3
        service.serversAtStart = 4
        service.serversPeak = 20
        service.serverHours = 240
        return service
    }

    private static func window(_ name: String, _ from: Double, _ until: Double) -> WindowResult {
        var window = WindowResult()
        window.name = name
        window.from = from
        window.until = until
        window.journeys = ["browse", "order", "pay", "issue"].map { journey in
            var result = JourneyResult()
            result.name = journey
            result.attempts = name == "run" ? 2_000_000 : 900
            result.succeeded = result.attempts - (journey == "pay" ? 1 : 0)
            result.latency = latency(result.attempts, 1.5)
            return result
        }
        return window
    }

    static func threshold(
        _ metric: String, _ statistic: Threshold.Statistic, _ expression: String, _ bound: Double, observed: Double?,
        passed: Bool
    ) -> ThresholdResult {
        let condition = Threshold(
            metric: metric, name: metric, service: nil, statistic: statistic, comparison: .less, bound: bound,
            expression: expression)
        return ThresholdResult(threshold: condition, observed: observed, passed: passed)
    }

    /// 22:00 to 24:00 of the next day, as STORY tells the curve, with one minute of 12,000 requests/s.
    private static var timeline: [TimelinePoint] {
        (0..<(26 * 60)).map { minute in
            var point = TimelinePoint()
            point.second = Double(minute - 120) * 60
            let multiple: Double =
                switch minute {
                case ..<100: 6
                case ..<120: 6 + Double(minute - 100) * 1.85
                case ..<123: 90
                case ..<130: 40
                case ..<180: 25
                case ..<240: 15
                case ..<600: 8
                default: 12
                }
            point.planned = multiple * 95.4
            point.requests = minute == 121 ? 12_000 : point.planned
            point.answered = point.requests * 0.999
            point.placed = minute < 120 ? 0 : UInt64(point.requests * 60 / 50)
            point.paid = point.placed * 9 / 10
            point.p50 = 40
            point.p99 = 100 + multiple * 9
            point.servers = minute < 115 ? 300 : minute < 480 ? 420 : 100
            point.utilisation = 0.4
            point.preparing = (130..<140).contains(minute) ? 5_000 : 0
            return point
        }
    }
}
