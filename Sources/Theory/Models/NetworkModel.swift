import DiscreteEvent
import Primitives
import Statistics

/// A network of stations that behaves as its ``NetworkPlan`` says, on the public kernel.
public struct NetworkModel: Model, ~Copyable {
    /// How many stations a network can have.
    public static var stationLimit: Int { 4 }

    /// A customer, wherever it is.
    public struct Customer: BitwiseCopyable, Sendable {
        /// When it came into the network.
        var entered: Instant
    }

    /// What can happen.
    public enum Event: SimulationEvent {
        /// A customer comes from outside to a station.
        case arrival(station: UInt8)
        /// A customer's service ends at a station.
        case serviceEnds(station: UInt8, Customer)

        /// Folds which event it is and its fields into a fingerprint.
        public func feed(_ fingerprint: inout Fingerprint) {
            switch self {
            case .arrival(let station):
                fingerprint.combine(1)
                fingerprint.combine(UInt64(station))
            case .serviceEnds(let station, let customer):
                fingerprint.combine(2)
                fingerprint.combine(UInt64(station))
                fingerprint.combine(customer.entered)
            }
        }
    }

    let plan: NetworkPlan
    /// The stations; those beyond the plan's stay empty.
    var stations: InlineArray<4, Station<Customer>>
    /// Whether somebody is at each station.
    var occupied: InlineArray<4, TimeWeightedAverage>
    /// Those who have left the network, and the seconds they had spent in it.
    var left = 0, spent = 0.0
    private var arrivals: [RandomStream]
    private var services: [RandomStream]
    private var routes: [RandomStream]
    private let unit = ExponentialDistribution(mean: 1)

    /// The network at the origin: an open one empty, a closed one with everybody about to come to station 0.
    public init(_ plan: NetworkPlan, streams: RandomStream) {
        self.plan = plan
        stations = InlineArray { Station(servers: $0 < plan.stations.count ? plan.stations[$0].servers : 1) }
        occupied = InlineArray(repeating: TimeWeightedAverage(from: .origin))
        let indices = 0..<UInt64(plan.stations.count)
        arrivals = indices.map { streams.substream(3 * $0) }
        services = indices.map { streams.substream(3 * $0 + 1) }
        routes = indices.map { streams.substream(3 * $0 + 2) }
    }

    /// Schedules the first arrival at each station that has any, or the population of a closed network.
    public mutating func begin(_ calendar: inout EventCalendar<Event>) {
        for _ in 0..<plan.population { enter(0, Customer(entered: .origin), at: .origin, &calendar) }
        for station in plan.stations.indices where plan.arrivalRates[station] > 0 {
            scheduleArrival(at: station, &calendar)
        }
    }

    /// Lets one event happen.
    public mutating func handle(_ event: Event, at now: Instant, calendar: inout EventCalendar<Event>) {
        switch event {
        case .arrival(let station):
            scheduleArrival(at: Int(station), &calendar)
            enter(Int(station), Customer(entered: now), at: now, &calendar)
        case .serviceEnds(let station, let customer):
            serviceEnds(Int(station), customer, at: now, &calendar)
        }
    }

    private mutating func scheduleArrival(at station: Int, _ calendar: inout EventCalendar<Event>) {
        let seconds = unit.sample(using: &arrivals[station]) / plan.arrivalRates[station]
        calendar.schedule(.arrival(station: UInt8(station)), after: TimeSpan(seconds: seconds))
    }

    private mutating func enter(
        _ station: Int, _ customer: Customer, at now: Instant, _ calendar: inout EventCalendar<Event>
    ) {
        occupied[station].set(1, at: now)
        switch stations[station].arrive(customer, at: now) {
        case .startsService: start(station, customer, &calendar)
        case .queued: break
        case .balked: fatalError("no place at station \(station), which has room for all")
        }
    }

    private mutating func start(_ station: Int, _ customer: Customer, _ calendar: inout EventCalendar<Event>) {
        let seconds = plan.stations[station].meanService * unit.sample(using: &services[station])
        calendar.schedule(.serviceEnds(station: UInt8(station), customer), after: TimeSpan(seconds: seconds))
    }

    private mutating func serviceEnds(
        _ station: Int, _ customer: Customer, at now: Instant, _ calendar: inout EventCalendar<Event>
    ) {
        if let next = stations[station].complete(at: now) {
            start(station, next, &calendar)
        } else if stations[station].busy.value == 0 {
            occupied[station].set(0, at: now)
        }
        if let next = route(from: station) {
            enter(next, customer, at: now, &calendar)
        } else {
            left += 1
            spent += (now - customer.entered).inSeconds
        }
    }

    /// Where a customer goes on to; nil if it leaves the network.
    private mutating func route(from station: Int) -> Int? {
        var rest = routes[station].nextUniform()
        for (next, share) in plan.routing[station].enumerated() {
            if rest < share { return next }
            rest -= share
        }
        return plan.population > 0 ? lastWay(from: station) : nil
    }

    /// Where a customer of a closed network goes when rounding has left the shares a bit below one.
    private func lastWay(from station: Int) -> Int? { plan.routing[station].lastIndex { $0 > 0 } }
}
