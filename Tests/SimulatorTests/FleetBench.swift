import DiscreteEvent
import Platform
import Primitives
import Workload

@testable import Simulator

/// A fleet by itself with a calendar: jobs come when a test says so, and end when their work is done.
///
/// Work does not vary, so that instants are exact: a message takes a second.
struct FleetBench: ~Copyable {
    /// The pool that tests use.
    static let pool = Service.stock.index

    var fleet: Fleet
    var calendar = EventCalendar<WorldEvent>()
    /// Jobs that ended, in order, and when.
    private(set) var ended: [(job: UInt32, at: Instant)] = []
    /// Ends that came for an earlier life of a server.
    private(set) var voidEnds = 0
    private(set) var refusals = 0
    private var next: UInt32 = 0

    init(
        servers: Int, slots: Int = 1, queue: Int = 2, balancing: Balancing = .roundRobin,
        variation: Double = 0, _ change: (inout Scenario) -> Void = { _ in }
    ) {
        var scenario = Scenario()
        scenario.fleet.slotsPerServer = slots
        scenario.fleet.balancing = balancing
        scenario.fleet.boot = .seconds(10)
        scenario.fleet.warmUp = .seconds(5)
        scenario.fleet.warmUpSlowdown = 3_000
        for service in Service.allCases {
            scenario[service].messageWork = .seconds(1)
            scenario[service].queueLimit = queue
            scenario[service].workVariation = variation
        }
        change(&scenario)
        scenario.start = .origin
        fleet = Fleet(scenario)
        for _ in 0..<servers { fleet.openWarm(Self.pool, now: .origin) }
    }

    var now: Instant { calendar.now }
    var measured: Pool { fleet.pools[Self.pool] }

    /// A job comes now; its number, or nil if it was refused.
    @discardableResult
    mutating func arrive(chance: UInt64 = 0, claim: AdmissionClaim? = nil) -> UInt32? {
        let job = next
        next += 1
        let arrival: Fleet.Arrival
        if measured.isControlled {
            arrival = fleet.arriveControlled(
                job, turn: 0, kind: .message, at: Self.pool, chance: chance,
                claim: claim ?? AdmissionClaim(priority: .highest, since: now), now: now, calendar: &calendar)
        } else {
            arrival = fleet.arrive(
                job, turn: 0, kind: .message, at: Self.pool, chance: chance, now: now, calendar: &calendar)
        }
        if arrival == .taken { return job }
        refusals += 1
        return nil
    }

    /// Makes the first so many servers gray.
    mutating func turnGray(_ count: Int, permille: Int, until end: Instant) {
        let first = fleet.firstServing(.number(count), in: Self.pool, zone: nil)
        fleet.turnGray(first, in: Self.pool, permille: permille, until: end)
    }

    /// So many jobs come now; which of them were taken.
    mutating func take(_ count: Int, claim: AdmissionClaim? = nil) -> [Bool] {
        var taken: [Bool] = []
        for _ in 0..<count { taken.append(arrive(claim: claim) != nil) }
        return taken
    }

    /// Lets everything happen that is due by `seconds` after the origin.
    mutating func run(until seconds: Double) { run(to: .origin + TimeSpan(seconds: seconds)) }

    /// Lets everything happen.
    mutating func runToTheEnd() {
        while let (now, event) = calendar.popFirst(notAfter: .distantFuture) { dispatch(event, now) }
    }

    private mutating func run(to end: Instant) {
        // An event of the test's own, so that the calendar's clock stands at the end.
        calendar.schedule(.minuteEnds, at: end)
        while let (now, event) = calendar.popFirst(notAfter: end) {
            if event.kind == .minuteEnds { return }
            dispatch(event, now)
        }
    }

    private mutating func dispatch(_ event: WorldEvent, _ now: Instant) {
        switch event.kind {
        case .serviceEnds:
            let (server, slot, incarnation) = event.service
            let job = fleet.end(
                server: server, slot: slot, incarnation: incarnation, now: now, calendar: &calendar)
            if let job { ended.append((job.subject, now)) } else { voidEnds += 1 }
        case .serverReady:
            fleet.ready(server: Int(event.boot.server), incarnation: event.boot.incarnation, now: now)
        default: preconditionFailure("no such event in a fleet: \(event)")
        }
    }

    /// The jobs that ended, in order.
    var endedJobs: [UInt32] { ended.map(\.job) }
    /// When they ended, in seconds.
    var endedSeconds: [Double] { ended.map(\.at.sinceOrigin.inSeconds) }
    /// The jobs that were dropped from queues, in order.
    var droppedJobs: [UInt32] { (0..<fleet.controls.dropped.count).map { fleet.controls.dropped[$0].subject } }
    /// The load of each server that serves, in the pool's order.
    var loads: [Int] {
        (0..<measured.serving).map { fleet.servers[Int(fleet.members[Self.pool * Fleet.memberStride + $0])].load }
    }

    /// Crashes the server in a place of the pool's order; returns the lost jobs.
    mutating func crash(place: Int) -> [UInt32] {
        var lost: [UInt32] = []
        let server = Int(fleet.members[Self.pool * Fleet.memberStride + place])
        fleet.crash(server, now: now) { lost.append($0.subject) }
        return lost
    }

    mutating func order() { fleet.order(Self.pool, now: now, calendar: &calendar) }
    mutating func drain() { fleet.drainOne(Self.pool, now: now) }
    mutating func restartCrashed() { fleet.restartCrashed(Self.pool, now: now, calendar: &calendar) }
}
