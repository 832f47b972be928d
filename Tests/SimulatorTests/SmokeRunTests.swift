import Primitives
import ScenarioFiles
import Testing
import Workload

@testable import Simulator

/// The miniature of the night that ships with the project, as every commit runs it.
@Suite struct SmokeRunTests {
    private static let result: RunResult = {
        let scenario = SmallShop.shipped("fast/smoke.yaml")
        return SmallShop.run(scenario, seed: scenario.seed)
    }()

    @Test func everyCheckIsEvaluatedAndNoneFails() {
        #expect(Self.result.checks.allSatisfy { $0.evaluations > 0 })
        #expect(Self.result.brokenChecks.isEmpty)
        // Nothing is left unissued for a day here, nor does anything keep many orders waiting; and nobody asks for
        // something else under a known key; every order has one line; and stock is neither segmented nor decided in
        // memory nor limited.
        let here = Set(Self.result.checks.map(\.id))
        let elsewhere: Set = [
            "COO-1", "COO-2", "COO-3", "COO-4-restart", "COO-5", "COO-6", "COO-6-budget", "IDM-2", "IDM-3", "PAY-6b",
            "LIF-4", "STK-5", "STK-6", "STK-7",
        ]
        #expect(Set(Rule.allCases.map(\.id)).subtracting(here).isSubset(of: elsewhere))
    }

    @Test func thresholdsAreMet() {
        let missed = Self.result.thresholds.filter { !$0.passed }.map { "\($0.threshold.metric): \($0.observed ?? -1)" }
        #expect(missed == [])
        #expect(Self.result.verdict == .passed)
    }

    @Test func everyKindOfEventHappensButScalingOnes() {
        let never = Self.result.events.filter { $0.count == 0 }.map(\.name)
        let rare: Set = ["waiterLeaves", "serverReady", "stockTurns", "supplierRefills", "scalperStarts"]
        #expect(Set(never).isSubset(of: rare))
    }

    @Test func everyNameThatThresholdsMayUseIsAFigure() {
        for name in FigureName.all { #expect(Self.result.figure(name) != nil, "\(name)") }
        #expect(Set(Self.result.figures.map(\.name)) == Set(FigureName.all))
        #expect(Self.result.figures.count == FigureName.all.count)
    }

    @Test func productsSellOutAndNoneIsOversold() {
        #expect(Self.result.value("oversold_units") == 0)
        #expect(Self.result.value("sold_out_products") >= 1)
    }

    @Test func bothFaultsFire() {
        #expect(Self.result[.coupon].lost > 0)
        #expect(Self.result[.order].lost > 0)
        #expect(Self.result.windows.map(\.name) == ["run", "coupon-outage"])
    }
}
