/// Pending events in a heap: keys in the order of (time, insertion), and the payloads that the keys name.
///
/// Taking an event leaves a hole at the root, and the next event to be inserted falls into it: a handler
/// that schedules one event costs one way down instead of a way down and a way up.
@frozen
@usableFromInline
struct EventHeap<Event: BitwiseCopyable>: ~Copyable {
    @usableFromInline var keys: KeyHeap
    @usableFromInline var pool: PayloadPool<Event>
    /// The insertion number of the next event.
    @usableFromInline var sequence: UInt64

    @inlinable
    init(capacity: Int) {
        keys = KeyHeap(capacity: capacity)
        pool = PayloadPool(capacity: capacity)
        sequence = 0
    }

    /// The earliest biased instant; the heap must not be empty.
    @inlinable
    var firstTime: UInt64 { keys.least.time }

    /// Inserts an event after all those of the same instant.
    @inlinable @inline(__always)
    mutating func insert(_ event: Event, at time: UInt64) {
        if sequence == 1 &<< EventKey.sequenceBits { trapTooManyScheduled(sequence) }
        keys.insert(EventKey(time: time, sequence: sequence, slot: pool.insert(event)))
        sequence &+= 1
    }

    /// Takes the next event out if it is due by a biased instant; nil if none is.
    @inlinable @inline(__always)
    mutating func popFirst(notAfter limit: UInt64) -> (time: UInt64, event: Event)? {
        keys.closeHole()
        let key = keys.first
        if key.time > limit || keys.isEmpty { return nil }
        keys.openHole()
        return (key.time, pool.remove(key.slot))
    }
}

@usableFromInline @inline(never)
func trapTooManyScheduled(_ count: UInt64) -> Never {
    fatalError("event calendar: \(count) events have been scheduled, and a heap numbers no more")
}
