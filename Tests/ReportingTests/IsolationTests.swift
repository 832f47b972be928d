import Platform
import Primitives
import Simulator
import Testing
import Workload

@testable import Reporting

@Suite struct IsolationTests {
    private func outcome(_ availability: [Double], broken: Bool = false) -> IsolationTable.Outcome {
        var result = RunResult()
        var window = WindowResult()
        window.journeys = zip(IsolationTable.journeys, availability).map { name, share in
            var journey = JourneyResult()
            journey.name = name
            journey.attempts = 1_000
            journey.succeeded = UInt64(share * 1_000)
            return journey
        }
        result.windows = [WindowResult(), window]
        if broken { result.checks = [CheckResult(id: "A", rule: "a", evaluations: 1, failures: 1, firstFailure: "")] }
        return IsolationTable.Outcome(result)
    }

    @Test func lossesAreAgainstTheRunWithoutTheFault() {
        var table = IsolationTable(
            trouble: .hang, bare: outcome([1, 1, 0.9, 1]), guarded: outcome([1, 1, 1, 1]))
        table.add(.coupon, bare: outcome([0.75, 1, 0.5, 1], broken: true), guarded: outcome([1, 1, 1, 1]))
        #expect(
            table.csv
                == "fault,service,guards,browse_points_lost,order_points_lost,pay_points_lost,issue_points_lost\r\n"
                + "hang,coupon,bare,25.0,0.0,40.0,0.0\r\nhang,coupon,guarded,0.0,0.0,0.0,0.0\r\n")
        let lines = table.text(width: 120).split(separator: "\n")
        #expect(lines[0].hasPrefix("hang of") && lines[1].hasPrefix("coupon") && lines[1].contains("broken"))
    }

    @Test func variantsDifferInTheFaultAndTheGuardsOnly() {
        var scenario = Scenario()
        scenario.start = .origin
        scenario.end = .origin + .minutes(3)
        scenario[.stock].breaker = .standard
        scenario[.payment].bulkhead = BulkheadConfiguration()
        let plan = IsolationPlan(scenario, trouble: .outage)
        let bare = plan.variant(.stock, isGuarded: false), guarded = plan.variant(.stock, isGuarded: true)
        #expect(bare.faults == guarded.faults && bare.faults[0].service == .stock)
        #expect(bare.faults[0].from == .origin + .minutes(1) && bare.faults[0].until == .origin + .minutes(2))
        #expect(bare[.stock].breaker == nil && bare[.payment].bulkhead == nil)
        #expect(bare.coordination.couponBreaker.mode == .disabled)
        #expect(guarded[.stock] == scenario[.stock] && guarded.coordination == scenario.coordination)
        #expect(plan.variant(nil, isGuarded: true).faults[0].kind == .slow(permille: 1_000))
    }
}
