import DiscreteEvent
import Primitives

/// Stations in tandem, each with as many exponential servers and an unbounded queue: one station is M/M/c.
///
/// Arrivals draw from stream 1 and station k from stream 2 + k, when a service starts; the mean service is a second.
struct TandemModel: ~Copyable, Model {
    /// One word, which a calendar moves at once: bit 56 set when a service ends, then the station, then the customer.
    struct Event: SimulationEvent {
        private let word: UInt64

        /// The next customer arrives.
        static var arrives: Event { Event(word: 0) }

        /// A customer's service ends.
        @inline(__always)
        static func served(customer: UInt32, station: Int) -> Event {
            Event(word: 1 &<< 56 | UInt64(truncatingIfNeeded: station) &<< 32 | UInt64(customer))
        }

        /// The customer and the station where a service ends; nil when it is an arrival.
        @inline(__always)
        var served: (customer: UInt32, station: Int)? {
            if word == 0 { return nil }
            return (UInt32(truncatingIfNeeded: word), Int(truncatingIfNeeded: word &>> 32 & 0xFF_FFFF))
        }

        @inline(__always)
        func feed(_ fingerprint: inout Fingerprint) { fingerprint.combine(word) }
    }

    /// One station: its servers, its queue, its services.
    struct Line: ~Copyable {
        private var idle: Int
        private var waiting = Ring<UInt32>(minimumCapacity: 64)
        private var services: BenchmarkStream

        init(servers: Int, services: BenchmarkStream) {
            idle = servers
            self.services = services
        }

        /// A customer comes; how long the service takes that begins now, nil if the customer waits.
        @inline(__always)
        mutating func enter(_ customer: UInt32) -> TimeSpan? {
            if idle == 0 {
                waiting.append(customer)
                return nil
            }
            idle &-= 1
            return services.next()
        }

        /// A service ends; whose service begins now and how long it takes, nil if nobody waits.
        @inline(__always)
        mutating func leave() -> (customer: UInt32, service: TimeSpan)? {
            if let next = waiting.popFirst() { return (next, services.next()) }
            idle &+= 1
            return nil
        }
    }

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
        arrivals = BenchmarkStream(1, mean: 1e9 / rate)
        lines = FixedTable(count: stations) { station in
            Line(servers: servers, services: BenchmarkStream(UInt64(2 + station), mean: 1e9))
        }
    }

    @inline(__always)
    mutating func handle(_ event: Event, at now: Instant, calendar: inout EventCalendar<Event>) {
        guard let (customer, station) = event.served else { return arrive(now, &calendar) }
        if let next = lines[station].leave() {
            calendar.schedule(.served(customer: next.customer, station: station), at: now + next.service)
        }
        if station + 1 < lines.count { return enter(station + 1, customer, now, &calendar) }
        sojourns += (now - born[Int(customer)]).nanoseconds
        left += 1
        freeNumbers.append(customer)
    }

    @inline(__always)
    private mutating func arrive(_ now: Instant, _ calendar: inout EventCalendar<Event>) {
        calendar.schedule(.arrives, at: now + arrivals.next())
        let customer = freeNumbers.count > 0 ? freeNumbers.removeLast() : UInt32(born.append(now))
        born[Int(customer)] = now
        enter(0, customer, now, &calendar)
    }

    @inline(__always)
    private mutating func enter(
        _ station: Int, _ customer: UInt32, _ now: Instant, _ calendar: inout EventCalendar<Event>
    ) {
        guard let service = lines[station].enter(customer) else { return }
        calendar.schedule(.served(customer: customer, station: station), at: now + service)
    }
}
