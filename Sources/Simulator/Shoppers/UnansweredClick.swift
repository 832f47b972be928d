import Primitives

/// A click that may come to be waited for too long.
struct UnansweredClick: BitwiseCopyable {
    var at: Instant
    var shopper: UInt32
    var turn: UInt16
}
