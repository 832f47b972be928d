import DiscreteEvent
import Platform
import Primitives
import ScenarioFiles
import Testing
import Workload

@testable import Simulator

/// The old platform and the core side by side, in a migration of a few minutes.
@Suite struct MigrationRunTests {
    /// Six "days" of 20 seconds, with all kinds alike.
    static func scenario(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
        SmallShop.scenario(seconds: 120, rate: 40) {
            $0.platform.composition = .migration
            $0.platform.people.timePerOrder = .minutes(2)
            $0.platform.legacy.unpaidExpiry = .minutes(1)
            $0.platform.migration.day = .seconds(20)
            $0.platform.migration.limits.judgeEvery = .seconds(5)
            $0.platform.migration.limits.minimum = 5
            $0.platform.migration.shares = Service.ofProducts.map {
                .init(category: $0, days: [.off, .shadow, .share(200), .share(500), .share(1_000)])
            }
            for service in Service.ofProducts { $0[service].messageWork = .milliseconds(4) }
            change(&$0)
        }
    }

    private func day(
        _ number: Int, of result: RunResult
    ) -> (legacy: MigrationDayResult.Side, core: MigrationDayResult.Side) {
        let cells = result.migration.filter { $0.day == number }
        return (
            cells.reduce(MigrationDayResult.Side()) { $0 + $1.legacy },
            cells.reduce(MigrationDayResult.Side()) { $0 + $1.core }
        )
    }

    @Test func migrationWithoutTroubleBreaksNothing() {
        let result = SmallShop.run(Self.scenario())
        #expect(result.brokenChecks.filter { !$0.contains("0/0") }.isEmpty)
        #expect(result.value("orders_unsettled") == 0)
        #expect(result.migration.count == 6 * 4)
        #expect(result.migration.allSatisfy { $0.mismatched == 0 })
    }

    @Test func ordersMoveFromTheOldPlatformToTheCore() {
        let result = SmallShop.run(Self.scenario())
        let days = (1...6).map { day($0, of: result) }
        #expect(days[0].core.orders == 0 && days[1].core.orders == 0)
        for (number, share) in [(2, 0.2), (3, 0.5)] {
            let all = Double(days[number].legacy.orders + days[number].core.orders)
            let sigma = (share * (1 - share) / all).squareRoot()
            #expect((Double(days[number].core.orders) / all - share).magnitude < 5 * sigma + 0.03, "\(number)")
        }
        // Orders that are placed on the last second of a day arrive on the next.
        #expect(days[5].legacy.orders == 0 && days[5].core.orders > 50)
        #expect(result.migration.filter { $0.day == 1 }.allSatisfy { $0.compared == 0 })
        #expect(result.migration.filter { $0.day == 2 }.allSatisfy { $0.compared > 0 })
    }

    @Test func stockAndEntitlementsAreCarriedOver() {
        let scenario = Self.scenario {
            $0.catalogue.limited = [.init(rank: 1, stock: 60), .init(rank: 2, stock: 30)]
            $0.platform.legacy.channels = 1
        }
        var simulation = SmallShop.world(scenario)
        simulation.run(until: .origin + .seconds(39))
        let before = simulation.model.unitsOutsideTheLedger(0)
        #expect(before > 0 && simulation.model.stores.units(of: 0).sold == 0)
        #expect(simulation.model.overview.total == 0)
        simulation.run(until: .origin + .milliseconds(40_001))
        let units = simulation.model.stores.units(of: 0)
        #expect(simulation.model.unitsOutsideTheLedger(0) == 0)
        #expect(units.held + units.sold >= before)
        // The overview learns of it by the audit log's records, a moment later.
        simulation.run(until: .origin + .seconds(42))
        #expect(simulation.model.overview.total > 0)
        simulation.runToCompletion()
        let result = SmallShop.run(scenario)
        // One owner at a time: what the old platform sold is not sold again.
        #expect(result.value("oversold_units") == 0 && result.value("sold_out_products") == 2)
        #expect(result.brokenChecks.filter { !$0.contains("0/0") }.isEmpty)
        // Every entitlement of either platform is known in the end.
        let delivered = simulation.model.auditors.issuanceNotes.delivered.reduce(0, +)
        #expect(simulation.model.overview.total == delivered)
    }

