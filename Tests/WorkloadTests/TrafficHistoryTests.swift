import Platform
import Primitives
import Testing
import Workload

/// Forecasts from earlier days and one earlier promotion.
@Suite struct TrafficHistoryTests {
    private var history: TrafficHistory {
        var history = TrafficHistory()
        history.ordinaryRate = 100
        history.day = (0..<24).map { Double($0) / 11.5 }
        history.weekdays = [1, 2, 3, 4, 5, 6, 7]
        history.dayZero = .wednesday
        history.promotion = [20, 10]
        history.growth = 1.5
        return history
    }

    @Test func hoursOfThePromotionAreLastYearsTimesTheGrowth() {
        #expect(history.expectedRate(hour: 0) == 3_000)
        #expect(history.expectedRate(hour: 1) == 1_500)
    }

    @Test func otherHoursAreThoseOfTheWeekday() {
        // 02:00 on Wednesday, 23:00 on Tuesday, midnight to 01:00 on Thursday, 23:00 on Wednesday a week before.
        #expect(abs(history.expectedRate(hour: 2) - 300 * 2 / 11.5) < 1e-9)
        #expect(abs(history.expectedRate(hour: -1) - 200 * 2) < 1e-9)
        #expect(history.expectedRate(hour: 24) == 0)
        #expect(abs(history.expectedRate(hour: 47) - 400 * 2) < 1e-9)
        #expect(abs(history.expectedRate(hour: -7 * 24 + 23) - 300 * 2) < 1e-9)
        #expect(abs(history.expectedRate(hour: -24) - 0) < 1e-9)
        #expect(abs(history.expectedRate(hour: -25) - 100 * 2) < 1e-9)
    }

    @Test func errorIsSeededOneForEachDayAndNeverAboveWhatIsStated() {
        var history = history
        history.errorPermille = 100
        var errors: [Double] = []
        for seed in 0..<500 as Range<UInt64> {
            let first = history.rate(hour: 0, seed: seed) / 3_000 - 1
            #expect(abs(history.rate(hour: 1, seed: seed) / 1_500 - 1 - first) < 1e-9)
            #expect(history.rate(hour: 0, seed: seed) == history.rate(hour: 0, seed: seed))
            let before = history.rate(hour: -1, seed: seed) / 400 - 1
            #expect(before != first)
            errors.append(first)
        }
        #expect(errors.allSatisfy { abs($0) <= 0.1 })
        // Even over the whole of it: the mean of 500 within four standard errors, both tails reached.
        let mean = errors.reduce(0, +) / 500
        // The deviation of an even draw is its half-width over the root of three.
        let standardError = 0.1 / (3.0 * 500).squareRoot()
        #expect(abs(mean) < 4 * standardError)
        #expect(errors.min()! < -0.095 && errors.max()! > 0.095)
        history.errorPermille = 0
        #expect(history.rate(hour: 0, seed: 3) == 3_000)
    }

    @Test func forecastKnowsNothingOfTheCurveThatIsSimulated() {
        var scenario = ValidationTests.sound
        scenario.forecast = history
        scenario.fleet.policy.ahead = .forecast(lead: .hours(2))
        let plan = scenario.fleetForecast(seed: 5)
        scenario.traffic.curve = [.init(at: .origin, multiple: 77)]
        scenario.traffic.ordinaryRate = 1
        #expect(scenario.fleetForecast(seed: 5) == plan)
        #expect(plan != nil)
    }

    /// Each pool by itself, with pages counted along many random journeys.
    @Test func serversPerRequestPutTheBusiestPoolAtTheTarget() {
        var scenario = ValidationTests.sound
        scenario.catalogue.mix = [100, 0, 0, 0]
        scenario[.gateway].pageWork = .milliseconds(10)
        scenario[.catalogue].pageWork = .milliseconds(50)
        scenario[.gameCard].pageWork = .milliseconds(80)
        for service in Service.allCases { scenario[service].fleetWeight = 1 }
        scenario[.catalogue].fleetWeight = 6
        scenario[.gameCard].fleetWeight = 4
        var stream = RandomStream(seed: 2, purpose: .testing)
        var lists = 0.0, pages = 0.0
        for _ in 0..<200_000 {
            var isList = stream.nextUniform() >= 0.4
            while true {
                pages += 1
                lists += isList ? 1 : 0
                let draw = stream.nextUniform()
                if isList {
                    if draw >= 0.85 { break }
                    isList = draw >= 0.55
                } else if draw < 0.055 {
                    pages += 1
                    guard stream.nextUniform() < 0.92 else { break }
                    pages += 1
                    guard stream.nextUniform() < 0.3 else { break }
                    isList = true
                } else if draw < 0.405 {
                    isList = false
                } else if draw < 0.805 {
                    isList = true
                } else {
                    break
                }
            }
        }
        let share = lists / pages
        let work = scenario.pageWorkPerRequest
        #expect(abs(work[Service.catalogue.index] / (0.05 * share) - 1) < 0.01)
        #expect(abs(work[Service.gameCard.index] / (0.08 * (1 - share)) - 1) < 0.01)
        #expect(abs(work[Service.gateway.index] - 0.01) < 1e-12)
        // Two slots a server at half their time; 22 weights in all.
        let byPool = [0.01 / 1, 0.05 * share / 6, 0.08 * (1 - share) / 4].map { $0 * 22 / (2 * 0.5) }
        let servers = scenario.serversPerRequest(targetPermille: 500)
        #expect(abs(servers / byPool.max()! - 1) < 0.01)
    }
}
