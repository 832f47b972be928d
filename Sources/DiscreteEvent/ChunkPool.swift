/// The chunks of all buckets. Freed ones are used again, last in, first out; storage doubles and is kept.
@frozen
@usableFromInline
struct ChunkPool<Event: BitwiseCopyable>: ~Copyable {
    @usableFromInline var free: Chunk<Event>?
    /// The block that the latest chunks were cut from; its first bytes point to the block before it.
    @usableFromInline var newestBlock: UnsafeMutableRawPointer?
    @usableFromInline var count: Int

    @inlinable
    init() {
        free = nil
        newestBlock = nil
        count = 0
    }

    @inlinable
    deinit {
        var newest = newestBlock
        while let block = newest {
            newest = block.load(as: Optional<UnsafeMutableRawPointer>.self)
            block.deallocate()
        }
    }

    /// Gives a full bucket another chunk.
    @inlinable @inline(__always)
    mutating func extend(_ bucket: inout Bucket<Event>) {
        if free == nil { grow() }
        let chunk = free.unsafelyUnwrapped
        free = chunk.next
        chunk.next = nil
        if bucket.first == nil {
            bucket.first = chunk
        } else {
            let newest = bucket.end.unsafelyUnwrapped - Chunk<Event>.capacity
            Chunk<Event>(UnsafeMutableRawPointer(newest) - Chunk<Event>.headerBytes).next = chunk
        }
        bucket.free = chunk.cells
        bucket.end = chunk.cells + Chunk<Event>.capacity
    }

    /// Takes a chunk back.
    @inlinable @inline(__always)
    mutating func release(_ chunk: Chunk<Event>) {
        chunk.next = free
        free = chunk
    }

    /// As many chunks again as there are, 64 at first.
    @inlinable @inline(never)
    mutating func grow() {
        let more = Swift.max(64, count)
        let block = UnsafeMutableRawPointer.allocate(byteCount: 64 + more * Chunk<Event>.byteCount, alignment: 64)
        block.storeBytes(of: newestBlock, as: Optional<UnsafeMutableRawPointer>.self)
        newestBlock = block
        count += more
        var number = more
        while number > 0 {
            number -= 1
            release(Chunk(block + 64 + number * Chunk<Event>.byteCount))
        }
    }
}