    @Test func unitsThatCopiesOversoldStayWithTheSilo() {
        let result = SmallShop.run(Self.scenario { $0.catalogue.limited = [.init(rank: 1, stock: 5)] })
        #expect(result.value("oversold_units") > 0)
        #expect(result.check(.neverOversold).failures > 0)
        #expect(result.check(.stockConserved).passed)
        // The shadow has seen it coming: one ledger would have said no.
        #expect(result.migration.contains { $0.day == 2 && $0.mismatched > 0 })
    }

    @Test func categoryIsRolledBackByAFaultAndComesBack() {
        let result = SmallShop.run(
            Self.scenario {
                // The coordinator refuses everything for eight seconds of the third day.
                $0.faults = [SmallShop.fault(.refusing, .order, from: 61, until: 69)]
                $0.platform.migration.actions = [
                    .init(at: .origin + .seconds(85), category: .gameCard, action: .enable)
                ]
            })
        let cards = result.migration.filter { $0.category == "game-card" }
        #expect(cards[3].wasRolledBack && cards[3].share == 0.2)
        #expect(cards[4].share == 1)
        // What was not re-enabled stays where it went back to.
        let others = result.migration.filter { $0.category == "membership" }
        #expect(others[3].wasRolledBack && others[5].share == 0.2)
        #expect(cards[3].core.availability < 0.9)
        #expect(result.value("orders_unsettled") == 0)
    }

    @Test func lentStockIsSoldThroughTheCore() {
        let result = SmallShop.run(
            Self.scenario {
                $0.platform.migration.shares = Service.ofProducts.map {
                    .init(category: $0, days: [.shadow, .share(300)])
                }
                $0.catalogue.limited = [.init(rank: 1, stock: 80)]
            })
        #expect(result.value("oversold_units") == 0 && result.value("sold_out_products") == 1)
        #expect(result.check(.neverOversold).passed && result.check(.stockConserved).passed)
        #expect(result.check(.holdsEndOnce).passed && result.check(.noHoldLeft).passed)
        #expect(result.orders(.soldOut) > 0)
    }

    @Test func slicingAMigrationChangesNothing() {
        let scenario = Self.scenario {
            $0.faults = [SmallShop.fault(.lostReplies(permille: 100), nil, from: 30, until: 80)]
        }
        let result = SmallShop.run(scenario)
        #expect(SmallShop.run(scenario, slice: 777) == result)
        #expect(SmallShop.run(scenario, seed: 2).fingerprint != result.fingerprint)
    }

    @Test func sharesChangeNoShoppersChoices() {
        // Both platforms meet the same shoppers: who comes and what they want does not depend on who serves.
        var none = Self.scenario()
        none.platform.migration.shares = []
        let moved = SmallShop.run(Self.scenario()), stayed = SmallShop.run(none)
        #expect(moved.value("sessions") == stayed.value("sessions"))
        #expect((moved.value("orders_placed") / stayed.value("orders_placed") - 1).magnitude < 0.02)
    }

    @Test(arguments: [Service.order, .stock, .issuing, .payment, .gameCard])
    func lawsOfTheWorldHoldForBothSides(_ service: Service) {
        for kind in [Fault.Kind.errors(permille: 200), .lostReplies(permille: 200)] {
            let result = SmallShop.run(
                Self.scenario { $0.faults = [SmallShop.fault(kind, service, from: 30, until: 110)] })
            for rule in [Rule.clicksAccounted, .sessionsOver, .jobsAccounted, .noLetterLeft, .stockConserved,
                .booksAgree, .refundWithinCapture]
            {
                #expect(result.check(rule).passed, "\(kind) of \(service): \(result.check(rule).firstFailure)")
            }
            #expect(result.value("orders_unsettled") == 0, "\(kind) of \(service)")
        }
    }

    @Test func shippedMigrationHasADayForHalfAMonthAndMovesEveryCategory() {
        let plan = SmallShop.shipped("migration.yaml").platform.migration
        let scenario = SmallShop.shipped("migration.yaml")
        #expect(plan.days(from: scenario.start, to: scenario.end) == 12)
        #expect(plan.shares.count == 4 && plan.shares.allSatisfy { $0.days.last == .share(1_000) })
        #expect(plan.actions.count == 1)
    }

    @Test func twinsMeetTheSameFaults() {
        let legacy = SmallShop.shipped("experiments/legacy-day.yaml")
        var core = SmallShop.shipped("experiments/legacy-day-core.yaml")
        #expect(legacy.platform.composition == .legacy && core.platform.composition == .core)
        core.name = legacy.name
        core.title = legacy.title
        core.platform.composition = .legacy
        #expect(core == legacy)
    }
}
