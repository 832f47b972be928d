import DiscreteEvent
import Primitives

/// Stations in tandem, each with as many exponential servers and an unbounded queue: one station is M/M/c.
///
/// Arrivals draw from stream 1 and station k from stream 2 + k, when a service starts; the mean service is a second.
struct TandemModel: ~Copyable, Model {
    enum Event: SimulationEvent {
        case arrives
        case served(customer: UInt32, station: UInt8)

        func feed(_ fingerprint: inout Fingerprint) {
            switch self {
            case .arrives: fingerprint.combine(0)
            case .served(let customer, let station):
                fingerprint.combine(1 &<< 56 | UInt64(station) &<< 32 | UInt64(customer))
            }
        }
    }

    /// One station: its servers, its queue, its services.
    struct Line: ~Copyable {
        var busy = 0
        var waiting = Ring<UInt32>(minimumCapacity: 64)
        var stream: BenchmarkStream
    }

    private let servers: Int
    private var arrivals: BenchmarkStream
    private var lines: FixedTable<Line>
    /// When each customer who is present came.
    private var born = Table<Instant>()
    private var freeNumbers = Table<UInt32>()
    /// How many customers have left, and the time that they spent.
    private(set) var left = 0
    private(set) var sojourns: Int64 = 0

    /// The simulation of an empty system before its first arrival.
    ///
    /// - Parameters:
    ///   - rate: arrivals per second.
    ///   - kind: where the pending events wait.
    static func simulation(
        stations: Int, servers: Int, rate: Double, kind: CalendarKind
    ) -> Simulation<TandemModel> {
        var simulation = Simulation(TandemModel(stations: stations, servers: servers, rate: rate), kind: kind)
        let first = simulation.model.arrivals.next()
        simulation.calendar.schedule(.arrives, after: first)
        return simulation
    }

    private init(stations: Int, servers: Int, rate: Double) {
        self.servers = servers
        arrivals = BenchmarkStream(1, mean: 1e9 / rate)
        lines = FixedTable(count: stations) { Line(stream: BenchmarkStream(UInt64(2 + $0), mean: 1e9)) }
    }

    mutating func handle(_ event: Event, at now: Instant, calendar: inout EventCalendar<Event>) {
        switch event {
        case .arrives:
            calendar.schedule(.arrives, at: now + arrivals.next())
            let customer = freeNumbers.count > 0 ? freeNumbers.removeLast() : UInt32(born.append(now))
            born[Int(customer)] = now
            enter(0, customer, now, &calendar)
        case .served(let customer, let station):
            let station = Int(station)
            if let next = lines[station].waiting.popFirst() {
                begin(station, next, now, &calendar)
            } else {
                lines[station].busy -= 1
            }
            if station + 1 < lines.count { return enter(station + 1, customer, now, &calendar) }
            sojourns += (now - born[Int(customer)]).nanoseconds
            left += 1
            freeNumbers.append(customer)
        }
    }

    @inline(__always)
    private mutating func enter(
        _ station: Int, _ customer: UInt32, _ now: Instant, _ calendar: inout EventCalendar<Event>
    ) {
        guard lines[station].busy < servers else { return lines[station].waiting.append(customer) }
        lines[station].busy += 1
        begin(station, customer, now, &calendar)
    }

    @inline(__always)
    private mutating func begin(
        _ station: Int, _ customer: UInt32, _ now: Instant, _ calendar: inout EventCalendar<Event>
    ) {
        let end = now + lines[station].stream.next()
        calendar.schedule(.served(customer: customer, station: UInt8(truncatingIfNeeded: station)), at: end)
    }
}
