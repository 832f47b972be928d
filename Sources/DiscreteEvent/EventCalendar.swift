import Primitives

/// The pending events of a simulation, in the total order of (time, insertion).
///
/// Events of one instant happen in the order in which they were scheduled. They wait in a radix heap, which costs
/// the same however many they are, or, for comparison, in a 4-ary heap: the kind changes no order.
///
/// Scheduling and taking cost O(1) amortised, O(log4 n) in the 4-ary heap. Nothing is allocated per event:
/// storage doubles at a new peak of pending events and is kept. Memory per pending event: itself and 8 bytes, or up
/// to twice that after a doubling, plus 17 KB for the buckets and a started chunk of 2 KB for each bucket in use, of
/// which the first 64 come together; in the 4-ary heap itself and 20 bytes.
@frozen
public struct EventCalendar<Event: BitwiseCopyable>: ~Copyable {
    @usableFromInline var clock: UInt64
    @usableFromInline var insertions: UInt64
    @usableFromInline var pending: Int
    /// Whether events wait in the radix heap; else in the 4-ary heap.
    @usableFromInline let isRadix: Bool
    @usableFromInline var heap: EventHeap<Event>
    @usableFromInline var radix: RadixHeap<Event>

    /// An empty calendar.
    ///
    /// - Parameters:
    ///   - start: the present; nothing can be scheduled before it.
    ///   - kind: where events wait. The order is the same in each; only speed differs.
    @inlinable
    public init(startingAt start: Instant = .origin, kind: CalendarKind = .radix) {
        clock = start.biased
        insertions = 0
        pending = 0
        isRadix = kind == .radix
        heap = EventHeap(capacity: isRadix ? 1 : 256)
        radix = RadixHeap(at: start.biased)
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
    public var scheduled: UInt64 { insertions }

    /// Schedules an event, to happen after all those already scheduled for the same instant.
    ///
    /// Traps when `instant` is before ``now``. A calendar of kind ``CalendarKind/heap`` traps, too, when 2^24
    /// events are pending, and at the 2^40th event.
    @inlinable @inline(__always)
    public mutating func schedule(_ event: Event, at instant: Instant) {
        let time = instant.biased
        if time < clock { trapScheduledInThePast(instant, now: now) }
        insertions &+= 1
        pending &+= 1
        if isRadix { radix.insert(event, at: time) } else { heap.insert(event, at: time) }
    }

    /// Schedules an event a span after ``now``. Traps when the span is negative.
    @inlinable @inline(__always)
    public mutating func schedule(_ event: Event, after span: TimeSpan) {
        schedule(event, at: now + span)
    }

    /// The instant of the next event; nil if none is pending.
    ///
    /// O(1), or linear in the next bucket of the radix heap.
    @inlinable
    public var nextInstant: Instant? {
        if isEmpty { return nil }
        return Instant(biased: isRadix ? radix.firstTime : heap.firstTime)
    }

    /// Takes the next event out if it is due by `limit`, and moves ``now`` to its instant.
    ///
    /// - Returns: nil, and ``now`` unmoved, if nothing is due by `limit`.
    @inlinable @inline(__always)
    public mutating func popFirst(notAfter limit: Instant) -> (instant: Instant, event: Event)? {
        let taken = isRadix ? radix.popFirst(notAfter: limit.biased) : heap.popFirst(notAfter: limit.biased)
        guard let (time, event) = taken else { return nil }
        clock = time
        pending &-= 1
        return (Instant(biased: time), event)
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

// The storage has one owner, so it moves between threads with the value.
extension EventCalendar: @unchecked Sendable where Event: Sendable {}
