import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// What goes wrong outside the platform and in the stock stores, and what that changes.
@Suite struct OutsideFaultTests {
    private func run(_ kind: Fault.Kind, _ change: (inout Scenario) -> Void = { _ in }) -> RunResult {
        SmallShop.run(
            SmallShop.scenario(seconds: 60, rate: 40) {
                $0.faults = [SmallShop.fault(kind, nil, from: 10, until: 30)]
                change(&$0)
            })
    }

    private let nothing = Fault.Kind.slow(permille: 1_000)

    @Test func brownOutTakesLongerAndLeavesRequestsLying() {
        let brown = run(.providerBrownOut(permille: 4_000, lostPermille: 300)), plain = run(nothing)
        let inside = brown.windows[1][.pay].latency, usual = plain.windows[1][.pay].latency
        #expect(inside.p50 > usual.p50 + 500, "250 ms take a second")
        #expect(brown.windows[1][.pay].availability < plain.windows[1][.pay].availability)
        #expect(brown.brokenChecks.isEmpty && brown.value("orders_unsettled") == 0)
        // A request that is not taken ends as not charged: the order is closed, and nothing is captured for it.
        #expect(brown.orders(.unavailable) > plain.orders(.unavailable))
    }

    @Test func supplierWithoutCodesDelaysItsProductsAndNoOthers() {
        let dry = run(.supplierDry), plain = run(nothing)
        #expect(dry.value("supplier_empty_answers") > 10 && plain.value("supplier_empty_answers") == 0)
        #expect(dry.windows[1][.pay].availability == plain.windows[1][.pay].availability)
        #expect(dry.windows[1][.issue].latency.p99 > 25_000)
        #expect(dry.orders(.issued) == UInt64(dry.value("orders_paid")))
        #expect(dry.brokenChecks.isEmpty)
    }

    @Test func supplierOutageOnTheTapeIsTheOneOfTheSection() {
        let tape = run(.supplierOutage)
        let section = run(nothing) {
            $0.outside.supplierOutages = [
                SupplierOutage(from: .origin + .seconds(10), until: .origin + .seconds(30))
            ]
        }
        #expect(tape.fingerprint == section.fingerprint)
        #expect(tape.windows[1][.issue].latency.p99 > 5_000 && tape.brokenChecks.isEmpty)
    }

    @Test func laggingReplicaThatLagsMoreSellsMoreThanThereIs() {
        func oversold(_ kind: Fault.Kind) -> Double {
            run(kind) {
                $0.coordination.stockStrategy = .laggingReplica
                $0.catalogue.limited = (1...10).map { .init(rank: $0, stock: 8) }
                $0.stockStore.replicaLag = .milliseconds(1)
            }.value("oversold_units")
        }
        let late = oversold(.replicaLag(delay: .seconds(5))), usual = oversold(nothing)
        #expect(late > usual, "\(late) against \(usual)")
    }

    @Test func failOverLosesWhatTheStandbyHasNotHeard() {
        func result(_ kind: Fault.Kind) -> RunResult {
            run(kind) {
                $0.coordination.stockStrategy = .redisCounter
                $0.catalogue.limited = (1...10).map { .init(rank: $0, stock: 20) }
                $0.stockStore.standbyLag = .seconds(5)
            }
        }
        #expect(result(.failOver).value("oversold_units") > result(nothing).value("oversold_units"))
    }

    /// A fail-over that the section plans is the same.
    @Test func failOverOnTheTapeIsTheOneOfTheSection() {
        func shop(_ change: @escaping (inout Scenario) -> Void) -> RunResult {
            run(nothing) {
                $0.coordination.stockStrategy = .redisCounter
                $0.catalogue.limited = (1...10).map { .init(rank: $0, stock: 20) }
                $0.stockStore.standbyLag = .seconds(5)
                change(&$0)
            }
        }
        let section = shop { $0.stockStore.failOver = .origin + .seconds(10) }
        let tape = shop { $0.faults[0].kind = .failOver }
        #expect(section.value("oversold_units") == tape.value("oversold_units"))
    }

    @Test func clocksThatAreWrongAreBelievedAsFarAsTheGatewayAllows() {
        func valid(_ kind: Fault.Kind) -> Double {
            run(kind) {
                $0.content.checksPerDay = 10_000
                $0.content.allowedSkew = .seconds(10)
                $0.entitlements.longest = .seconds(20)
            }.value("verifications_valid")
        }
        let usual = valid(nothing)
        // Nine seconds ahead: an entitlement is taken to be over nine seconds sooner.
        #expect(valid(.clockStep(offset: .seconds(9))) < usual)
        #expect(valid(.clockSkew(offset: .seconds(9))) != usual)
        // An hour ahead is not believed at all: the gateway goes by its own clock, which allows for no skew.
        #expect(valid(.clockStep(offset: .hours(1))) > usual)
    }
}
