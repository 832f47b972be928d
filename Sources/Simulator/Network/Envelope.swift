import Platform
import Primitives
import Workload

/// A message on its way between services, or in a queue, until it is handled.
struct Envelope: BitwiseCopyable {
    var body: Letter
    /// Random bits of this message: its work, its server, and whether a fault meets it.
    var chance: UInt64
    /// The coordinator's fencing token; 0 for all other senders, and where coordinators have no leases.
    var token: UInt32
    /// The next free envelope, while this one is free; while it is in use, `untouched`, or `disturbed` once a fault of
    /// the network has had its chance.
    var link: UInt32

    static var untouched: UInt32 { .max }
    static var disturbed: UInt32 { 0 }
}
