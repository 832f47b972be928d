import Primitives
import Workload

/// The faults of a scenario: which are active, which wait for their condition, and what those do that are no
/// service's.
struct FaultTape: ~Copyable {
    /// By fault, whether it is active now, and how often it has begun.
    private(set) var isActive: [Bool]
    private(set) var beginnings: [Int]
    /// Faults with a condition that has not come true yet.
    private(set) var waiting: [ConditionWatch]
    /// Whether pages take longer on their way.
    var delaysPages = false
    /// What is wrong outside.
    var outside = OutsideTrouble()

    init(_ faults: [Fault]) {
        isActive = Array(repeating: false, count: faults.count)
        beginnings = Array(repeating: 0, count: faults.count)
        waiting = faults.indices.compactMap { index in
            faults[index].condition.map { ConditionWatch(fault: index, condition: $0) }
        }
    }

    /// A fault begins or ends.
    mutating func turns(_ fault: Int, begins: Bool) {
        isActive[fault] = begins
        if begins { beginnings[fault] += 1 }
    }

    /// Takes the busy time of a pool at the end of a second, for the n-th fault that waits, and returns whether its
    /// condition holds.
    mutating func looks(_ n: Int, busy: Int64, slots: Int64) -> Bool {
        let (before, of) = (waiting[n].busy, waiting[n].slots)
        waiting[n].busy = busy
        waiting[n].slots = slots
        guard of >= 0, slots > of else { return false }
        return (busy - before) * 1_000 > (slots - of) * Int64(waiting[n].condition.utilisationAbove)
    }

    /// The n-th fault that waits waits no more.
    mutating func stopWaiting(_ n: Int) { waiting.remove(at: n) }

    /// A fault that waits for its condition, and the pool's busy time when it was looked at last.
    struct ConditionWatch {
        let fault: Int
        let condition: Fault.Condition
        var busy: Int64 = 0
        /// Negative before the first look.
        var slots: Int64 = -1
    }
}

/// What the active faults do outside the platform and in the stock stores.
struct OutsideTrouble: BitwiseCopyable, Equatable {
    /// How many times longer the provider takes, and the share of requests in permille that it does not take.
    var providerFactor = 1.0
    var providerLost: UInt16 = 0
    var supplierIsOut = false
    var supplierIsDry = false
    var clockSkew = TimeSpan.zero
    var clockStep = TimeSpan.zero
    var replicaLag = TimeSpan.zero

    mutating func add(_ kind: Fault.Kind) {
        switch kind {
        case .providerBrownOut(let permille, let lost):
            providerFactor *= Double(permille) / 1_000
            providerLost = min(1_000, providerLost + UInt16(lost))
        case .supplierOutage: supplierIsOut = true
        case .supplierDry: supplierIsDry = true
        case .clockSkew(let offset): clockSkew = max(clockSkew, max(offset, -offset))
        case .clockStep(let offset): clockStep = clockStep + offset
        case .replicaLag(let delay): replicaLag = replicaLag + delay
        case .outage, .hang, .refusing, .slow, .latency, .errors, .lostMessages, .lostReplies, .duplicatedMessages,
            .reorderedMessages, .backlog, .crash, .gray, .zoneLoss, .coordinatorCrash, .coordinatorPause, .failOver:
            break
        }
    }
}
