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
    /// Until when work takes longer.
    var warmUntil: Instant = .distantPast

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
