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

    /// The index of the root.
    @inlinable static var root: Int { 3 }

    @inlinable
    init(capacity wanted: Int) {
        capacity = (Swift.max(wanted, 1) + Self.root + 3) & ~3
        cells = Self.makeCells(capacity)
        end = Self.root
    }

    @inlinable deinit { UnsafeMutableRawPointer(cells).deallocate() }

    @inlinable @inline(__always)
    var isEmpty: Bool { end == Self.root }

    @inlinable @inline(__always)
    var count: Int { end &- Self.root }

    /// The smallest key; ``EventKey/unused`` if the heap is empty.
    @inlinable @inline(__always)
    var first: EventKey { cells[Self.root] }

    /// Adds a key.
    @inlinable @inline(__always)
    mutating func insert(_ key: EventKey) {
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

    /// Removes the smallest key; the heap must not be empty.
    @inlinable @inline(__always)
    mutating func removeFirst() {
        let cells = cells
        let last = end &- 1
        let moved = cells[last]
        cells[last] = .unused
        end = last
        var hole = Self.root
        var child = Self.root &+ 1
        while child < last {
            let left = child &+ Self.step(cells[child &+ 1].bits < cells[child].bits)
            let right = child &+ 2 &+ Self.step(cells[child &+ 3].bits < cells[child &+ 2].bits)
            let least = left &+ ((right &- left) & (0 &- Self.step(cells[right].bits < cells[left].bits)))
            let key = cells[least]
            if moved.bits < key.bits { break }
            cells[hole] = key
            hole = least
            child = least &<< 2 &- 8
        }
        if hole < last { cells[hole] = moved }
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
