import Primitives
import Workload

/// What the active faults do to one service.
struct Trouble: BitwiseCopyable, Equatable {
    /// Whether anything befalls what arrives, before a server sees it.
    var meetsArrivals = false
    var isOut = false
    /// Out, and nobody is told before it is over.
    var hangs = false
    var refuses = false
    /// Messages wait in front of the service.
    var isBackedUp = false
    // Shares in permille.
    var errors: UInt16 = 0
    var lostReplies: UInt16 = 0
    var lostMessages: UInt16 = 0
    var duplicated: UInt16 = 0
    var reordered: UInt16 = 0
    /// How much longer everything takes on its way, and the messages that are held up.
    var delay = TimeSpan.zero
    var heldUp = TimeSpan.zero

    /// Adds what one more fault does; the shares of faults of one kind add up to at most all, delays add up.
    mutating func add(_ kind: Fault.Kind) {
        switch kind {
        case .outage: isOut = true
        case .hang:
            isOut = true
            hangs = true
        case .refusing: refuses = true
        case .latency(let delay): self.delay = self.delay + delay
        case .errors(let permille): errors = min(1_000, errors + UInt16(permille))
        case .lostReplies(let permille): lostReplies = min(1_000, lostReplies + UInt16(permille))
        case .lostMessages(let permille): lostMessages = min(1_000, lostMessages + UInt16(permille))
        case .duplicatedMessages(let permille): duplicated = min(1_000, duplicated + UInt16(permille))
        case .reorderedMessages(let permille, let delay):
            reordered = min(1_000, reordered + UInt16(permille))
            heldUp = max(heldUp, delay)
        case .backlog: isBackedUp = true
        case .slow, .crash, .zoneLoss, .gray, .coordinatorCrash, .coordinatorPause, .replicaLag, .failOver, .clockSkew,
            .clockStep, .providerBrownOut, .supplierOutage, .supplierDry:
            return
        }
        meetsArrivals =
            isOut || refuses || isBackedUp || lostMessages > 0 || duplicated > 0 || reordered > 0 || delay > .zero
    }
}
