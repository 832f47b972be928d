import Platform
import Primitives
import Testing
import Workload

@testable import Reporting
@testable import Simulator

/// What is said of a tail, of a bottleneck, and of one order.
@Suite struct ExplanationTextTests {
    private static func tail(_ name: String, _ percentile: Double, _ parts: [LatencyPart: Int64]) -> TailResult {
        TailResult(
            name: name, percentile: percentile, from: 90, count: 10, latency: parts.values.reduce(0, +),
            parts: LatencyPart.all.map { LatencyShare(part: $0, nanoseconds: parts[$0] ?? 0) })
    }

    private static var result: RunResult {
        var result = Fixtures.night
        result.tails = [
            tail("requests", 0.99, [.retry: 900_000_000, .work: 100_000_000, .waiting(.gameCard): 50_000]),
            tail("orders", 0.999, [.provider: 2_000_000_000]),
        ]
        var saturation = SaturationResult()
        saturation.at = 200
        saturation.seconds = 30
        saturation.circumstances.jobsPerSecond = 1_000
        saturation.circumstances.load = 48
        saturation.circumstances.capacity = 40
        saturation.circumstances.slotsPerServer = 2
        saturation.circumstances.serving = 20
        saturation.circumstances.booting = 5
        result.services[0].saturation = saturation
        result.slowestOrders = [
            SlowRequestResult(
                since: .origin + .milliseconds(1_250), latency: .milliseconds(3_100), page: .pay, service: .gameCard,
                user: UserID(7), reclicks: 1, order: OrderID(42),
                parts: [LatencyShare(part: .retry, nanoseconds: 3_000_000_000)])
        ]
        return result
    }

    @Test func tailHasAColumnForEachPercentileAndARowForEachPartThatMatters() {
        let lines = SummaryText(Self.result, palette: .none, width: 100).tailSection().lines
        #expect(
            lines == [
                "mean of each      requests p99  orders p99.9",
                "from                      90.0          90.0",
                "clicks before             90.0             0",
                "work                      10.0             0",
                "payment provider             0           200",
                "together                   100           200",
                "requests                    10            10",
            ])
    }

    @Test func bottleneckSaysWhy() {
        let lines = SummaryText(Self.result, palette: .none, width: 120).saturationSection().lines
        #expect(lines.first == "game-card saturated first, at 00:03:20: all slots busy, queues growing")
        #expect(
            lines.dropFirst().first
                == "why: new servers still booted; 1,000 jobs/s are work for 48.0 slots, 20 servers did that of 40.0 "
                + "(5 more booting)")
    }

    @Test func slowestOrderIsOfferedToBeTold() {
        let text = ExplanationText.render(Self.result, path: "a.yaml")
        #expect(text.contains("00:00:01.250  pay   game-card  clicks before 3,000    3,100       2     42"))
        #expect(text.hasSuffix("One order's life: rehearse explain a.yaml --order 42\n"))
    }

    @Test func lifeIsALineForEachStep() {
        let life = OrderLife(
            order: OrderID(42), user: UserID(7), region: "east", lines: ["1 × game-card-1"],
            since: .origin - .milliseconds(500),
            steps: [
                OrderStep(at: .origin - .milliseconds(500), place: "shopper", text: "clicks to order"),
                OrderStep(at: .origin + .milliseconds(2_250), place: "stock", text: "hold 1"),
                OrderStep(at: .origin + .seconds(7_500), place: "order", text: "the order: ended: issued"),
            ],
            end: "issued")
        #expect(
            OrderLifeText.render(life, scenario: "smoke", seed: 3) == """
                order 42   smoke   seed 3
                1 × game-card-1   for user 7 in east
                wanted on Nov 10 23:59:59, and in the end: issued

                23:59:59.500    +0.00 ms  shopper  clicks to order
                00:00:02.250    +2.750 s  stock    hold 1
                02:05:00.000  +2 h 5 min  order    the order: ended: issued

                """)
    }
}
