import Platform
import Primitives
import Workload

/// Who runs the order coordinator: one that is at work, down or paused; what is durable of it; and, where leases are
/// used, the lease, the gates at the ports, and one that was paused and does not know that it was replaced.
struct CoordinatorSeat: ~Copyable {
    enum Presence: UInt8 {
        /// Takes commands.
        case atWork
        /// Dead: commands are lost.
        case down
        /// Stands still: commands wait before it.
        case paused
    }

    var presence = Presence.atWork
    /// The fencing token of the one at work; 0 without leases.
    var token: UInt32 = 0
    /// Which of the two is at work.
    var holder: UInt8 = 1
    let keepsImages: Bool
    let fences: Bool
    var journal = CoordinatorJournal()
    var commits: GroupCommit
    var lease: LeaseKeeper
    var leaseEffects = EffectBuffer<LeaseEffect>()
    var gates = Table<FencingGate>(repeating: FencingGate(), count: Service.count)
    /// What waits before a paused coordinator.
    var waiting = Ring<CoordinatorCommand>()
    /// One that was paused when another took over, with its token; token 0 when there is none.
    var sleeper: Box<OrderCoordinator>
    var sleeperToken: UInt32 = 0
    var restarts = 0

    init(_ scenario: Scenario) {
        keepsImages = scenario.faults.contains { $0.kind.isOfCoordinator }
        fences = scenario.coordination.lease?.fencing ?? true
        commits = GroupCommit(write: scenario.coordination.journal?.write ?? .zero)
        lease = LeaseKeeper(length: scenario.coordination.lease?.length ?? .seconds(1))
        sleeper = Box(OrderCoordinator(configuration: scenario.coordination))
    }

    /// Calls that some port refused for their token.
    var refusedCalls: Int { (0..<gates.count).reduce(0) { $0 + gates[$1].refused } }
}

/// How the effects of the call at hand leave: how much later than usual, and under which token.
struct Outgoing: BitwiseCopyable {
    var delay = TimeSpan.zero
    var token: UInt32 = 0
}
