import Primitives

/// A 4-ary min-heap of event keys whose sift-down has no unpredictable choice among siblings.
///
/// The root is at index 3 and the children of `i` at `4i - 8 ..< 4i - 4`, so that four siblings fill one
/// 64-byte cache line. Unused cells hold ``EventKey/unused``, so that a group of siblings is always whole
/// and the smallest of four is found by a tournament of mask arithmetic (LaMarca and Ladner, 1996, for
/// the layout). Adding and removing take O(log4 n) steps; storage doubles as needed and is never given back.
@frozen
@usableFromInline
struct KeyHeap: ~Copyable {
    @usableFromInline var cells: UnsafeMutablePointer<EventKey>
    /// One past the last cell in use.
    @usableFromInline var end: Int
    /// How many cells there are, a multiple of 4.
    @usableFromInline var capacity: Int
    /// Whether the key at the root was taken, and its cell waits for another.
    @usableFromInline var hasHole: Bool

    /// The index of the root.
    @inlinable static var root: Int { 3 }

    @inlinable
    init(capacity wanted: Int) {
        capacity = (Swift.max(wanted, 5) + Self.root + 3) & ~3
        cells = Self.makeCells(capacity)
        end = Self.root
        hasHole = false
    }

    @inlinable deinit { UnsafeMutableRawPointer(cells).deallocate() }

    /// Whether there is no key; a hole must have been closed.
    @inlinable @inline(__always)
    var isEmpty: Bool { end == Self.root }

    /// The key at the root: the smallest, unless there is a hole; ``EventKey/unused`` if the heap is empty.
    @inlinable @inline(__always)
    var first: EventKey { cells[Self.root] }

    /// The smallest key, hole or not; ``EventKey/unused`` if there is none.
    @inlinable
    var least: EventKey {
        guard hasHole else { return first }
        return (1...4).map { cells[Self.root + $0] }.min { $0.bits < $1.bits }!
    }

    /// Takes the smallest key out of the root, which stays a hole until a key is inserted.
    @inlinable @inline(__always)
    mutating func openHole() { hasHole = true }

    /// Fills a hole at the root with the last key; does nothing if there is none.
    @inlinable @inline(__always)
    mutating func closeHole() {
        if !hasHole { return }
        hasHole = false
        let last = end &- 1
        let moved = cells[last]
        cells[last] = .unused
        end = last
        if last > Self.root { siftDown(moved) }
    }

    /// Adds a key.
    @inlinable @inline(__always)
    mutating func insert(_ key: EventKey) {
        if hasHole {
            hasHole = false
            return siftDown(key)
        }
        if end == capacity { grow() }
        let cells = cells
        var hole = end
        end = hole &+ 1
        while hole > Self.root {
            let parent = hole &>> 2 &+ 2
            let above = cells[parent]
            if above.bits < key.bits { break }
            cells[hole] = above
            hole = parent
        }
        cells[hole] = key
    }

    /// Puts a key in the place of the root's.
    @inlinable @inline(__always)
    mutating func siftDown(_ key: EventKey) {
        let cells = cells, end = end
        var hole = Self.root
        var child = Self.root &+ 1
        while child < end {
            let left = child &+ Self.step(cells[child &+ 1].bits < cells[child].bits)
            let right = child &+ 2 &+ Self.step(cells[child &+ 3].bits < cells[child &+ 2].bits)
            let least = left &+ ((right &- left) & (0 &- Self.step(cells[right].bits < cells[left].bits)))
            let smallest = cells[least]
            if key.bits < smallest.bits { break }
            cells[hole] = smallest
            hole = least
            child = least &<< 2 &- 8
        }
        cells[hole] = key
    }

    /// 1 if the condition holds, else 0, without a branch.
    @inlinable @inline(__always)
    static func step(_ condition: Bool) -> Int { Int(truncatingIfNeeded: BranchFree.bit(condition)) }

    @inlinable @inline(never)
    mutating func grow() {
        let larger = Self.makeCells(capacity * 2)
        larger.update(from: cells, count: capacity)
        UnsafeMutableRawPointer(cells).deallocate()
        cells = larger
        capacity *= 2
    }

    /// Cells aligned to a cache line, all unused.
    @inlinable
    static func makeCells(_ count: Int) -> UnsafeMutablePointer<EventKey> {
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: count * MemoryLayout<EventKey>.stride, alignment: 64)
        return raw.initializeMemory(as: EventKey.self, repeating: .unused, count: count)
    }
}
