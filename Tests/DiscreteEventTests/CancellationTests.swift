import DiscreteEvent
import Primitives
import Testing

/// Calls with a time-out: whichever of answer and time-out comes first calls the other off, by generation.
private struct Calls: ~Copyable, Model {
    enum Event: SimulationEvent {
        case answered(Slot)
        case timedOut(Slot)

        func feed(_ fingerprint: inout Fingerprint) {
            switch self {
            case .answered(let slot): fingerprint.combine(UInt64(slot.generation) << 32 | UInt64(slot.index))
            case .timedOut(let slot): fingerprint.combine(~(UInt64(slot.generation) << 32 | UInt64(slot.index)))
            }
        }
    }

    var open = SlotMap<UInt32>()
    var stream = RandomStream(seed: 1, purpose: .testing)
    var called = 0, answered = 0, timedOut = 0, stale = 0

    mutating func call(_ calendar: inout EventCalendar<Event>) {
        let slot = open.insert(UInt32(called))
        called += 1
        calendar.schedule(.answered(slot), after: .milliseconds(Int64(stream.next(below: 40))))
        calendar.schedule(.timedOut(slot), after: .milliseconds(20))
    }

    mutating func handle(_ event: Event, at now: Instant, calendar: inout EventCalendar<Event>) {
        switch event {
        case .answered(let slot): if isOpen(slot) { answered += 1 }
        case .timedOut(let slot): if isOpen(slot) { timedOut += 1 }
        }
        if called < 10_000, open.count < 50 { call(&calendar) }
    }

    /// Ends a call that neither of its events has ended yet.
    private mutating func isOpen(_ slot: Slot) -> Bool {
        guard open.contains(slot) else {
            stale += 1
            return false
        }
        open.remove(slot)
        return true
    }
}

@Suite struct CancellationTests {
    @Test(arguments: CalendarKind.allCases)
    func whatWasCalledOffIsRecognisedThoughItsSlotHasAnotherTenant(kind: CalendarKind) {
        var simulation = Simulation(Calls(), kind: kind)
        for _ in 0..<50 { simulation.model.call(&simulation.calendar) }
        simulation.runToCompletion()
        // Every call has two events, one of which ends it and one of which is stale.
        #expect(simulation.model.answered + simulation.model.timedOut == 10_000)
        #expect(simulation.model.stale == 10_000 && simulation.model.open.isEmpty)
        #expect(simulation.dispatched == 20_000)
        #expect(simulation.model.answered > 4_500 && simulation.model.timedOut > 4_500)
    }
}
