import Primitives
import Testing
import Workload

/// The capability centre's part of a scenario: what is refused, and what is said of it.
@Suite struct CapabilityPlanTests {
    @Test func valuesThatCannotBeSimulatedAreNamedByPath() {
        let refill = OutsidePlan.Refill(every: .minutes(1), amount: 5)
        #expect(ValidationTests.paths { $0.outside.supplierRefill = refill } == ["outside.supplier.refill"])
        let paths = ValidationTests.paths { scenario in
            scenario.outside.supplierCodes = 3
            scenario.outside.supplierRefill = OutsidePlan.Refill(every: .zero, amount: 0)
        }
        #expect(paths == ["outside.supplier.refill.every", "outside.supplier.refill.amount"])
        #expect(ValidationTests.paths { $0.outside.supplierCodes = -1 } == ["outside.supplier.codes"])
        #expect(ValidationTests.paths { $0.entitlements.usedPermille = 1_001 } == ["entitlements.used"])
        #expect(ValidationTests.paths { $0.entitlements.delay = .zero } == ["entitlements.delay"])
        #expect(ValidationTests.paths { $0.entitlements.longest = .zero } == ["entitlements.longest"])
        #expect(ValidationTests.paths { $0.content.checksPerDay = .infinity } == ["content.checks-per-day"])
        #expect(ValidationTests.paths { $0.content.clockError = .seconds(-1) } == ["content.clock-error"])
    }

    @Test func sharesOfTheSameEntitlementsAddToOneHundredPercentAtMost() {
        #expect(
            ValidationTests.paths {
                $0.entitlements.renewedPermille = 500
                $0.entitlements.upgradedPermille = 300
                $0.entitlements.suspendedPermille = 201
            } == ["entitlements"])
        #expect(
            ValidationTests.paths {
                $0.entitlements.activatedPermille = 900
                $0.entitlements.transferredPermille = 101
            } == ["entitlements"])
    }

    @Test func assumptionsFollowTheValues() {
        var scenario = ValidationTests.sound
        let quiet = scenario.assumptions.map(\.name)
        #expect(!quiet.contains("entitlements") && !quiet.contains("verification"))
        scenario.outside.supplierCodes = 20
        scenario.outside.supplierRefill = OutsidePlan.Refill(every: .minutes(1), amount: 5)
        scenario.outside.supplierRevokes = false
        scenario.entitlements.activatedPermille = 205
        scenario.content.checksPerDay = 3
        let notes = scenario.assumptions
        let supplier = "80ms on average, 20 codes, 5 more every 1min, takes no code back"
        #expect(notes.contains(Note(name: "code supplier", text: supplier)))
        #expect(notes.first { $0.name == "entitlements" }?.text.hasPrefix("20.5 % activated 10min after") == true)
        #expect(notes.first { $0.name == "verification" }?.text.hasPrefix("3 checks of each active") == true)
    }
}
