import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Scalpers come on top of the ordinary shoppers, take what they can, and say how much in the figures.
@Suite struct ScalperTests {
    /// A minute in which twenty units of one product are sold at second ten, two for one user at most.
    static func launch(_ share: Int, _ change: (inout ScalperPlan) -> Void = { _ in }) -> Scenario {
        SmallShop.scenario {
            $0.population.users = 1_000_000
            $0.catalogue.limited = [.init(rank: 1, stock: 20, onSale: .origin + .seconds(10), perUser: 2)]
            $0.journey.quantityWeights = [1]
            $0.fleet.initialServers = 10 * Service.count
            guard share > 0 else { return }
            var plan = ScalperPlan()
            plan.name = "resellers"
            plan.sharePermille = share
            plan.until = .origin + .seconds(40)
            plan.products = [1]
            plan.attemptsPerSecond = 10
            plan.units = 6
            plan.quantity = 2
            change(&plan)
            $0.scalpers = [plan]
        }
    }

    static let without = SmallShop.run(launch(0), keepOrders: true)
    static let with = SmallShop.run(launch(300), keepOrders: true)

    @Test func scalpersAreTheShareOfSessionsThatIsPlanned() {
        let ordinary = TrafficPlan(Self.launch(300)).sessionRate.prefix(40).reduce(0, +)
        let expected = ordinary * 300 / 700, seen = Self.with.value("scalper_sessions")
        #expect((seen - expected).magnitude < 4 * expected.squareRoot(), "\(seen) scalpers, \(expected) planned")
        #expect(Self.without.value("scalper_sessions") == 0)
        #expect(Self.with.brokenChecks.isEmpty)
    }

    @Test func theOrdinaryShoppersAreTheSameWithAndWithoutScalpers() {
        let ordinary = Self.with.value("sessions") - Self.with.value("scalper_sessions")
        #expect(ordinary == Self.without.value("sessions"))
    }

    @Test func scalpersTakeWhatIsScarceAndOrdinaryShoppersGoWithout() {
        let units = Self.with.value("scalper_units")
        #expect(units > 10, "\(units) of 20 units")
        #expect(units == Double(Self.with.scalped[0].scalped))
        let refused = Self.with.scalped[0].refused
        #expect(Self.with.value("units_lost_to_scalpers") == min(units, Double(refused)))
        #expect(Self.with.value("units_lost_to_scalpers") > 0)
        #expect(Self.with.value("oversold_units") == 0)
        // Whatever scalpers did not get, others did; and there were never more than twenty.
        #expect(Self.issued(of: Self.with) <= 20)
        #expect(Self.issued(of: Self.without) <= 20)
    }

    @Test func theirUnitsAndSpendingAreThoseOfTheCompletedOrders() {
        // Under the ordinary shoppers' own weights nobody but a scalper orders two units.
        let theirs = Self.with.orders.filter { $0.quantity == 2 && $0.outcome == OrderOutcome.issued.rawValue }
        #expect(Self.with.value("scalper_units") == Double(theirs.count * 2))
        #expect(Self.with.value("scalper_orders_paid") == Double(theirs.count))
        #expect(Self.with.value("scalper_spending_fen") == Double(theirs.reduce(0) { $0 + $1.amount.fen }))
        #expect(theirs.allSatisfy { $0.product.index == 0 && $0.instant >= .origin + .seconds(10) })
    }

    @Test func oneWhoUsesItsOwnNameGetsNoMoreThanOneUserMay() {
        let honest = SmallShop.run(Self.launch(50) { $0.respectsLimits = true; $0.units = 6 }, keepOrders: true)
        let theirs = honest.orders.filter { $0.quantity == 2 && $0.outcome == OrderOutcome.issued.rawValue }
        #expect(!theirs.isEmpty)
        #expect(Set(theirs.map(\.user.number)).count == theirs.count, "a user was issued units twice")
        #expect(honest.value("scalper_units") <= 2 * honest.value("scalper_sessions"))
    }

    @Test func freshNamesGoRoundTheLimit() {
        // One scalper or two, and plenty of units: each gets all six of what it wants, two at a time.
        var scenario = Self.launch(10) { $0.units = 6 }
        scenario.catalogue.limited[0].stock = 10_000
        let many = SmallShop.run(scenario)
        #expect(many.value("scalper_sessions") > 0)
        #expect(many.value("scalper_units") == 6 * many.value("scalper_sessions"))
        scenario.scalpers[0].respectsLimits = true
        let one = SmallShop.run(scenario)
        #expect(one.value("scalper_units") == 2 * one.value("scalper_sessions"))
    }

    @Test func oneWhoIsRefusedOftenEnoughGivesUp() {
        var scenario = Self.launch(100) { $0.patience = 3 }
        scenario.catalogue.limited[0].stock = 0
        let result = SmallShop.run(scenario)
        #expect(result.value("scalper_units") == 0)
        // Those who came late have less time than three attempts take.
        #expect(result.value("scalper_attempts") <= 3 * result.value("scalper_sessions"))
        #expect(result.value("scalper_attempts") > 2.5 * result.value("scalper_sessions"))
        #expect(result.value("units_lost_to_scalpers") == 0)
    }

    @Test func nobodyTriesAfterTheEnd() {
        let scenario = Self.launch(300) { $0.until = .origin + .seconds(9) }
        let result = SmallShop.run(scenario)
        #expect(result.value("scalper_sessions") > 0)
        #expect(result.value("scalper_attempts") == 0)
    }

    private static func issued(of result: RunResult) -> Int {
        result.orders.filter { $0.product.index == 0 && $0.outcome == OrderOutcome.issued.rawValue }
            .reduce(0) { $0 + Int($1.quantity) }
    }
}
