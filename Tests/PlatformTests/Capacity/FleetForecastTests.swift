import Platform
import Primitives
import Testing

/// Servers by forecast.
@Suite struct FleetForecastTests {
    private func forecast(_ rates: [Double], lead: TimeSpan) -> FleetForecast {
        FleetForecast(start: .origin, requestsPerSecond: rates, serversPerRequest: 0.1, lead: lead)
    }

    private func fleet(_ forecast: FleetForecast, at minutes: Int64) -> Int {
        forecast.steps.last { $0.at <= .origin + .minutes(minutes) }?.fleet ?? 0
    }

    @Test func hoursFleetIsOrderedTheLeadBeforeAndKeptUntilItsEnd() {
        let plan = forecast([100, 100, 300, 50, 50, 50], lead: .hours(2))
        #expect(fleet(plan, at: -121) == 0)
        #expect(fleet(plan, at: -120) == 10)
        #expect(fleet(plan, at: -1) == 10)
        #expect(fleet(plan, at: 0) == 30)
        #expect(fleet(plan, at: 179) == 30)
        #expect(fleet(plan, at: 180) == 5)
        #expect(fleet(plan, at: 360) == 0)
    }

    @Test func withoutALeadEveryHourHasItsOwn() {
        let plan = forecast([100, 200, 50], lead: .zero)
        #expect(plan.steps.map(\.fleet) == [10, 20, 5, 0])
        #expect(plan.steps.map { $0.at.sinceOrigin.inSeconds } == [0, 3_600, 7_200, 10_800])
    }

    @Test func fractionsOfAServerAreRoundedUp() {
        #expect(forecast([101], lead: .zero).servers(hour: 0) == 11)
        #expect(forecast([100], lead: .zero).servers(hour: 0) == 10)
    }

    /// Minute by minute the largest hour that the lead touches.
    @Test func stepsAreTheLargestHourWithinTheLead() {
        var stream = RandomStream(seed: 4, purpose: .testing)
        for lead in [0, 1, 45, 60, 90, 240] as [Int64] {
            let rates = (0..<30).map { _ in Double(stream.next(below: 1_000)) }
            let plan = forecast(rates, lead: .minutes(lead))
            let steps = plan.steps
            #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.at < $1.at && $0.fleet != $1.fleet })
            for minute in -lead...1_800 {
                let touched = rates.indices.filter { Int64($0) * 60 - lead <= minute && minute < Int64($0 + 1) * 60 }
                let most = touched.map { Int((rates[$0] * 0.1).rounded(.up)) }.max() ?? 0
                #expect(fleet(plan, at: minute) == most)
            }
        }
    }
}
