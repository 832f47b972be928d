/// A hierarchical timing wheel (Varghese and Lauck, 1987) that stages far events before they reach the heap.
///
/// Biased time is cut into digits of 20, 12, 12, 12 and 8 bits. An event is staged at the level of the
/// highest digit in which it differs from ``position``, in the bucket which that digit names: 4,096
/// buckets of 2^20 ns (about 1 ms), 4,096 of 2^32 ns (4.3 s), 4,096 of 2^44 ns (4.9 h), 256 of 2^56 ns.
/// So every 64-bit instant has its place, all of a level comes before all of the next, and within a level
/// the lowest non-empty bucket comes first: two bitmap words find it, however far away it is.
///
/// A bucket is a chain of chunks of events. The cursor of a bucket is the index of the cell after its
/// newest event, 0 when empty; a cursor on a chunk's boundary means that the newest chunk is full. Events
/// wait here together with their payloads, and take a slot of the pool only when they are poured: so
/// memory is streamed, where a list of single events would miss the cache once or twice per event.
@frozen
@usableFromInline
struct StagingWheel<Event: BitwiseCopyable>: ~Copyable {
    /// A far event: its biased instant, its insertion number as it stands in a key, its payload.
    @frozen
    @usableFromInline
    struct Cell: BitwiseCopyable {
        @usableFromInline var time: UInt64
        @usableFromInline var rank: UInt64
        @usableFromInline var event: Event

        @inlinable @inline(__always)
        init(time: UInt64, rank: UInt64, event: Event) {
            self.time = time
            self.rank = rank
            self.event = event
        }
    }

    /// The start of the bucket that the heap now holds, biased. It only grows.
    @usableFromInline var position: UInt64
    @usableFromInline var cursors: UnsafeMutablePointer<UInt32>
    /// One bit per bucket: it is not empty.
    @usableFromInline var occupied: UnsafeMutablePointer<UInt64>
    /// One bit per word of `occupied`, one word per level.
    @usableFromInline var summaries: UnsafeMutablePointer<UInt64>
    @usableFromInline var cells: UnsafeMutablePointer<Cell>
    /// Of each chunk, one more than the number of the next one in its bucket or in the free chain; 0 ends.
    @usableFromInline var links: UnsafeMutablePointer<UInt32>
    /// One more than the first free chunk; 0 if there is none.
    @usableFromInline var freeChunk: UInt32
    @usableFromInline var chunkCapacity: Int

    @inlinable static var bucketBits: UInt64 { 20 }
    @inlinable static var bucketMask: UInt64 { (1 &<< bucketBits) &- 1 }
    @inlinable static var digitBits: UInt64 { 12 }
    @inlinable static var digitMask: UInt64 { (1 &<< digitBits) &- 1 }
    @inlinable static var levels: Int { 4 }
    @inlinable static var bucketCount: Int { 3 * 4_096 + 256 }
    @inlinable static var chunkBits: UInt32 { 3 }
    @inlinable static var chunkSize: UInt32 { 1 &<< chunkBits }

    /// An empty wheel at a biased instant.
    @inlinable
    init(at start: UInt64) {
        position = start & ~Self.bucketMask
        cursors = .allocate(capacity: Self.bucketCount)
        cursors.initialize(repeating: 0, count: Self.bucketCount)
        occupied = .allocate(capacity: Self.bucketCount / 64)
        occupied.initialize(repeating: 0, count: Self.bucketCount / 64)
        summaries = .allocate(capacity: Self.levels)
        summaries.initialize(repeating: 0, count: Self.levels)
        chunkCapacity = 64
        cells = Self.makeCells(chunkCapacity)
        links = .allocate(capacity: chunkCapacity)
        freeChunk = 1
        for chunk in 0..<chunkCapacity { links[chunk] = chunk + 1 < chunkCapacity ? UInt32(chunk + 2) : 0 }
    }

    @inlinable deinit {
        cursors.deallocate()
        occupied.deallocate()
        summaries.deallocate()
        UnsafeMutableRawPointer(cells).deallocate()
        links.deallocate()
    }

    /// The last instant of the bucket that the heap holds, biased: later events are staged here.
    @inlinable @inline(__always)
    var nearLimit: UInt64 { position | Self.bucketMask }

    /// Stages an event later than ``nearLimit``.
    @inlinable @inline(__always)
    mutating func insert(_ staged: Cell) {
        let bucket = bucket(of: staged.time)
        var cursor = cursors[bucket]
        if cursor & (Self.chunkSize &- 1) == 0 { cursor = addChunk(to: bucket) }
        (cells + Int(truncatingIfNeeded: cursor)).initialize(to: staged)
        cursors[bucket] = cursor &+ 1
    }

    /// The bucket that stages a biased instant: level times 4,096, and the digit of that level.
    @inlinable @inline(__always)
    func bucket(of time: UInt64) -> Int {
        let highest = 63 &- UInt64(truncatingIfNeeded: (time ^ position).leadingZeroBitCount)
        // (highest - 20) / 12 for highest in 20...63.
        let level = ((highest &- Self.bucketBits) &* 43) &>> 9
        let digit = (time &>> (Self.bucketBits &+ (level &* Self.digitBits))) & Self.digitMask
        return Int(truncatingIfNeeded: level &<< Self.digitBits | digit)
    }

    /// Starts a chunk at the head of a bucket that is empty or whose newest chunk is full.
    @inlinable @inline(__always)
    mutating func addChunk(to bucket: Int) -> UInt32 {
        if freeChunk == 0 { grow() }
        let chunk = freeChunk &- 1
        freeChunk = links[Int(truncatingIfNeeded: chunk)]
        links[Int(truncatingIfNeeded: chunk)] = cursors[bucket] &>> Self.chunkBits
        let word = bucket &>> 6
        occupied[word] |= 1 &<< UInt64(truncatingIfNeeded: bucket & 63)
        summaries[word &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: word & 63)
        return chunk &<< Self.chunkBits
    }

    @inlinable @inline(never)
    mutating func grow() {
        let doubled = chunkCapacity * 2
        if doubled > Int(UInt32.max &>> Self.chunkBits) { trapTooManyPending(chunkCapacity * Int(Self.chunkSize)) }
        let largerCells = Self.makeCells(doubled)
        largerCells.update(from: cells, count: chunkCapacity * Int(Self.chunkSize))
        UnsafeMutableRawPointer(cells).deallocate()
        cells = largerCells
        let largerLinks = UnsafeMutablePointer<UInt32>.allocate(capacity: doubled)
        largerLinks.update(from: links, count: chunkCapacity)
        links.deallocate()
        links = largerLinks
        freeChunk = UInt32(chunkCapacity + 1)
        for chunk in chunkCapacity..<doubled { links[chunk] = chunk + 1 < doubled ? UInt32(chunk + 2) : 0 }
        chunkCapacity = doubled
    }

    /// Cells for whole chunks, the first on a cache line's boundary.
    @inlinable
    static func makeCells(_ chunks: Int) -> UnsafeMutablePointer<Cell> {
        let count = chunks * Int(chunkSize)
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: count * MemoryLayout<Cell>.stride, alignment: Swift.max(64, MemoryLayout<Cell>.alignment))
        return raw.bindMemory(to: Cell.self, capacity: count)
    }
}
