import Primitives

/// What is asked of a server now and then only; apart from what every job touches.
struct ServerLife: BitwiseCopyable {
    /// When it was ordered.
    var ordered: Instant = .distantPast
    /// When a probe found it ready, or when it crashed.
    var changed: Instant = .distantPast
    /// Its zone, from 0.
    var zone: UInt8 = 0
}
