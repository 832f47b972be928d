import DiscreteEvent
import Primitives

/// The hold model (Vaucher and Duval, "A comparison of simulation event list algorithms", CACM 18, 1975): each
/// event schedules one successor, so that the number pending never changes.
struct HoldModel: Model {
    /// The number of the pending event.
    struct Event: SimulationEvent {
        var number: UInt32

        func feed(_ fingerprint: inout Fingerprint) { fingerprint.combine(UInt64(number)) }
    }

    private var stream = BenchmarkStream(1, mean: 1e9)

    /// The simulation with so many pending events, exponential with a mean of one second, and none happened.
    static func simulation(pending: Int, kind: CalendarKind) -> Simulation<HoldModel> {
        var simulation = Simulation(HoldModel(), kind: kind)
        for number in 0..<pending {
            let delay = simulation.model.stream.next()
            simulation.calendar.schedule(Event(number: UInt32(number)), after: delay)
        }
        return simulation
    }

    @inline(__always)
    mutating func handle(_ event: Event, at now: Instant, calendar: inout EventCalendar<Event>) {
        calendar.schedule(event, at: now + stream.next())
    }
}
