/// The events of one bucket, in the order in which they came: a chain of chunks.
@frozen
@usableFromInline
struct Bucket<Event: BitwiseCopyable>: BitwiseCopyable {
    /// The oldest chunk; nil if the bucket is empty.
    @usableFromInline var first: Chunk<Event>?
    /// Where the next event goes, and the end of the newest chunk; equal if there is no place.
    @usableFromInline var free: UnsafeMutablePointer<TimedEvent<Event>>?
    @usableFromInline var end: UnsafeMutablePointer<TimedEvent<Event>>?

    @inlinable @inline(__always)
    init() {}

    /// Whether another event needs another chunk.
    @inlinable @inline(__always)
    var isFull: Bool { free == end }

    /// Adds an event; the bucket must not be full.
    @inlinable @inline(__always)
    mutating func append(_ cell: TimedEvent<Event>) {
        let place = free.unsafelyUnwrapped
        place.initialize(to: cell)
        free = place + 1
    }

    /// How many events the newest chunk holds.
    @inlinable @inline(__always)
    func count(in newest: Chunk<Event>) -> Int { free.unsafelyUnwrapped - newest.cells }

    /// Whether a bucket that is not empty holds no more than some events, fewer than fit into a chunk.
    @inlinable @inline(__always)
    func isShort(_ limit: Int) -> Bool {
        let cells = first.unsafelyUnwrapped.cells
        return end.unsafelyUnwrapped == cells + Chunk<Event>.capacity && free.unsafelyUnwrapped <= cells + limit
    }
}
