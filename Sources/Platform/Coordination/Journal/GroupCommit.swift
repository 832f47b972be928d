import Primitives

/// How long records take to become durable: writes that come while one is under way leave together with the next.
///
/// One write at a time, as a database's log does; a group costs one write however many are in it. With a write time
/// of zero everything is durable at once.
public struct GroupCommit: BitwiseCopyable, Sendable {
    /// How long a write takes.
    public let write: TimeSpan
    /// When the write under way is durable, and when the group after it is; `distantPast` when there is none.
    private var current = Instant.distantPast
    private var following = Instant.distantPast

    /// A log that is idle.
    public init(write: TimeSpan) {
        precondition(write >= .zero, "a write of \(write.nanoseconds) ns")
        self.write = write
    }

    /// Hands a record in; returns when it is durable. `now` never decreases. O(1).
    public mutating func durable(handedInAt now: Instant) -> Instant {
        if now >= current, following > current { current = following }
        if now >= current {
            current = now + write
            following = current
            return current
        }
        following = current + write
        return following
    }
}
