/// Emptying the wheel into the heap.
extension StagingWheel {
    /// The first non-empty bucket: its level, number and start; nil if nothing is staged.
    @inlinable @inline(__always)
    var firstBucket: (level: Int, bucket: Int, start: UInt64)? {
        var level = 0
        while summaries[level] == 0 {
            level &+= 1
            if level == Self.levels { return nil }
        }
        let word = level &<< 6 &+ summaries[level].trailingZeroBitCount
        let bucket = word &<< 6 &+ occupied[word].trailingZeroBitCount
        let shift = Self.bucketBits &+ (UInt64(truncatingIfNeeded: level) &* Self.digitBits)
        let digit = UInt64(truncatingIfNeeded: bucket) & Self.digitMask
        let start = ((position &>> shift) & ~Self.digitMask | digit) &<< shift
        return (level, bucket, start)
    }

    /// Moves on until the heap holds the next staged events, if they begin no later than `bound`.
    ///
    /// The position never passes `bound` (biased): what is scheduled after an interrupted run is then
    /// staged as if the run had not been interrupted. Each event moves at most once per level.
    @inlinable @inline(__always)
    mutating func pour(into near: inout NearEvents<Event>, notAfter bound: UInt64) {
        while near.isEmpty {
            guard let (level, bucket, start) = firstBucket, start <= bound else { return }
            position = start
            let cursor = detach(bucket)
            if level == 0 {
                empty(cursor, into: &near)
            } else {
                spread(cursor, into: &near)
            }
        }
    }

    /// Takes a bucket's chain out of the wheel and returns the chain's cursor.
    @inlinable @inline(__always)
    mutating func detach(_ bucket: Int) -> UInt32 {
        let cursor = cursors[bucket]
        cursors[bucket] = 0
        let word = bucket &>> 6
        let rest = occupied[word] & (occupied[word] &- 1)
        occupied[word] = rest
        if rest == 0 { summaries[word &>> 6] &= summaries[word &>> 6] &- 1 }
        return cursor
    }

    /// Pours a chain of level 0, all of it within the current bucket.
    @inlinable @inline(__always)
    mutating func empty(_ start: UInt32, into near: inout NearEvents<Event>) {
        var cursor = start
        while cursor != 0 {
            let chunk = (cursor &- 1) &>> Self.chunkBits
            var cell = Int(truncatingIfNeeded: chunk &<< Self.chunkBits)
            let end = Int(truncatingIfNeeded: cursor)
            repeat {
                near.insert(cells[cell])
                cell &+= 1
            } while cell < end
            cursor = release(chunk)
        }
    }

    /// Spreads a chain of a higher level over the levels below and the heap.
    @inlinable @inline(never)
    mutating func spread(_ start: UInt32, into near: inout NearEvents<Event>) {
        var cursor = start
        while cursor != 0 {
            let chunk = (cursor &- 1) &>> Self.chunkBits
            let first = Int(truncatingIfNeeded: chunk &<< Self.chunkBits)
            for cell in first..<Int(truncatingIfNeeded: cursor) {
                let staged = cells[cell]
                if staged.time <= nearLimit { near.insert(staged) } else { insert(staged) }
            }
            cursor = release(chunk)
        }
    }

    /// Frees a chunk and returns the cursor of the rest of its chain, whose chunks are all full.
    @inlinable @inline(__always)
    mutating func release(_ chunk: UInt32) -> UInt32 {
        let place = Int(truncatingIfNeeded: chunk)
        let rest = links[place] &<< Self.chunkBits
        links[place] = freeChunk
        freeChunk = chunk &+ 1
        return rest
    }

    /// The earliest staged instant, biased; nil if nothing is staged. Linear in the first bucket's events.
    @inlinable
    var firstTime: UInt64? {
        guard let (_, bucket, _) = firstBucket else { return nil }
        var least = EventKey.unused.time
        var cursor = cursors[bucket]
        while cursor != 0 {
            let chunk = (cursor &- 1) &>> Self.chunkBits
            for cell in chunk &<< Self.chunkBits..<cursor { least = Swift.min(least, cells[Int(cell)].time) }
            cursor = links[Int(chunk)] &<< Self.chunkBits
        }
        return least
    }
}
