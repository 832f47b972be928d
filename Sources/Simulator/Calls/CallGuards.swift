import Platform
import Primitives
import Workload

/// What stands between a caller and the services that it calls: breakers, bulkheads, and the caller's own connections.
///
/// Callers are the gateway, for pages, and the order service, for the coordinator's calls. A call that is let out is
/// open until its answer comes, until the peer turns it away, or for the call time-out, which counts as a failure. All
/// servers of a caller share a breaker; each has a bulkhead and connections of its own, which are taken together here.
struct CallGuards: ~Copyable {
    /// Who calls.
    enum Caller: UInt8 { case gateway, order }

    private(set) var breakers: FixedTable<CircuitBreaker>
    private(set) var bulkheads = Table<Bulkhead>(repeating: Bulkhead(), count: Service.count)
    /// Calls out of each caller, and those refused for want of a connection, by service called.
    private(set) var connections = Table<Bulkhead>(repeating: Bulkhead(), count: 2)
    private(set) var withoutConnection = Table<UInt64>(repeating: 0, count: Service.count)
    /// What the coordinator still has to be told of calls that did not leave.
    var refusals = Ring<CoordinatorCommand>()
    private var open = OpenCalls()
    private var deadlines = Ring<CallDeadline>()
    private var calls: UInt32 = 0
    private let breakerBits: UInt32
    private let places: [Int]
    private let connectionsPerServer: [Int]
    private let timeout: TimeSpan

    /// When a call that is not answered counts as failed.
    struct CallDeadline: BitwiseCopyable {
        var key: UInt64
        var at: Instant
        var number: UInt32
    }

    init(_ scenario: Scenario) {
        breakerBits = Self.bits { scenario[$0].breaker != nil }
        places = Service.allCases.map { scenario[$0].bulkhead?.calls ?? .max }
        connectionsPerServer = [Service.gateway, .order].map { scenario[$0].connections ?? .max }
        timeout = scenario.coordination.callTimeout
        breakers = FixedTable(count: Service.count) { index in
            CircuitBreaker(scenario.services[index].breaker ?? CircuitBreakerConfiguration())
        }
    }

    /// Services whose calls are watched, a bit each; 0 when nothing is guarded.
    static func watched(_ scenario: Scenario) -> UInt32 {
        let gateway = scenario[.gateway].connections != nil, order = scenario[.order].connections != nil
        return bits { service in
            guard service.isDownstream else { return false }
            return scenario[service].breaker != nil || scenario[service].bulkhead != nil
                || (service.servesPages ? gateway : order)
        }
    }

    private static func bits(_ condition: (Service) -> Bool) -> UInt32 {
        Service.allCases.reduce(0) { condition($1) ? $0 | 1 << UInt32($1.index) : $0 }
    }

    /// A call wants to leave. Returns whether it may; then it is open.
    ///
    /// - Parameters:
    ///   - key: what it is about; two open calls have two keys.
    ///   - servers: how many servers the caller has.
    mutating func begin(
        _ key: UInt64, of service: Int, by caller: Caller, servers: Int, at now: Instant
    ) -> Bool {
        expire(at: now)
        // Asked again before there was an answer: the earlier call is given up.
        if open[key] != nil { close(key, success: false, at: now) }
        let own = Int(caller.rawValue)
        guard connections[own].enter(of: Self.total(connectionsPerServer[own], servers)) else {
            withoutConnection[service] += 1
            return false
        }
        guard bulkheads[service].enter(of: Self.total(places[service], servers)) else {
            connections[own].leave()
            return false
        }
        guard breakerBits & 1 << UInt32(service) == 0 || breakers[service].permits(at: now) else {
            connections[own].leave()
            bulkheads[service].leave()
            return false
        }
        calls &+= 1
        open.insert(
            .init(key: key, since: now, number: calls, service: UInt8(service), caller: caller.rawValue))
        deadlines.append(CallDeadline(key: key, at: now + timeout, number: calls))
        return true
    }

    /// A call has its answer, or was turned away; nothing happens if it is not open.
    ///
    /// One that comes after its time was over has failed already.
    mutating func end(_ key: UInt64, success: Bool, at now: Instant) {
        expire(at: now)
        close(key, success: success, at: now)
    }

    private mutating func close(_ key: UInt64, success: Bool, at now: Instant) {
        guard let call = open.remove(key) else { return }
        let service = Int(call.service)
        if breakerBits & 1 << UInt32(service) != 0 {
            breakers[service].record(success: success, took: now - call.since, at: now)
        }
        bulkheads[service].leave()
        connections[Int(call.caller)].leave()
    }

    /// Gives up the calls whose time is over.
    mutating func expire(at now: Instant) {
        while let first = deadlines.first, first.at <= now {
            _ = deadlines.popFirst()
            if open[first.key]?.number == first.number { close(first.key, success: false, at: first.at) }
        }
    }

    private static func total(_ each: Int, _ servers: Int) -> Int { each == .max ? .max : each * servers }
}
