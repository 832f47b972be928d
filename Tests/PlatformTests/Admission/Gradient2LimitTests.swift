import Platform
import Primitives
import Testing

/// Worked out by hand from the definition: limit x gradient + 4, a fifth of it; gradient 1.5 x long mean / response.
@Suite struct Gradient2LimitTests {
    private func limit(_ change: (inout Gradient2Configuration) -> Void = { _ in }) -> Gradient2Limit {
        var configuration = Gradient2Configuration()
        configuration.minimum = 1
        change(&configuration)
        return Gradient2Limit(configuration)
    }

    private func isClose(_ value: Double, _ expected: Double) -> Bool { (value - expected).magnitude < 1e-9 * expected }

    @Test func aTraceWorkedOutByHandIsFollowedStepByStep() {
        var limit = limit()
        // Response in ms, then the plain mean so far, and the limit.
        let trace: [(Int64, mean: Double, limit: Double)] = [
            (100, 100, 20.8),  // gradient 1: 0.8 x 20 + 0.2 x 24
            (100, 100, 21.6),
            (400, 200, 21.32),  // gradient 1.5 x 200 / 400 = 0.75: 0.8 x 21.6 + 0.2 x 20.2
            (2_000, 650, 19.988),  // 0.4875 is less than a half: 0.8 x 21.32 + 0.2 x 14.66
            (100, 513, 20.788),  // the mean of 540 is more than twice 100, and falls by 5 %; gradient 1
        ]
        for (response, mean, expected) in trace {
            limit.observe(response: .milliseconds(response), inFlight: 20)
            #expect(isClose(limit.longMean, mean * 1e6), "\(limit.longMean)")
            #expect(isClose(limit.estimate, expected), "\(limit.estimate)")
        }
    }

    @Test func afterTenSamplesTheMeanIsExponential() {
        var limit = limit()
        for _ in 0..<10 { limit.observe(response: .milliseconds(100), inFlight: 20) }
        limit.observe(response: .milliseconds(160), inFlight: 20)
        // 100 + 60 x 2 / 601
        #expect(isClose(limit.longMean, (100 + 60 * 2.0 / 601) * 1e6))
    }

    @Test func limitStaysWhileLessThanHalfOfItIsUsed() {
        var limit = limit()
        limit.observe(response: .milliseconds(100), inFlight: 9)
        #expect(limit.estimate == 20)
        limit.observe(response: .milliseconds(100), inFlight: 10)
        #expect(isClose(limit.estimate, 20.8))
    }

    @Test func limitStaysWithinItsBounds() {
        var limit = limit { ($0.minimum, $0.maximum) = (19, 21) }
        for _ in 0..<5 { limit.observe(response: .milliseconds(100), inFlight: 21) }
        #expect(limit.estimate == 21)
        for _ in 0..<5 { limit.observe(response: .seconds(100), inFlight: 21) }
        limit.observe(response: .seconds(10_000), inFlight: 21)
        #expect(limit.estimate == 19)
    }

    @Test func wholeJobsOfTheLimitAreAdmitted() {
        var limit = limit()
        limit.observe(response: .milliseconds(100), inFlight: 20)
        #expect(limit.admits(load: 19))
        #expect(!limit.admits(load: 20))
    }

    @Test func limitsPerSlotAreMultipliedByTheSlots() {
        var configuration = Gradient2Configuration()
        (configuration.minimum, configuration.initial, configuration.maximum) = (1, 2, 10)
        configuration.queueSize = 0.2
        #expect(configuration.forServer(slots: 4) == configuration)
        configuration.isPerSlot = true
        let server = configuration.forServer(slots: 4)
        #expect((server.minimum, server.initial, server.maximum) == (4, 8, 40))
        #expect(server.queueSize == 0.8 && server.tolerance == 1.5 && !server.isPerSlot)
    }
}
