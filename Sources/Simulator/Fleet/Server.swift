import Primitives

/// One server: worker slots, a bounded queue, a boot and a warm-up.
struct Server: BitwiseCopyable {
    /// The service whose pool it belongs to.
    var pool: UInt8 = 0
    var state: State = .off
    /// Jobs in its slots.
    var busy: UInt8 = 0
    /// Which slots are taken, a bit each.
    var slots: UInt8 = 0
    /// Jobs in its queue, a ring that begins at `head`.
    var waiting: UInt8 = 0
    var head: UInt8 = 0
    /// Raised when the server is started or crashes: what was scheduled for an earlier life is void.
    var incarnation: UInt16 = 0
    /// Its place among the pool's members while it serves.
    var place: UInt16 = 0
    /// Why work takes longer while it does.
    var slowCause: SlowCause = []
    /// How many times longer work takes while it does, in permille.
    var slowness: UInt32 = 1_000
    /// Until when work takes longer: while the server warms up, or is gray.
    var slowUntil: Instant = .distantPast

    /// Jobs on it.
    var load: Int { Int(busy) + Int(waiting) }

    enum State: UInt8, BitwiseCopyable {
        /// Does not exist; its number may be used again.
        case off
        /// Ordered and billed, but not yet serving.
        case booting
        /// Takes jobs.
        case serving
        /// Finishes what it has and takes no more.
        case draining
        /// Crashed, to boot again; billed all the same.
        case crashed
    }
}

// Jobs come and go. Each call changes the few bytes that it is about, in place.
extension Server {
    /// Takes a free slot; nil when all are busy.
    @inline(__always)
    mutating func takeSlot(of count: Int) -> Int? {
        guard Int(busy) < count else { return nil }
        let slot = (~slots).trailingZeroBitCount
        slots |= 1 &<< UInt8(truncatingIfNeeded: slot)
        busy &+= 1
        return slot
    }

    /// Frees a slot that was taken.
    @inline(__always)
    mutating func freeSlot(_ slot: UInt8) {
        slots &= ~(1 &<< slot)
        busy &-= 1
    }

    /// Takes the last place of the queue, a ring of `size` places; nil when as many wait as may.
    @inline(__always)
    mutating func joinQueue(limit: UInt8, size: Int) -> Int? {
        guard waiting < limit else { return nil }
        let place = Int(head) &+ Int(waiting)
        waiting &+= 1
        return place < size ? place : place &- size
    }

    /// Leaves the first place of the queue; nil when nobody waits.
    @inline(__always)
    mutating func leaveQueue(size: Int) -> Int? {
        guard waiting > 0 else { return nil }
        let place = Int(head)
        waiting &-= 1
        head = place &+ 1 == size || waiting == 0 ? 0 : head &+ 1
        return place
    }
}
