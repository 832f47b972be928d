import DiscreteEvent
import Primitives
import Statistics

/// One station with Poisson arrivals, exponential services and, perhaps, exponential patience; it keeps
/// its own books of every wait and service, beside the station's.
struct QueueModel: Model, ~Copyable {
    struct Customer: BitwiseCopyable { var arrived: Instant }

    enum Event: SimulationEvent {
        case arrival
        case serviceEnds
        case patienceEnds(ticket: Int)

        func feed(_ fingerprint: inout Fingerprint) {
            switch self {
            case .arrival: fingerprint.combine(1)
            case .serviceEnds: fingerprint.combine(2)
            case .patienceEnds(let ticket): fingerprint.combine(3 << 60 | UInt64(ticket))
            }
        }
    }

    /// What the model itself saw, in whole nanoseconds.
    struct Books {
        var started = 0
        var waited: Int128 = 0
        var served: Int128 = 0
        var gaveUp = 0
        /// The sum of the arrival instants of those who wait.
        var arrivedOfWaiting: Int128 = 0
        /// The sum of the ends of the services under way.
        var endsOfServed: Int128 = 0
    }

    var station: Station<Customer>
    var books = Books()
    let interarrival: ExponentialDistribution
    let service: ExponentialDistribution
    let patience: ExponentialDistribution?
    /// How many more customers come.
    var toCome: Int
    var arrivals: RandomStream
    var services: RandomStream
    var patiences: RandomStream

    /// Rates per second; a nil patience rate lets everybody wait for ever.
    init(
        servers: Int, places: Int = .max, arrivalRate: Double, serviceRate: Double, patienceRate: Double? = nil,
        customers: Int = .max, seed: UInt64
    ) {
        station = Station(servers: servers, places: places)
        interarrival = ExponentialDistribution(mean: 1e9 / arrivalRate)
        service = ExponentialDistribution(mean: 1e9 / serviceRate)
        patience = patienceRate.map { ExponentialDistribution(mean: 1e9 / $0) }
        toCome = customers
        arrivals = RandomStream(seed: seed, purpose: .testing, entity: 1)
        services = RandomStream(seed: seed, purpose: .testing, entity: 2)
        patiences = RandomStream(seed: seed, purpose: .testing, entity: 3)
    }

    static func simulation(_ model: consuming QueueModel) -> Simulation<QueueModel> {
        var simulation = Simulation(model)
        simulation.calendar.schedule(.arrival, at: .origin)
        return simulation
    }

    mutating func handle(_ event: Event, at now: Instant, calendar: inout EventCalendar<Event>) {
        switch event {
        case .arrival: arrive(at: now, calendar: &calendar)
        case .serviceEnds:
            books.endsOfServed -= Int128(now.nanoseconds)
            if let next = station.complete(at: now) {
                books.arrivedOfWaiting -= Int128(next.arrived.nanoseconds)
                start(next, at: now, calendar: &calendar)
            }
        case .patienceEnds(let ticket):
            guard let lost = station.renege(.init(number: ticket), at: now) else { return }
            books.gaveUp += 1
            books.waited += Int128((now - lost.arrived).nanoseconds)
            books.arrivedOfWaiting -= Int128(lost.arrived.nanoseconds)
        }
    }

    private mutating func arrive(at now: Instant, calendar: inout EventCalendar<Event>) {
        toCome -= 1
        if toCome > 0 { calendar.schedule(.arrival, after: Self.span(interarrival.sample(using: &arrivals))) }
        let customer = Customer(arrived: now)
        switch station.arrive(customer, at: now) {
        case .startsService: start(customer, at: now, calendar: &calendar)
        case .queued(let ticket):
            books.arrivedOfWaiting += Int128(now.nanoseconds)
            if let patience {
                let span = Self.span(patience.sample(using: &patiences))
                calendar.schedule(.patienceEnds(ticket: ticket.number), after: span)
            }
        case .balked: break
        }
    }

    private mutating func start(_ customer: Customer, at now: Instant, calendar: inout EventCalendar<Event>) {
        let span = Self.span(service.sample(using: &services))
        books.started += 1
        books.waited += Int128((now - customer.arrived).nanoseconds)
        books.served += Int128(span.nanoseconds)
        books.endsOfServed += Int128((now + span).nanoseconds)
        calendar.schedule(.serviceEnds, after: span)
    }

    private static func span(_ nanoseconds: Double) -> TimeSpan { .nanoseconds(Int64(nanoseconds.rounded())) }
}

/// A confidence interval from the means of equal, consecutive batches of a run.
struct BatchMeans {
    var means = MeanVariance()

    /// Student's t with 29 degrees of freedom, two-sided 99.9 % (Fisher and Yates, table III).
    static let batches = 30
    static let quantile = 3.659

    var halfWidth: Double { means.halfWidth(z: Self.quantile) }

    func covers(_ value: Double) -> Bool { abs(means.mean - value) <= halfWidth }

    /// Whether the interval is narrow enough to tell anything.
    func isSharp(_ relative: Double) -> Bool { halfWidth <= relative * means.mean.magnitude }
}
