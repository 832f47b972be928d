import Platform
import Primitives
import Testing

/// Worked out by hand from max(0, (requests - 2 accepts) / (requests + 1)) over a minute.
@Suite struct ClientThrottleTests {
    private func throttle() -> ClientThrottle {
        var configuration = ClientThrottleConfiguration()
        configuration.window = .minutes(1)
        return ClientThrottle(configuration)
    }

    @Test func aTraceWorkedOutByHandIsFollowedRequestByRequest() {
        var throttle = throttle()
        #expect(throttle.rejection == 0)
        #expect(throttle.sends(draw: 0, at: .origin) == true)
        // One request, not accepted yet: 1 / 2.
        #expect(throttle.rejection == 0.5)
        #expect(throttle.sends(draw: 0x7FFF_FFFF, at: .origin) == false)
        // What is held back counts, too: 2 / 3.
        #expect(throttle.rejection == 2.0 / 3)
        #expect(throttle.sends(draw: 0xAAAA_AAAB, at: .origin) == true)
        throttle.accepted(at: .origin)
        #expect(throttle.rejection == 1.0 / 4)
        throttle.accepted(at: .origin)
        #expect(throttle.rejection == 0)
        #expect(throttle.sends(draw: 0, at: .origin) == true)
    }

    @Test func twiceWhatIsAcceptedIsSentInTheLongRun() {
        var throttle = throttle()
        var sent = 0, draws = RandomStream(seed: 1, purpose: .testing)
        // A hundred wishes a second; of what is sent every fourth is accepted, until there is a balance.
        for number in 0..<60_000 {
            let now = Instant.origin + .milliseconds(Int64(number) * 10)
            guard throttle.sends(draw: UInt32(truncatingIfNeeded: draws.next()), at: now) else { continue }
            if number >= 30_000 { sent += 1 }
            // The peer accepts ten a second.
            if number % 10 == 0 { throttle.accepted(at: now) }
        }
        // Accepted are a tenth of what is sent, less than a half: hardly anything is sent any more.
        #expect(sent < 3_000)
    }

    @Test func windowForgetsStepByStep() {
        var throttle = throttle()
        _ = throttle.sends(draw: .max, at: .origin)
        _ = throttle.sends(draw: .max, at: .origin + .seconds(30))
        #expect(throttle.rejection == 2.0 / 3)
        // The first is a minute old; the new one is counted after the draw.
        _ = throttle.sends(draw: .max, at: .origin + .seconds(60))
        #expect(throttle.rejection == 2.0 / 3)
        throttle.accepted(at: .origin + .seconds(90))
        // One request and one accept are left.
        #expect(throttle.rejection == 0)
        throttle.accepted(at: .origin + .hours(1))
        #expect(throttle.rejection == 0)
    }
}
