/// Some of the events of one bucket: a link to the chunk after it, then the events.
///
/// 33 cache lines. The odd number spreads the beginnings of chunks, the parts in use most, over all sets of
/// the cache.
@frozen
@usableFromInline
struct Chunk<Event: BitwiseCopyable>: BitwiseCopyable, Equatable {
    @usableFromInline var base: UnsafeMutableRawPointer

    @inlinable @inline(__always)
    init(_ base: UnsafeMutableRawPointer) { self.base = base }

    /// Bytes of a chunk, for events of ordinary size.
    @inlinable static var byteCount: Int {
        Swift.max(33 * 64, headerBytes + 4 * MemoryLayout<TimedEvent<Event>>.stride)
    }
    /// Bytes before the first event.
    @inlinable static var headerBytes: Int { Swift.max(16, MemoryLayout<TimedEvent<Event>>.alignment) }
    /// How many events fit.
    @inlinable static var capacity: Int { (byteCount - headerBytes) / MemoryLayout<TimedEvent<Event>>.stride }

    /// The chunk after this one; nil at the end of a bucket.
    @inlinable @inline(__always)
    var next: Chunk? {
        get { base.load(as: Optional<UnsafeMutableRawPointer>.self).map { Chunk($0) } }
        nonmutating set { base.storeBytes(of: newValue?.base, as: Optional<UnsafeMutableRawPointer>.self) }
    }

    /// Where the events are.
    @inlinable @inline(__always)
    var cells: UnsafeMutablePointer<TimedEvent<Event>> {
        (base + Self.headerBytes).assumingMemoryBound(to: TimedEvent<Event>.self)
    }
}
