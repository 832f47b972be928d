import Platform
import Primitives
import Workload

/// The overload controls of all pools, and what they keep of each server and each place in a queue.
///
/// Only pools with a control come here; the tables of servers grow when a job first comes to one of them.
struct OverloadControls: ~Copyable {
    var pools: Table<PoolControl>
    var clientThrottles: FixedTable<ClientThrottle>
    // By server.
    var timeouts = Table<QueueTimeout>()
    var limits = Table<Gradient2Limit>()
    var admissions = Table<DagorAdmission>()
    /// By place in a queue: when the job in it is too old to be begun, and how many jobs were at the server with it.
    var expiries = Table<Instant>()
    var queuedInFlight = Table<UInt16>()
    /// By slot: how many jobs were at the server when the one in it came, itself included.
    var workingInFlight = Table<UInt16>()
    /// Jobs that were just dropped from queues, to be answered.
    var dropped = Table<Job>()

    /// By server, the life for which its machines were made.
    private var lives = Table<UInt16>()
    private let plans: [OverloadControl?]
    private let slotsPerServer: Int
    private let queueStride: Int

    init(_ scenario: Scenario, queueStride: Int) {
        plans = scenario.services.map(\.overload)
        slotsPerServer = scenario.fleet.slotsPerServer
        self.queueStride = queueStride
        pools = Table()
        for plan in scenario.services { pools.append(PoolControl(plan)) }
        clientThrottles = FixedTable(count: Service.count) { index in
            ClientThrottle(scenario.services[index].clientThrottle ?? ClientThrottleConfiguration())
        }
    }

    /// Makes sure that a server has its machines; new ones if it has begun another life.
    @inline(__always)
    mutating func prepare(_ server: Int, of pool: Int, incarnation: UInt16) {
        if server >= lives.count || lives[server] != incarnation { begin(server, of: pool, incarnation) }
    }

    @inline(never)
    private mutating func begin(_ server: Int, of pool: Int, _ incarnation: UInt16) {
        while lives.count <= server {
            lives.append(0)
            for _ in 0..<queueStride {
                expiries.append(.distantFuture)
                queuedInFlight.append(0)
            }
            for _ in 0..<slotsPerServer { workingInFlight.append(0) }
        }
        lives[server] = incarnation
        switch plans[pool] {
        case nil, .tokenBucket?: break
        case .queueTimeout(let configuration)?:
            Self.put(QueueTimeout(configuration), at: server, in: &timeouts)
        case .gradient2(let configuration)?:
            Self.put(Gradient2Limit(configuration.forServer(slots: slotsPerServer)), at: server, in: &limits)
        case .dagor(let configuration)?:
            Self.put(DagorAdmission(configuration), at: server, in: &admissions)
        }
    }

    private static func put<Machine: BitwiseCopyable>(
        _ machine: Machine, at server: Int, in table: inout Table<Machine>
    ) {
        while table.count <= server { table.append(machine) }
        table[server] = machine
    }
}
