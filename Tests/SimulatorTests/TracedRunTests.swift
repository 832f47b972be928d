import Primitives
import Testing
import Workload

@testable import Simulator

/// A run from a trace: the sessions that are in it, and no others.
@Suite struct TracedRunTests {
    /// Three minutes with an opening after the first, in two regions.
    static let night = SmallShop.scenario(seconds: 120, rate: 20) {
        $0.start = .origin - .minutes(1)
        $0.population.regions = [
            .init(name: "a", share: 1, latency: .milliseconds(5)),
            .init(name: "b", share: 2, latency: .milliseconds(9)),
        ]
        $0.journey.opensWithProduct = 600
        $0.traffic.curve = [.init(at: .origin - .minutes(1), multiple: 1), .init(at: .origin, multiple: 3)]
        var rush = Traffic.Rush()
        rush.from = .origin - .seconds(40)
        rush.baseMultiple = 1
        rush.refreshThink = .seconds(4)
        rush.reaction = .seconds(10)
        $0.traffic.rush = rush
        $0.fleet.initialServers = 10 * Service.count
    }

    /// A run that keeps its traffic.
    static func run(_ scenario: Scenario) -> RunResult {
        var run = Run(scenario, seed: 1, keepOrders: false, keepTraffic: true)
        while !run.isFinished { run.advance(events: 100_000) }
        return run.finish()
    }

    /// What a run kept, as a trace for another one.
    static func trace(_ rows: [TrafficRow], of scenario: Scenario) -> TrafficTrace {
        var trace = TrafficTrace(file: "test.csv")
        trace.spread = .minutes(1)
        trace.until = scenario.end
        for row in rows {
            trace.append(
                .init(
                    at: scenario.start + .minutes(Int64(row.minute)), region: Int(row.region),
                    product: row.product < 0 ? nil : Int(row.product), isEarly: row.isEarly,
                    sessions: Int(row.sessions)))
        }
        return trace
    }

    static let seen = run(night)
    static let replayed: RunResult = {
        var scenario = night
        scenario.traffic.trace = trace(seen.traffic, of: night)
        return run(scenario)
    }()

    @Test func theTrafficThatIsKeptIsAllThereWas() {
        let rows = Self.seen.traffic
        #expect(Double(rows.reduce(0) { $0 + $1.sessions }) == Self.seen.value("sessions"))
        #expect(Double(rows.reduce(0) { $0 + $1.requests }) == Self.seen.value("requests"))
        #expect(Double(rows.filter(\.isEarly).reduce(0) { $0 + $1.sessions }) == Self.seen.value("sessions_early"))
        for (minute, point) in Self.seen.timeline.enumerated() {
            let requests = rows.filter { $0.minute == Int32(minute) }.reduce(0) { $0 + $1.requests }
            #expect((Double(requests) - point.requests * 60).magnitude < 1e-6)
        }
        #expect(SmallShop.run(Self.night).traffic.isEmpty)
    }

    @Test func keepingTheTrafficChangesNothing() {
        #expect(SmallShop.run(Self.night).fingerprint == Self.seen.fingerprint)
    }

    @Test func aReplayHasTheSameSessionsInEveryMinuteFromEveryRegionForEveryProduct() {
        #expect(Self.replayed.brokenChecks.isEmpty)
        func starts(_ result: RunResult) -> [TrafficRow] {
            result.traffic.filter { $0.sessions > 0 }.map { row in
                var row = row
                row.requests = 0
                return row
            }
        }
        #expect(starts(Self.replayed) == starts(Self.seen))
        #expect(Self.replayed.value("sessions_early") == Self.seen.value("sessions_early"))
        #expect(Self.replayed.regions.map(\.sessions) == Self.seen.regions.map(\.sessions))
    }

    @Test func aReplayAsksForNearlyAsMuchAsWasSeen() {
        let seen = Self.seen.value("requests"), replayed = Self.replayed.value("requests")
        #expect((seen - replayed).magnitude < 0.05 * seen, "\(replayed) requests for \(seen)")
    }

    @Test func thePlanOfATraceIsWhatItsSessionsAddUpTo() {
        var scenario = Self.night
        scenario.traffic.trace = Self.trace(Self.seen.traffic, of: Self.night)
        let plan = TrafficPlan(scenario)
        let ordinary = plan.sessionRate.reduce(0, +), early = plan.rushRate.reduce(0, +)
        #expect((ordinary + early - Self.seen.value("sessions")).magnitude < 1e-6)
        #expect((early - Self.seen.value("sessions_early")).magnitude < 1e-6)
        #expect(plan.plannedRequests == plan.derivedRequests)
        for (minute, point) in zip(plan.minutes, Self.replayed.timeline) { #expect(point.planned == minute.derived) }
    }

    @Test func thePriceMovesNoTrace() {
        var scenario = Self.night
        var response = PriceResponse()
        response.elasticity = 3
        scenario.traffic.priceResponse = response
        scenario.catalogue.pricePermille = 500
        #expect(scenario.demandFactor == 8)
        scenario.traffic.trace = Self.trace(Self.seen.traffic, of: Self.night)
        #expect(scenario.demandFactor == 1)
    }

    @Test func singleSessionsStartAtTheirOwnInstantsWithTheirOwnRegionAndProduct() {
        var scenario = Self.night
        var trace = TrafficTrace(file: "test.csv")
        trace.append(.init(at: .origin - .seconds(30), region: 1, product: 7))
        trace.append(.init(at: .origin - .seconds(30), region: 0, product: nil))
        trace.append(.init(at: .origin + .seconds(100), region: 1, product: 3, sessions: 2))
        scenario.traffic.trace = trace
        scenario.journey.listToList = 0
        scenario.journey.listToProduct = 0
        scenario.journey.productToList = 0
        scenario.journey.productToProduct = 0
        scenario.journey.productToOrder = 0
        let result = Self.run(scenario)
        // One page each, as nobody goes on.
        #expect(
            result.traffic == [
                TrafficRow(minute: 0, product: -1, region: 0, isEarly: false, sessions: 1, requests: 1),
                TrafficRow(minute: 0, product: 7, region: 1, isEarly: false, sessions: 1, requests: 1),
                TrafficRow(minute: 2, product: 3, region: 1, isEarly: false, sessions: 2, requests: 2),
            ])
    }

    @Test func rowsOfVeryManySessionsCountThemAll() {
        var trace = TrafficTrace(file: "test.csv")
        trace.append(.init(at: .origin, region: 63, product: 4_095, isEarly: true, sessions: 10_000))
        #expect(trace.sessions == 10_000 && trace.earlySessions == 10_000 && trace.count == 3)
        #expect((0..<3).reduce(0) { $0 + trace[$1].sessions } == 10_000)
        #expect(trace[2].region == 63 && trace[2].product == 4_095 && trace[2].isEarly)
    }
}
