import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Entitlements in whole runs: what holders, content platforms and suppliers do to them.
@Suite struct EntitlementRunTests {
    static let lives = SmallShop.run(SmallShop.shipped("fast/entitlements.yaml"))

    @Test func everyChangeOfALifeHappens() {
        // A refund belongs to an order that is undone as a whole.
        for change in [
            "activated", "used", "expired", "renewed", "upgraded", "transferred", "suspended", "resumed", "revoked",
        ] {
            #expect(Self.lives.value("entitlements_\(change)") > 0, "\(change)")
        }
        #expect(Self.lives.brokenChecks.isEmpty)
        #expect(Self.lives.verdict == .passed)
    }

    @Test func everyVerdictButOneIsGiven() {
        let verdicts = ["valid", "expired", "revoked", "suspended", "used_up", "not_yet", "unknown"]
        for verdict in verdicts { #expect(Self.lives.value("verifications_\(verdict)") > 0, "\(verdict)") }
        // All products of this scenario may be used everywhere.
        #expect(Self.lives.value("verifications_wrong_region") == 0)
        let sum = verdicts.reduce(0) { $0 + Self.lives.value("verifications_\($1)") }
        #expect(sum == Self.lives.value("verifications") && Self.lives.value("verifications_unanswered") == 0)
    }

    @Test func supplierThatRunsDryIsWaitedFor() {
        #expect(Self.lives.value("supplier_empty_answers") > 0)
        #expect(Self.lives.value("orders_issued") == Self.lives.value("orders_paid"))
    }

    /// 3,600 checks of each entitlement and day are one in 24 s.
    @Test func checksComeAtTheStatedRateOfEachActiveEntitlement() {
        let scenario = SmallShop.scenario(seconds: 600, rate: 10) {
            $0.content.checksPerDay = 3_600
            $0.catalogue.mix = [0, 100, 0, 0]
        }
        var simulation = SmallShop.world(scenario)
        var expected = 0.0
        for second in 1...600 as ClosedRange<Int64> {
            simulation.run(until: .origin + .seconds(second))
            expected += Double(simulation.model.gauges.issued) / 24
        }
        simulation.runToCompletion()
        let checks = Double(simulation.model.gauges.entitlements.checks)
        #expect((checks - expected).magnitude < 5 * expected.squareRoot() && expected > 10_000)
    }

    @Test func checksAreNoRequestsAndShiftNoShopper() {
        let quiet = SmallShop.run(SmallShop.scenario(seconds: 60))
        let checked = SmallShop.run(SmallShop.scenario(seconds: 60) { $0.content.checksPerDay = 10_000 })
        #expect(checked.value("verifications") > 100)
        for figure in ["requests", "orders_paid", "sales_fen", "request_latency_p99_ms"] {
            #expect(checked.value(figure) == quiet.value(figure))
        }
    }

    @Test func outageOfTheVerificationServiceConcernsChecksOnly() {
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 60) {
                $0.content.checksPerDay = 10_000
                $0.faults = [SmallShop.fault(.outage, .verification, from: 20, until: 40)]
            })
        #expect(result.value("verifications_unanswered") > 10)
        #expect(result.value("verifications_unanswered") < result.value("verifications"))
        #expect(result.brokenChecks.isEmpty && result.value("availability") == 1)
    }

    /// Records pile up while the log is out, and are all there afterwards, once.
    @Test func outageOfTheAuditLogLosesNothingAndDelaysNoBuyer() {
        let quiet = SmallShop.run(SmallShop.scenario(seconds: 60))
        let result = SmallShop.run(
            SmallShop.scenario(seconds: 60) {
                $0.faults = [SmallShop.fault(.outage, .audit, from: 10, until: 50)]
            })
        #expect(result.brokenChecks.isEmpty)
        #expect(result.value("audit_records") == quiet.value("audit_records"))
        #expect(result.value("issue_latency_max_ms") == quiet.value("issue_latency_max_ms"))
    }

    @Test func withoutRevocationSomeoneHasBothMoneyAndCodes() {
        let scenario = SmallShop.shipped("faults/no-revocation.yaml")
        let result = SmallShop.run(scenario)
        #expect(result.check(.codesAgree).failures > 0 && result.value("supplier_codes_spoiled") > 0)
        #expect(result.brokenChecks.count == 1)

        var revoking = scenario
        revoking.outside.supplierRevokes = true
        let right = SmallShop.run(revoking)
        #expect(right.brokenChecks.isEmpty && right.value("supplier_codes_spoiled") == 0)
        #expect(right.orders(.refunded) == result.orders(.refunded) && right.orders(.refunded) > 0)

        var asking = scenario
        asking.outside.supplierIsAsked = true
        let asked = SmallShop.run(asking)
        #expect(asked.brokenChecks.isEmpty && asked.orders(.refunded) < right.orders(.refunded))
    }
}
