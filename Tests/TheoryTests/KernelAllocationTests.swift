import AllocationCounter
import DiscreteEvent
import Primitives
import Testing

@testable import Theory

/// The kernel allocates no memory per event: its stores grow at a new peak of pending events, and are kept.
@Suite struct KernelAllocationTests {
    /// Allocations during a million events, after enough of them for every store to have seen its peak.
    private func allocations<M: Model & ~Copyable>(during simulation: inout Simulation<M>) -> UInt64 {
        _ = simulation.run(until: .distantFuture, atMost: 200_000)
        let before = allocations_of_this_thread()
        let happened = simulation.run(until: .distantFuture, atMost: 1_000_000)
        let after = allocations_of_this_thread()
        #expect(happened == 1_000_000)
        return after - before
    }

    @Test(arguments: CalendarKind.allCases)
    func aMillionEventsOfTheHoldModelAllocateNothing(kind: CalendarKind) {
        var simulation = HoldModel.simulation(pending: 1_000, kind: kind)
        #expect(allocations(during: &simulation) == 0)
    }

    @Test(arguments: CalendarKind.allCases)
    func aMillionEventsOfStationsInTandemAllocateNothing(kind: CalendarKind) {
        var simulation = TandemModel.simulation(stations: 8, servers: 4, rate: 3.2, kind: kind)
        #expect(allocations(during: &simulation) == 0)
    }

    /// The counter itself: one that counts nothing would pass everything.
    @Test func aModelThatAllocatesIsFound() {
        var simulation = Simulation(WastefulModel())
        simulation.calendar.schedule(.init(), at: .origin)
        #expect(allocations(during: &simulation) >= 1_000_000)
    }

    @Test func everyWayToAllocateIsCounted() {
        let before = allocations_of_this_thread()
        UnsafeMutableRawPointer.allocate(byteCount: 100, alignment: 8).deallocate()
        UnsafeMutableRawPointer.allocate(byteCount: 100, alignment: 64).deallocate()
        var text = "longer than a string that needs no storage"
        text += String(before)
        #expect(allocations_of_this_thread() - before >= 3, "\(text)")
    }
}

/// Keeps a new array at every event.
private struct WastefulModel: Model {
    struct Event: SimulationEvent {
        func feed(_ fingerprint: inout Fingerprint) {}
    }

    var kept: [Int] = []

    mutating func handle(_ event: Event, at now: Instant, calendar: inout EventCalendar<Event>) {
        kept = [kept.count, 0]
        calendar.schedule(event, after: .seconds(1))
    }
}
