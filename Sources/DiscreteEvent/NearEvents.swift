/// The events that may be next: a heap of keys, and the payloads that the keys name.
@frozen
@usableFromInline
struct NearEvents<Event: BitwiseCopyable>: ~Copyable {
    @usableFromInline var heap: KeyHeap
    @usableFromInline var pool: PayloadPool<Event>

    @inlinable
    init(capacity: Int) {
        heap = KeyHeap(capacity: capacity)
        pool = PayloadPool(capacity: capacity)
    }

    @inlinable @inline(__always)
    var isEmpty: Bool { heap.isEmpty }

    /// The key of the next event; ``EventKey/unused`` if there is none.
    @inlinable @inline(__always)
    var first: EventKey { heap.first }

    @inlinable @inline(__always)
    mutating func insert(_ staged: StagingWheel<Event>.Cell) {
        heap.insert(EventKey(time: staged.time, rank: staged.rank, slot: pool.insert(staged.event)))
    }

    /// Takes the next event's payload out; there must be one.
    @inlinable @inline(__always)
    mutating func removeFirst() -> Event {
        let slot = heap.first.slot
        heap.removeFirst()
        return pool.remove(slot)
    }
}
