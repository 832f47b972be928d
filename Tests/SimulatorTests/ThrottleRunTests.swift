import DiscreteEvent
import Platform
import Primitives
import Testing
import Workload

@testable import Simulator

/// Too many shoppers for the game-card servers: the throttle sends some of them to the queue page.
@Suite struct ThrottleRunTests {
    /// Two slots for 40 pages per second, asked for 55 between the 10th and the 70th second.
    static func overload(orders: Bool) -> Scenario {
        SmallShop.scenario(seconds: 150, rate: 10) {
            $0.traffic.curve = [
                .init(at: .origin, multiple: 1), .init(at: .origin + .seconds(10), multiple: 1),
                .init(at: .origin + .seconds(10), multiple: 5.5), .init(at: .origin + .seconds(70), multiple: 5.5),
                .init(at: .origin + .seconds(70), multiple: 1),
            ]
            $0.catalogue.mix = [100, 0, 0, 0]
            $0.journey.productToOrder = orders ? 300 : 0
            $0.journey.productToProduct = 0
            $0.journey.productToList = 0
            $0[.gameCard].pageWork = .milliseconds(50)
            $0[.gameCard].queueLimit = 64
            $0.fleet.initialServers = Service.count
            var throttle = ThrottlePlan()
            throttle.releasePerSecond = 2
            throttle.patience = .minutes(2)
            $0[.gameCard].throttle = throttle
        }
    }

    @Test func aboutATenthOfTheDivertibleTrafficIsDivertedWhileEngaged() {
        let pool = Service.gameCard.index
        // Without orders every page may be diverted but those of shoppers who were let in.
        var simulation = SmallShop.world(Self.overload(orders: false))
        var before = (offered: 0.0, diverted: 0.0, admitted: 0.0), sum = before
        var wasEngaged = false
        for tenth in 1...1_500 {
            simulation.run(until: .origin + .milliseconds(100 * Int64(tenth)))
            let isEngaged = simulation.model.throttles[pool].isEngaged
            let after = (
                offered: Double(simulation.model.fleet.pools[pool].offered),
                diverted: Double(simulation.model.gauges.diverted[pool]),
                admitted: Double(simulation.model.rooms[pool].admissions)
            )
            if wasEngaged && isEngaged {
                sum.offered += after.offered - before.offered
                sum.diverted += after.diverted - before.diverted
                sum.admitted += after.admitted - before.admitted
            }
            if !wasEngaged && !isEngaged { #expect(after.diverted == before.diverted) }
            before = after
            wasEngaged = isEngaged
        }
        let divertible = sum.offered + sum.diverted - sum.admitted
        #expect(divertible > 1_500)
        let expected = 0.1 * divertible
        #expect((sum.diverted - expected).magnitude < 4 * (0.9 * expected).squareRoot())
    }

    @Test func throttleEngagesLetsTheWaitingInAndTheRunDrains() {
        var simulation = SmallShop.world(Self.overload(orders: true))
        simulation.runToCompletion()
        let pool = Service.gameCard.index
        let admissions = simulation.model.rooms[pool].admissions
        #expect(simulation.model.throttles[pool].engagements >= 1)
        #expect(!simulation.model.throttles[pool].isEngaged)
        #expect(admissions > 0)
        #expect(simulation.model.rooms[pool].waiting == 0)
        let diverted = simulation.model.gauges.diverted[pool]
        #expect(diverted == UInt64(admissions + simulation.model.rooms[pool].abandonments))
        #expect(simulation.model.gauges.leftQueue == UInt64(simulation.model.rooms[pool].abandonments))
        #expect(simulation.model.live == 0)
    }

    /// Twice what the servers can do, and a tenth more diverted every ten seconds until that is enough.
    @Test func stepsAreAddedWhileTheOverloadLastsAndTakenBackOneByOne() {
        var scenario = Self.overload(orders: false)
        scenario.traffic.curve[2].multiple = 8
        scenario.traffic.curve[3].multiple = 8
        scenario.end = .origin + .minutes(8)
        scenario[.gameCard].throttle?.rule.maximumSteps = 9
        scenario[.gameCard].throttle?.rule.releaseAfter = .seconds(20)
        var simulation = SmallShop.world(scenario)
        var steps: [(second: Int64, count: Int)] = [(0, 0)]
        for second in 1...Int64(480) {
            simulation.run(until: .origin + .seconds(second))
            let count = simulation.model.throttles[Service.gameCard.index].steps
            if count != steps[steps.count - 1].count { steps.append((second, count)) }
        }
        for (before, after) in zip(steps, steps.dropFirst()) {
            let step = after.count - before.count
            #expect(step == 1 || step == -1, "\(steps)")
            // A whole window passes between two steps up, and the calm of the release before each step down.
            if step == 1, before.count > 0 { #expect(after.second - before.second >= 10, "\(steps)") }
            if step == -1 { #expect(after.second - before.second >= 20, "\(steps)") }
        }
        #expect((3...9).contains(steps.map(\.count).max() ?? 0), "\(steps)")
        #expect(steps[steps.count - 1].count == 0, "\(steps)")
    }

    @Test func resultTellsOfTheThrottle() {
        let result = SmallShop.run(Self.overload(orders: true))
        #expect(result.brokenChecks.isEmpty)
        #expect(result[.gameCard].throttleEngagements >= 1)
        #expect(result[.gameCard].throttledSeconds > 30 && result[.gameCard].throttledSeconds < 150)
        #expect(result[.gameCard].diverted > 0)
        #expect(result.value("requests_diverted") == Double(result[.gameCard].diverted))
        #expect(result[.catalogue].diverted == 0)
        #expect(result.value("orders_unsettled") == 0)
    }

    @Test func withoutAThrottleNobodySeesAQueuePage() {
        var scenario = Self.overload(orders: true)
        scenario[.gameCard].throttle = nil
        let result = SmallShop.run(scenario)
        #expect(result.value("requests_diverted") == 0)
        #expect(result.brokenChecks.isEmpty)
    }

    /// Buyers with an order in hand are past the throttle.
    @Test func nobodyIsDivertedOnTheWayToPayment() {
        var scenario = Self.overload(orders: true)
        scenario[.gameCard].throttle?.rule.stepPermille = 1_000
        scenario[.gameCard].throttle?.rule.engageAbove = .nanoseconds(2)
        scenario[.gameCard].throttle?.rule.releaseBelow = .nanoseconds(1)
        scenario[.gameCard].throttle?.releasePerSecond = 20
        scenario[.gameCard].pageWork = .milliseconds(5)
        var simulation = SmallShop.world(scenario)
        // Everyone is diverted once, since the throttle engages with the first judgement and stays.
        simulation.runToCompletion()
        let paid = simulation.model.gauges.run.ended[Attempt.pay.rawValue]
        #expect(paid > 50)
        #expect(simulation.model.gauges.run.succeeded[Attempt.pay.rawValue] == paid)
        // Once for each wish but payments, and no oftener.
        let wishes =
            simulation.model.gauges.run.ended[Attempt.browse.rawValue]
            + simulation.model.gauges.run.ended[Attempt.order.rawValue]
        #expect(simulation.model.gauges.diverted[Service.gameCard.index] <= wishes)
    }
}
