import Platform
import Primitives
import ScenarioFiles
import Simulator
import Testing
import Workload

/// What overload controls, guards and faults do together.
@Suite struct JoinedControlTests {
    /// The smoke scenario with these changes laid over it.
    private static func run(_ changes: [String]) throws -> RunResult {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let path = "/\(root)/scenarios/fast/smoke.yaml"
        let read = ScenarioReader.read(path: path, changes: changes.compactMap(ScenarioChange.init))
        let scenario = try read.get().scenario
        var run = Run(scenario, seed: scenario.seed, keepOrders: false)
        while !run.isFinished { run.advance(events: 1_000_000) }
        return run.finish()
    }

    private static func failed(_ result: RunResult) -> [String] { result.checks.filter { !$0.passed }.map(\.id) }

    /// An answer that leaves when the delay is over overtakes the one before it, and is the one that is read.
    @Test func aDelayThatEndsLeavesNoLatencyUnaccountedFor() throws {
        let result = try Self.run([
            "faults=[{name: late, kind: latency, service: all, delay: 1s, from: 10s, until: 20s}]"
        ])
        #expect(Self.failed(result) == [])
    }

    /// A coupon whose answer comes after it was given back is no discount.
    @Test func aCouponThatComesTooLateIsNoDiscount() throws {
        let result = try Self.run([
            "faults=[{name: late, kind: latency, service: all, delay: 2s, from: 10s, until: 20s}]"
        ])
        #expect(Self.failed(result) == [])
    }

    /// What callers hold back is not the service's failure.
    @Test func aRetryBudgetOpensNoBreaker() throws {
        let fault = "faults=[{name: wrong, kind: errors, service: catalogue, share: 30 %, from: 10s, until: 70s}]"
        let breaker = "services.catalogue.breaker={open-for: 5s}"
        let budget = "services.catalogue.retry-budget={share: 0 %, attempts: 1}"
        let without = try Self.run([fault, breaker]), with = try Self.run([fault, breaker, budget])
        for result in [without, with] {
            let catalogue = try #require(result.services.first { $0.name == "catalogue" })
            #expect(catalogue.guards?.openings == 0)
            #expect(Self.failed(result) == [])
        }
        #expect(with.figure("requests_shed_by_callers") ?? 0 > 0)
    }

    /// Callers count what they send before the network decides what becomes of it.
    @Test func aClientThrottleSeesRefusalsAndOutages() throws {
        for kind in ["refusing", "outage"] {
            let result = try Self.run([
                "faults=[{name: gone, kind: \(kind), service: catalogue, from: 0s, until: 60s}]",
                "services.catalogue.client-throttle={multiplier: 2}",
            ])
            #expect(result.figure("requests_shed_by_callers") ?? 0 > 1_000, "\(kind)")
            #expect(Self.failed(result) == [])
        }
    }
}
