import Primitives

/// How long jobs may queue at a server.
public struct QueueTimeoutConfiguration: Equatable, Sendable {
    /// The longest wait in a queue that has stood for longer than ``interval``: M, about 5 ms at Facebook.
    public var timeout: TimeSpan = .milliseconds(5)
    /// How long a queue may stand before it counts as one that does not drain, and the longest wait in one that has
    /// not stood so long: N, about 100 ms at Facebook.
    public var interval: TimeSpan = .milliseconds(100)
    /// Whether a queue that stands is served newest first.
    public var isAdaptive = true

    public init() {}
}

/// Controlled delay with adaptive LIFO, for the queue of one server (Maurer, "Fail at Scale", ACM Queue 13(8), 2015).
///
/// A job that comes may wait for M if the queue has not been empty within the last N, else for N: bursts are let
/// through, and a queue that stands is kept so short that no job in it is old. While it stands the newest job is
/// served first, since the first come are those who have nearly given up. Both numbers are the paper's. O(1).
@frozen
public struct QueueTimeout: Sendable, BitwiseCopyable {
    @usableFromInline let timeout: TimeSpan
    @usableFromInline let interval: TimeSpan
    @usableFromInline let isAdaptive: Bool
    /// When the queue was last known to be empty.
    @usableFromInline var lastEmpty: Instant = .distantPast

    /// The rule for an empty queue. Traps when M is longer than N.
    public init(_ configuration: QueueTimeoutConfiguration) {
        precondition(
            configuration.timeout >= .zero && configuration.timeout <= configuration.interval,
            "no such queue time-out: \(configuration)")
        timeout = configuration.timeout
        interval = configuration.interval
        isAdaptive = configuration.isAdaptive
    }

    /// How long a job may wait that comes to the queue now.
    @inlinable
    public mutating func joins(emptyQueue: Bool, at now: Instant) -> TimeSpan {
        if emptyQueue { lastEmpty = now }
        return stands(at: now) ? timeout : interval
    }

    /// Whether the newest of those who wait is next.
    @inlinable
    public func servesNewestFirst(at now: Instant) -> Bool { isAdaptive && stands(at: now) }

    /// Whether the queue has not been empty within the last N; asked while somebody waits.
    @inlinable
    func stands(at now: Instant) -> Bool { lastEmpty < now - interval }
}
