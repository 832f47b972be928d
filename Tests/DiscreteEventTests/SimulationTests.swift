import Primitives
import Statistics
import Testing
import DiscreteEvent

/// Tokens that jump about in time and now and then split or vanish.
private struct Tokens: Model {
    enum Event: SimulationEvent {
        case jump(token: UInt32)
        case mark

        func feed(_ fingerprint: inout Fingerprint) {
            switch self {
            case .jump(let token): fingerprint.combine(1 << 32 | UInt64(token))
            case .mark: fingerprint.combine(2 << 32)
            }
        }
    }

    var stream: RandomStream
    var instants: [Instant] = []

    mutating func handle(_ event: Event, at now: Instant, calendar: inout EventCalendar<Event>) {
        instants.append(now)
        guard case .jump(let token) = event else { return }
        let children = calendar.count > 200 ? stream.next(below: 2) : 1 + stream.next(below: 2)
        for child in 0..<children {
            let delay = Int64(stream.next() >> (24 + stream.next(below: 16)))
            calendar.schedule(.jump(token: token &* 2 &+ UInt32(child)), after: .nanoseconds(delay))
        }
    }
}

@Suite struct SimulationTests {
    private func tokens(seed: UInt64 = 1, kind: CalendarKind = .radix) -> Simulation<Tokens> {
        var simulation = Simulation(
            Tokens(stream: RandomStream(seed: seed, purpose: .testing)), startingAt: .origin - .hours(2),
            kind: kind)
        for token in 0..<10 as Range<UInt32> {
            simulation.calendar.schedule(.jump(token: token), at: .origin - .hours(Int64(token % 3)))
        }
        return simulation
    }

    private var end: Instant { .origin + .hours(3) }

    @Test func equalRunsHaveEqualFingerprintsHoweverTheyAreInterrupted() {
        var whole = tokens()
        whole.run(until: end)

        var bySteps = tokens()
        var steps = 0
        while bySteps.run(until: end, atMost: 7) == 7 { steps += 1 }

        var byTime = tokens()
        var stream = RandomStream(seed: 9, purpose: .testing)
        while byTime.now < end {
            byTime.run(until: min(end, byTime.now + .nanoseconds(Int64(stream.next() >> 24))))
        }

        var heapOnly = tokens(kind: .heap)
        heapOnly.run(until: end)

        #expect(whole.dispatched > 1_000 && steps == Int(whole.dispatched) / 7)
        #expect(bySteps.fingerprint == whole.fingerprint && bySteps.dispatched == whole.dispatched)
        #expect(byTime.fingerprint == whole.fingerprint && byTime.dispatched == whole.dispatched)
        #expect(heapOnly.fingerprint == whole.fingerprint)
        #expect(whole.now == end && bySteps.now == end && byTime.now == end)
    }

    @Test func anotherSeedHasAnotherFingerprint() {
        var a = tokens(), b = tokens(seed: 2)
        a.run(until: end)
        b.run(until: end)
        #expect(a.fingerprint != b.fingerprint)
    }

    @Test func timeNeverGoesBack() {
        var simulation = tokens()
        simulation.run(until: end)
        let instants = simulation.model.instants
        #expect(zip(instants, instants.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func aRunIncludesItsEndAndLeavesNowThere() {
        var simulation = Simulation(Tokens(stream: RandomStream(state: 1)))
        let end = Instant.origin + .minutes(1)
        simulation.calendar.schedule(.mark, at: end)
        simulation.calendar.schedule(.mark, at: end + .nanoseconds(1))
        simulation.run(until: end)
        #expect(simulation.dispatched == 1 && simulation.now == end)
        simulation.calendar.schedule(.mark, at: end)
        simulation.run(until: end)
        #expect(simulation.dispatched == 2)
        simulation.run(until: .origin)
        #expect(simulation.dispatched == 2 && simulation.now == end)
        simulation.runToCompletion()
        #expect(simulation.dispatched == 3 && simulation.now == end + .nanoseconds(1))
    }

    @Test func anEmptySimulationReachesItsEnd() {
        var simulation = Simulation(Tokens(stream: RandomStream(state: 1)))
        simulation.run(until: .origin + .hours(1))
        #expect(simulation.now == .origin + .hours(1) && simulation.dispatched == 0)
        #expect(simulation.fingerprint == Fingerprint())
    }
}
