import Primitives
import Testing
import Workload

@Suite struct TrafficPlanTests {
    /// A night in small: a rush, a step to 30x within 20 s, a plateau, a decay.
    static func night() -> Scenario {
        var scenario = Scenario()
        scenario.start = .origin - .minutes(30)
        scenario.end = .origin + .minutes(40)
        for service in [Service.gateway, .catalogue, .gameCard, .membership, .licence, .course] {
            scenario[service].pageWork = service == .gateway ? .milliseconds(10) : .milliseconds(80)
        }
        func at(_ seconds: Int64, _ multiple: Double) -> Traffic.Corner {
            .init(at: .origin + .seconds(seconds), multiple: multiple)
        }
        scenario.traffic.curve = [
            at(-1_800, 6), at(-1_200, 6), at(0, 43), at(20, 90), at(180, 90), at(300, 40), at(600, 40),
            at(700, 25), at(2_400, 25),
        ]
        var rush = Traffic.Rush()
        rush.from = .origin - .minutes(20)
        scenario.traffic.rush = rush
        return scenario
    }

    @Test func sessionsAddUpToTheCurveWithinThreePercentInEveryMinute() {
        let plan = TrafficPlan(Self.night())
        #expect(plan.minutes.count == 70)
        for minute in plan.minutes.dropFirst() {
            let difference = abs(minute.derived / minute.planned - 1)
            #expect(difference < 0.03, "minute at \(minute.second) s: \(minute.derived) for \(minute.planned)")
        }
    }

    @Test func nobodyComesToWaitBeforeTheRushOrAfterTheOpening() {
        let scenario = Self.night()
        let plan = TrafficPlan(scenario)
        #expect(plan.rushRate[..<600].allSatisfy { $0 == 0 })
        #expect(plan.rushRate[600..<1_800].reduce(0, +) > 10_000)
        #expect(plan.rushRate[1_800...].allSatisfy { $0 == 0 })
    }

    @Test func aCurveThatFallsAtOnceCannotBeFollowedAndThePlanSaysSo() {
        var scenario = Self.night()
        scenario.traffic.rush = nil
        scenario.traffic.curve = [
            .init(at: .origin, multiple: 50), .init(at: .origin, multiple: 1),
        ]
        let plan = TrafficPlan(scenario)
        let after = plan.minutes.first { $0.second == 0 }!
        #expect(after.derived > after.planned * 1.5)
    }

    @Test func aConstantRateGivesAConstantRateOfSessions() {
        var scenario = Self.night()
        scenario.traffic.rush = nil
        scenario.traffic.curve = [.init(at: .origin, multiple: 10)]
        let plan = TrafficPlan(scenario)
        // Expected clicks of one session, from the chain's fundamental matrix: N = (I - P)^-1.
        let settled = plan.sessionRate[1_000...].reduce(0, +) / Double(plan.sessionRate.count - 1_000)
        let clicks = 954 / settled
        #expect(abs(clicks - TrafficPlanTests.expectedClicks(scenario.journey)) < 0.02 * clicks)
    }

    /// Clicks of one session, by iterating the Markov chain until nobody is left.
    static func expectedClicks(_ journey: Journey) -> Double {
        var list = 1 - Double(journey.opensWithProduct) / 1000, product = 1 - list
        var order = 0.0, pay = 0.0, sum = 0.0
        for _ in 0..<10_000 {
            sum += list + product + order + pay
            let (l, p, o, y) = (list, product, order, pay)
            list = (l * Double(journey.listToList) + p * Double(journey.productToList)
                + y * Double(journey.orderToList)) / 1000
            product = (l * Double(journey.listToProduct) + p * Double(journey.productToProduct)) / 1000
            order = p * Double(journey.productToOrder) / 1000
            pay = o * Double(journey.orderToPay) / 1000
        }
        return sum
    }
}
