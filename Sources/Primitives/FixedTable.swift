/// A table of a fixed number of values that can't be copied: histograms, machines, sampling tables.
public struct FixedTable<Element: ~Copyable>: ~Copyable {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    /// The number of elements.
    public let count: Int

    /// A table whose elements are made one by one, in order.
    @inlinable
    public init(count: Int, _ make: (Int) -> Element) {
        self.count = count
        base = .allocate(capacity: Swift.max(count, 1))
        for index in 0..<count { (base + index).initialize(to: make(index)) }
    }

    @inlinable
    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    /// The element at `index`, to read or to change in place. Traps outside 0..<count.
    @inlinable
    public subscript(index: Int) -> Element {
        @inline(__always) unsafeAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "no element at this index")
            return UnsafePointer(base + index)
        }
        @inline(__always) unsafeMutableAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "no element at this index")
            return base + index
        }
    }
}
