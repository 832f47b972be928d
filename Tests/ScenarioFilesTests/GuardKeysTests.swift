import Platform
import Primitives
import ScenarioFiles
import Testing
import Workload

/// Breakers, bulkheads and connections in scenario files.
@Suite struct GuardKeysTests {
    /// The good scenario's services, with more said of one of them.
    private func text(_ service: String, _ keys: String) -> String {
        ErrorLinesTests.good.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("  \(service):") ? line.dropLast() + ", \(keys)}" : line
        }.joined(separator: "\n")
    }

    private func scenario(_ service: String, _ keys: String) throws -> Scenario {
        try readText(text(service, keys)).get().scenario
    }

    @Test func breakerWithoutKeysIsTheLibrarys() throws {
        let scenario = try scenario("payment", "breaker: {}, bulkhead: {}")
        #expect(scenario[.payment].breaker == .standard)
        #expect(scenario[.payment].bulkhead == BulkheadConfiguration(calls: 25))
        #expect(scenario[.stock].breaker == nil && scenario[.stock].bulkhead == nil)
        #expect(
            scenario.assumptions.contains {
                $0.name == "guards of payment"
                    && $0.text
                        == "a breaker opens at 50 % failures or 100 % calls over 1min of the latest 100, for 1min; "
                        + "at most 25 calls out at a time for each server of the caller"
            })
    }

    @Test func everyKeyReads() throws {
        let scenario = try scenario(
            "stock",
            "breaker: {window-calls: 20, minimum-calls: 10, failures: 40 %, slow-above: 1s, slow: 80 %, open-for: 5s, "
                + "trial-calls: 3, mode: metrics-only}, bulkhead: {calls: 7}")
        var expected = CircuitBreakerConfiguration()
        expected.windowCalls = 20
        expected.minimumCalls = 10
        expected.failurePermille = 400
        expected.slowAbove = .seconds(1)
        expected.slowPermille = 800
        expected.openFor = .seconds(5)
        expected.trialCalls = 3
        expected.mode = .metricsOnly
        #expect(scenario[.stock].breaker == expected && scenario[.stock].bulkhead?.calls == 7)
        #expect(try self.scenario("gateway", "connections: 200")[.gateway].connections == 200)
        #expect(try self.scenario("stock", "breaker: none, bulkhead: none")[.stock].breaker == nil)
    }

    private static let refusals: [(String, String, String)] = [
        ("order", "breaker: {}", "services.order.breaker: calls to order can't be guarded; allowed for catalogue,"),
        ("gateway", "bulkhead: {}", "services.gateway.bulkhead: calls to gateway can't be guarded"),
        ("stock", "connections: 5", "services.stock.connections: only the gateway and the order service call others"),
        ("gateway", "connections: 0", "services.gateway.connections: 0 can't be simulated; allowed: 1 to 65536"),
        ("stock", "bulkhead: {calls: 0}", "services.stock.bulkhead.calls: 0 can't be simulated; allowed: 1 to 65536"),
        ("stock", "breaker: {window-calls: 50}", "services.stock.breaker.minimum-calls: must be 1 to 50, the calls"),
        ("stock", "breaker: {slow: 0 %}", "services.stock.breaker.slow: must be 0.1 % to 100 %"),
        ("stock", "breaker: {mode: shut}", "services.stock.breaker.mode: 'shut' is unknown"),
    ]

    @Test(arguments: refusals)
    func whatCannotBeGuardedIsRefused(_ refusal: (service: String, keys: String, message: String)) {
        let lines = errorLines(text(refusal.service, refusal.keys))
        #expect(lines.contains { $0.contains(refusal.message) }, "\(lines)")
    }
}
