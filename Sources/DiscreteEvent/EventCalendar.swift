import Primitives

/// The pending events of a simulation, in the total order of (time, insertion).
///
/// Events of one instant happen in the order in which they were scheduled. Near events are in a heap; far
/// ones wait in a timing wheel, unordered, until the heap has run out of earlier ones. The key that orders
/// an event is fixed when it is scheduled, so the order doesn't depend on where the event waited.
///
/// Scheduling and taking cost O(log4 n) of the events within a millisecond, and O(1) of the rest.
/// Nothing is allocated per event: storage doubles at a new peak of pending events and is kept. Memory
/// per pending event: itself and 16 bytes while it is far, 4 bytes more while near; besides, 50 KB for the
/// wheel's buckets, and a started chunk of 8 events for each bucket in use.
@frozen
public struct EventCalendar<Event: BitwiseCopyable>: ~Copyable {
    @usableFromInline var clock: UInt64
    /// Events after this biased instant are staged in the wheel.
    @usableFromInline var nearLimit: UInt64
    @usableFromInline var sequence: UInt64
    @usableFromInline var pending: Int
    @usableFromInline var near: NearEvents<Event>
    @usableFromInline var wheel: StagingWheel<Event>

    /// An empty calendar.
    ///
    /// - Parameters:
    ///   - start: the present; nothing can be scheduled before it.
    ///   - capacity: how many near events to reserve storage for without staging; storage grows as needed.
    ///   - staging: whether far events wait in the wheel. Without it the calendar is a heap and no more:
    ///     the same order, slower when many events are pending. For tests and benchmarks.
    @inlinable
    public init(startingAt start: Instant = .origin, capacity: Int = 1_024, staging: Bool = true) {
        clock = start.biased
        sequence = 0
        pending = 0
        near = NearEvents(capacity: staging ? 256 : capacity)
        wheel = StagingWheel(at: start.biased)
        nearLimit = staging ? wheel.nearLimit : .max
    }

    /// The present: the instant of the last event taken, or the end of the last run if that is later.
    @inlinable @inline(__always)
    public var now: Instant { .init(biased: clock) }

    /// How many events are pending.
    @inlinable @inline(__always)
    public var count: Int { pending }

    /// Whether no event is pending.
    @inlinable @inline(__always)
    public var isEmpty: Bool { pending == 0 }

    /// How many events were ever scheduled.
    @inlinable @inline(__always)
    public var scheduled: UInt64 { sequence }

    /// Schedules an event, to happen after all those already scheduled for the same instant.
    ///
    /// Traps when `instant` is before ``now``, when 2^24 events are pending within a millisecond (anywhere,
    /// without staging), and at the 2^40th event.
    @inlinable @inline(__always)
    public mutating func schedule(_ event: Event, at instant: Instant) {
        let time = instant.biased
        if time < clock { trapScheduledInThePast(instant, now: now) }
        if sequence == (1 &<< EventKey.sequenceBits) &- 1 { trapTooManyScheduled(sequence) }
        let staged = StagingWheel<Event>.Cell(
            time: time, rank: sequence &<< EventKey.slotBits, event: event)
        sequence &+= 1
        pending &+= 1
        if time <= nearLimit { near.insert(staged) } else { wheel.insert(staged) }
    }

    /// Schedules an event a span after ``now``. Traps when the span is negative.
    @inlinable @inline(__always)
    public mutating func schedule(_ event: Event, after span: TimeSpan) {
        schedule(event, at: now + span)
    }

    /// The instant of the next event; nil if none is pending.
    ///
    /// O(1) while events of the current millisecond are pending, else linear in the next bucket of the wheel.
    @inlinable
    public var nextInstant: Instant? {
        if !near.isEmpty { return near.first.instant }
        return wheel.firstTime.map { Instant(biased: $0) }
    }

    /// Takes the next event out if it is due by `limit`, and moves ``now`` to its instant.
    ///
    /// - Returns: nil, and ``now`` unmoved, if nothing is due by `limit`.
    @inlinable @inline(__always)
    public mutating func popFirst(notAfter limit: Instant) -> (instant: Instant, event: Event)? {
        if near.isEmpty {
            // Without staging the wheel is empty and this returns, so nearLimit stays at .max.
            if isEmpty { return nil }
            wheel.pour(into: &near, notAfter: limit.biased)
            nearLimit = wheel.nearLimit
            if near.isEmpty { return nil }
        }
        let key = near.first
        if key.time > limit.biased { return nil }
        clock = key.time
        pending &-= 1
        return (key.instant, near.removeFirst())
    }

    /// Moves ``now`` on to an instant by which nothing is due; an earlier instant changes nothing.
    @inlinable @inline(__always)
    mutating func settle(at instant: Instant) { clock = Swift.max(clock, instant.biased) }
}

@usableFromInline @inline(never)
func trapScheduledInThePast(_ instant: Instant, now: Instant) -> Never {
    fatalError(
        "event calendar: an event was scheduled at \(instant.nanoseconds) ns, "
            + "before now, \(now.nanoseconds) ns")
}

@usableFromInline @inline(never)
func trapTooManyScheduled(_ count: UInt64) -> Never {
    fatalError("event calendar: \(count) events have been scheduled, and a run numbers no more")
}

// The storage has one owner, so it moves between threads with the value.
extension EventCalendar: @unchecked Sendable where Event: Sendable {}
