/// A contiguous table of trivial values that grows at its end and is never copied implicitly.
///
/// Unlike an array it needs no check of unique ownership on mutation, so that a simulation can change
/// a field in place for the price of a bounds check. Growth doubles the storage.
@frozen
public struct Table<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<Element>
    @usableFromInline var capacity: Int
    /// The number of rows.
    @inlinable public var count: Int { rows }
    @usableFromInline var rows: Int

    /// A table of `count` equal rows. O(count).
    @inlinable
    public init(repeating element: Element, count: Int) {
        capacity = Swift.max(count, 8)
        base = .allocate(capacity: capacity)
        base.initialize(repeating: element, count: count)
        rows = count
    }

    /// A table without rows.
    @inlinable
    public init(capacity: Int = 8) {
        self.capacity = Swift.max(capacity, 8)
        base = .allocate(capacity: self.capacity)
        rows = 0
    }

    deinit { base.deallocate() }

    /// Adds a row at the end and returns its index. Amortised O(1).
    @inlinable @discardableResult
    public mutating func append(_ element: Element) -> Int {
        if rows == capacity { grow() }
        (base + rows).initialize(to: element)
        rows += 1
        return rows - 1
    }

    /// Takes the last row off. Traps when there is none. O(1).
    @inlinable
    public mutating func removeLast() -> Element {
        precondition(rows > 0, "the table has no rows")
        rows -= 1
        return base[rows]
    }

    /// Takes all rows off. O(1).
    @inlinable
    public mutating func removeAll() { rows = 0 }

    @usableFromInline @inline(never)
    mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: rows)
        base.deallocate()
        base = larger
        capacity *= 2
    }

    /// The row at `index`, to read or to change in place. Traps outside 0..<count.
    @inlinable
    public subscript(index: Int) -> Element {
        @inline(__always) unsafeAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: rows), "no row at this index")
            return UnsafePointer(base + index)
        }
        @inline(__always) unsafeMutableAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: rows), "no row at this index")
            return base + index
        }
    }
}
