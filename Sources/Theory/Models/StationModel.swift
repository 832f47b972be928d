import DiscreteEvent
import Primitives
import Statistics

/// One station that behaves as its ``StationPlan`` says, on the public kernel.
///
/// The station keeps the servers and the queue; the model draws, schedules, and keeps its own books of
/// each customer's wait.
public struct StationModel: Model, ~Copyable {
    /// A customer who waits.
    struct Customer: BitwiseCopyable { var arrived: Instant }

    /// What can happen.
    public enum Event: SimulationEvent {
        /// A customer comes.
        case arrival
        /// A service ends.
        case serviceEnds
        /// A customer who waits gives up.
        case patienceEnds(ticket: Int)
        /// A customer who found no place before comes again.
        case retry(arrived: Instant)
        /// Those present are counted.
        case count(phase: Int)

        /// Folds which event it is and its fields into a fingerprint.
        public func feed(_ fingerprint: inout Fingerprint) {
            switch self {
            case .arrival: fingerprint.combine(1)
            case .serviceEnds: fingerprint.combine(2)
            case .patienceEnds(let ticket):
                fingerprint.combine(3)
                fingerprint.combine(UInt64(ticket))
            case .retry(let arrived):
                fingerprint.combine(4)
                fingerprint.combine(arrived)
            case .count(let phase):
                fingerprint.combine(5)
                fingerprint.combine(UInt64(phase))
            }
        }
    }

    let plan: StationPlan
    var station: Station<Customer>
    var books: StationBooks
    /// Those who found no place and will try again.
    var orbit = TimeWeightedAverage(from: .origin)
    /// Those who wait when the last is served first, the last at the end; the station counts them only.
    private var stack: [Customer] = []
    private var streams: Streams
    private let unit = ExponentialDistribution(mean: 1)
    private let lateness: TimeSpan
    /// The period of the arrivals; zero if they have none.
    private let period: TimeSpan

    /// One stream for each purpose, so that no draw shifts another's.
    private struct Streams {
        var arrivals: RandomStream
        var services: RandomStream
        var patience: RandomStream
        var retrials: RandomStream
        var balking: RandomStream
    }

    /// The station at the origin, empty.
    public init(_ plan: StationPlan, streams: RandomStream) {
        precondition(
            plan.order == .firstCome || plan.patienceRate == nil && plan.retrialRate == nil,
            "the last to come first: nobody gives up, nobody tries again")
        switch plan.arrivals {
        case .poisson:
            precondition(plan.phases.isEmpty, "phases \(plan.phases) of arrivals that have no period")
            period = .zero
        case .periodic(let profile): period = TimeSpan(seconds: profile.period)
        }
        self.plan = plan
        station = Station(servers: plan.servers, places: plan.places)
        books = StationBooks(phases: plan.phases.count)
        lateness = TimeSpan(seconds: plan.lateness)
        self.streams = Streams(
            arrivals: streams.substream(1), services: streams.substream(2), patience: streams.substream(3),
            retrials: streams.substream(4), balking: streams.substream(5))
    }

    /// Schedules the first arrival and the first counts.
    public mutating func begin(_ calendar: inout EventCalendar<Event>) {
        scheduleArrival(&calendar)
        for (index, phase) in plan.phases.enumerated() {
            calendar.schedule(.count(phase: index), at: .origin + TimeSpan(seconds: phase))
        }
    }

    /// Lets one event happen.
    public mutating func handle(_ event: Event, at now: Instant, calendar: inout EventCalendar<Event>) {
        switch event {
        case .arrival:
            scheduleArrival(&calendar)
            arrive(at: now, &calendar)
        case .serviceEnds: serviceEnds(at: now, &calendar)
        case .patienceEnds(let ticket):
            guard let lost = station.renege(.init(number: ticket), at: now) else { return }
            books.gaveUp += 1
            books.waitEnds(after: now - lost.arrived, lateness: lateness)
        case .retry(let arrived):
            orbit.add(-1, at: now)
            enter(Customer(arrived: arrived), at: now, &calendar)
        case .count(let phase):
            books.countPresent(station.busy.value + station.waiting.value, phase: phase)
            calendar.schedule(.count(phase: phase), after: period)
        }
    }

    private mutating func scheduleArrival(_ calendar: inout EventCalendar<Event>) {
        let drawn = unit.sample(using: &streams.arrivals)
        let seconds: Double
        switch plan.arrivals {
        case .poisson(let rate): seconds = drawn / rate
        case .periodic(let profile):
            let phase = TimeSpan(nanoseconds: calendar.now.nanoseconds % period.nanoseconds)
            seconds = profile.time(toExpect: drawn, from: phase.inSeconds)
        }
        calendar.schedule(.arrival, after: TimeSpan(seconds: seconds))
    }

    private mutating func arrive(at now: Instant, _ calendar: inout EventCalendar<Event>) {
        books.arrivals += 1
        let present = station.busy.value + station.waiting.value
        if present >= plan.crowd { books.crowded += 1 }
        let joining = plan.balking.joining(present: present)
        if joining < 1, streams.balking.nextUniform() >= joining {
            books.lost += 1
            return
        }
        if enter(Customer(arrived: now), at: now, &calendar) == false { books.notAtOnce += 1 }
    }

    /// A customer asks for service, for the first time or again.
    ///
    /// - Returns: whether service starts; nil if the customer is lost.
    @discardableResult
    private mutating func enter(
        _ customer: Customer, at now: Instant, _ calendar: inout EventCalendar<Event>
    ) -> Bool? {
        switch station.arrive(customer, at: now) {
        case .startsService:
            start(customer, at: now, &calendar)
            return true
        case .queued(let ticket):
            if plan.order == .lastCome { stack.append(customer) }
            if let rate = plan.patienceRate {
                let patience = TimeSpan(seconds: unit.sample(using: &streams.patience) / rate)
                calendar.schedule(.patienceEnds(ticket: ticket.number), after: patience)
            }
            return false
        case .balked:
            guard let rate = plan.retrialRate else {
                books.lost += 1
                return nil
            }
            orbit.add(1, at: now)
            let pause = TimeSpan(seconds: unit.sample(using: &streams.retrials) / rate)
            calendar.schedule(.retry(arrived: customer.arrived), after: pause)
            return false
        }
    }

    private mutating func serviceEnds(at now: Instant, _ calendar: inout EventCalendar<Event>) {
        guard let first = station.complete(at: now) else { return }
        switch plan.order {
        case .firstCome: start(first, at: now, &calendar)
        case .lastCome: start(stack.removeLast(), at: now, &calendar)
        }
    }

    private mutating func start(_ customer: Customer, at now: Instant, _ calendar: inout EventCalendar<Event>) {
        let service = TimeSpan(seconds: plan.service.sample(unit, using: &streams.services))
        books.services += 1
        books.waitEnds(after: now - customer.arrived, lateness: lateness)
        calendar.schedule(.serviceEnds, after: service)
    }
}
