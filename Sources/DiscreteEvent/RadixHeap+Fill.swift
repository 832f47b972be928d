/// Emptying buckets: the only place where ``RadixHeap/position`` moves.
extension RadixHeap {
    /// The first non-empty bucket: its level, digit and start; nil if nothing is staged.
    @inlinable @inline(__always)
    var firstBucket: (level: Int, digit: Int, start: UInt64)? {
        if levels == 0 { return nil }
        let level = levels.trailingZeroBitCount
        let digit = occupied[level].trailingZeroBitCount
        let shift = UInt64(truncatingIfNeeded: level) &* Self.digitBits
        let start = ((position &>> shift) & ~Self.digitMask | UInt64(truncatingIfNeeded: digit)) &<< shift
        return (level, digit, start)
    }

    /// Moves on until the front holds the next staged events, if they begin no later than `bound`.
    ///
    /// The position never passes `bound` (biased): what is scheduled after an interrupted run is then
    /// filed as if the run had not been interrupted.
    @inlinable @inline(never)
    mutating func fillFront(notAfter bound: UInt64) {
        while let (level, digit, start) = firstBucket, start <= bound {
            position = start
            // If the bucket is spread and the next one begins after the bound, the front stays empty: what is then
            // scheduled before the position must not be staged.
            frontLimit = start
            let bucket = detach(level, digit)
            // At the lowest level all events are of one instant, and appended at no cost.
            if bucket.isShort(Self.sortable) || level == 0 {
                frontLimit = start | ((1 &<< (UInt64(truncatingIfNeeded: level) &* Self.digitBits)) &- 1)
                return drain(bucket) { heap, cell in heap.front.insert(cell) }
            }
            drain(bucket) { heap, cell in heap.stage(cell) }
        }
    }

    /// Takes a bucket's events out of the heap.
    @inlinable @inline(__always)
    mutating func detach(_ level: Int, _ digit: Int) -> Bucket<Event> {
        let place = level &<< Int(Self.digitBits) | digit
        let bucket = buckets[place]
        buckets[place] = Bucket()
        let rest = occupied[level] & (occupied[level] &- 1)
        occupied[level] = rest
        if rest == 0 { levels &= levels &- 1 }
        return bucket
    }

    /// Hands a bucket's events on in order and frees its chunks.
    @inlinable @inline(__always)
    mutating func drain(
        _ bucket: Bucket<Event>, _ take: (_ heap: inout RadixHeap, _ cell: TimedEvent<Event>) -> Void
    ) {
        var chunk = bucket.first
        var next = chunk?.next
        while let current = chunk {
            // Reading the next chunk's link now brings that chunk into the cache meanwhile.
            let afterNext = next?.next
            let count = next == nil ? bucket.count(in: current) : Chunk<Event>.capacity
            let cells = current.cells
            var place = 0
            while place < count {
                take(&self, cells[place])
                place &+= 1
            }
            chunks.release(current)
            chunk = next
            next = afterNext
        }
    }

    /// The earliest pending instant, biased; the heap must not be empty. Linear in the first bucket's events.
    @inlinable
    var firstTime: UInt64 {
        if !front.isEmpty { return front.first.time }
        guard let (level, digit, _) = firstBucket else { fatalError("event calendar: no event is pending") }
        let bucket = buckets[level &<< Int(Self.digitBits) | digit]
        var least = UInt64.max
        var chunk = bucket.first
        while let current = chunk {
            let count = current.next == nil ? bucket.count(in: current) : Chunk<Event>.capacity
            for place in 0..<count { least = Swift.min(least, current.cells[place].time) }
            chunk = current.next
        }
        return least
    }
}
