import Primitives

/// Pending events in buckets by the highest digit in which they differ from the present, with a sorted front.
///
/// A radix heap (Ahuja, Mehlhorn, Orlin and Tarjan, "Faster algorithms for the shortest path problem", Journal
/// of the ACM 37, 1990) of base 64, whose last step is the sorted bottom of a ladder queue (Tang, Goh and
/// Thng, ACM TOMACS 15, 2005). Biased time is cut into eleven digits of 6 bits. An event is staged at the
/// level of the highest digit in which it differs from ``position``, in the bucket that this digit names. So
/// all of a level comes before all of the next, and within a level the lowest non-empty bucket comes first: two
/// bitmap words find it. When the front has run out, that bucket is next: a small one is sorted into the
/// front, a large one is spread over the levels below.
///
/// Events of one instant always share a bucket, and buckets keep the order of insertion through every move:
/// no insertion number is needed. Each event moves at most once per level and, as small buckets leave out
/// the levels below them, two to four times in all: inserting and taking are O(1) amortised. Memory is
/// streamed, chunk by chunk, where a heap of the same size would miss the cache at every step.
@frozen
@usableFromInline
struct RadixHeap<Event: BitwiseCopyable>: ~Copyable {
    @usableFromInline var front: SortedFront<Event>
    /// The last biased instant that belongs into the front: later events are staged. Never before ``position``.
    @usableFromInline var frontLimit: UInt64
    /// The start of the bucket that the front was filled from, biased. No staged event is earlier.
    @usableFromInline var position: UInt64
    @usableFromInline var buckets: UnsafeMutablePointer<Bucket<Event>>
    /// One bit per bucket, one word per level: it is not empty.
    @usableFromInline var occupied: UnsafeMutablePointer<UInt64>
    /// One bit per level: it has a bucket that is not empty.
    @usableFromInline var levels: UInt64
    @usableFromInline var chunks: ChunkPool<Event>

    @inlinable static var digitBits: UInt64 { 6 }
    @inlinable static var digitMask: UInt64 { 63 }
    @inlinable static var levelCount: Int { 11 }
    @inlinable static var bucketCount: Int { levelCount * 64 }

    /// A bucket with at most so many events is sorted, not spread. 16 to 32 are equally fast.
    @inlinable static var sortable: Int { 32 }
    /// The front gives its later half back to the buckets when it grows beyond this.
    @inlinable static var frontBound: Int { 64 }

    /// An empty radix heap at a biased instant.
    @inlinable
    init(at start: UInt64) {
        front = SortedFront(capacity: 4 * Self.frontBound)
        frontLimit = start
        position = start
        buckets = .allocate(capacity: Self.bucketCount)
        buckets.initialize(repeating: Bucket(), count: Self.bucketCount)
        occupied = .allocate(capacity: Self.levelCount)
        occupied.initialize(repeating: 0, count: Self.levelCount)
        levels = 0
        chunks = ChunkPool()
    }

    @inlinable deinit {
        buckets.deallocate()
        occupied.deallocate()
    }

    /// Inserts an event after all those of the same instant.
    @inlinable @inline(__always)
    mutating func insert(_ event: Event, at time: UInt64) {
        let cell = TimedEvent(time: time, event: event)
        if time > frontLimit { return stage(cell) }
        front.insert(cell)
        if front.count > Self.frontBound { shortenFront() }
    }

    /// Takes the next event out if it is due by a biased instant; nil if none is.
    @inlinable @inline(__always)
    mutating func popFirst(notAfter limit: UInt64) -> (time: UInt64, event: Event)? {
        if front.isEmpty {
            fillFront(notAfter: limit)
            if front.isEmpty { return nil }
        }
        let cell = front.first
        if cell.time > limit { return nil }
        front.removeFirst()
        return (cell.time, cell.event)
    }

    /// Puts an event later than ``frontLimit`` into its bucket.
    @inlinable @inline(__always)
    mutating func stage(_ cell: TimedEvent<Event>) {
        let highest = 63 &- UInt64(truncatingIfNeeded: ((cell.time ^ position) | 1).leadingZeroBitCount)
        // highest / 6 for highest in 0...63.
        let level = (highest &* 43) &>> 8
        let digit = (cell.time &>> (level &* Self.digitBits)) & Self.digitMask
        let bucket = buckets + Int(truncatingIfNeeded: level &<< Self.digitBits | digit)
        if bucket.pointee.isFull {
            chunks.extend(&bucket.pointee)
            occupied[Int(truncatingIfNeeded: level)] |= 1 &<< digit
            levels |= 1 &<< level
        }
        bucket.pointee.append(cell)
    }

    /// Gives the later half of the front back to the buckets, so that inserting there stays cheap.
    ///
    /// Nothing earlier than ``position`` may go back, and events of one instant stay together.
    @inlinable @inline(never)
    mutating func shortenFront() {
        let median = Swift.max(front.middle.time, position)
        if front.last.time <= median { return }
        frontLimit = median
        let kept = front.count(notAfter: median)
        for place in kept..<front.count { stage(front[place]) }
        front.keepFirst(kept)
    }
}
