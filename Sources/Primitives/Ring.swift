/// A first-in, first-out queue in one growable circular buffer.
///
/// Capacity is a power of two and only grows (doubling), so a queue in steady state never allocates.
/// The buffer is owned by this one value, which can't be copied: no reference counting and no
/// uniqueness check on any path.
@frozen
public struct Ring<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<Element>
    /// Capacity less one: position & mask is the place in the buffer.
    @usableFromInline var mask: Int
    /// The positions of the first element and past the last one; they only ever increase.
    @usableFromInline var head: Int
    @usableFromInline var tail: Int

    /// An empty queue with room for at least `minimumCapacity` elements.
    @inlinable
    public init(minimumCapacity: Int = 8) {
        precondition(minimumCapacity >= 0, "capacity \(minimumCapacity) of a ring")
        var capacity = 1
        while capacity < minimumCapacity { capacity *= 2 }
        base = .allocate(capacity: capacity)
        mask = capacity - 1
        head = 0
        tail = 0
    }

    @inlinable deinit { base.deallocate() }

    /// How many elements wait.
    @inlinable @inline(__always)
    public var count: Int { tail &- head }

    /// Whether none waits.
    @inlinable @inline(__always)
    public var isEmpty: Bool { tail == head }

    /// How many elements fit before the buffer grows.
    @inlinable public var capacity: Int { mask + 1 }

    /// The element that waits longest.
    @inlinable @inline(__always)
    public var first: Element? { isEmpty ? nil : base[head & mask] }

    /// Puts an element last. Amortised O(1).
    @inlinable @inline(__always)
    public mutating func append(_ element: Element) {
        if tail &- head > mask { grow() }
        base[tail & mask] = element
        tail &+= 1
    }

    /// Takes the element that waits longest, or nil if none waits. O(1).
    @inlinable @inline(__always)
    public mutating func popFirst() -> Element? {
        guard head != tail else { return nil }
        let element = base[head & mask]
        head &+= 1
        return element
    }

    /// The element `offset` places behind the first; traps unless 0 <= offset < count.
    @inlinable
    public subscript(offset: Int) -> Element {
        @inline(__always) get { base[place(offset)] }
        @inline(__always) _modify { yield &base[place(offset)] }
    }

    /// Drops every element and keeps the buffer.
    @inlinable
    public mutating func removeAll() { head = tail }

    @inlinable @inline(__always)
    func place(_ offset: Int) -> Int {
        precondition(UInt(bitPattern: offset) < UInt(bitPattern: count), "offset \(offset) of \(count) in a ring")
        return (head &+ offset) & mask
    }

    @usableFromInline @inline(never)
    mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity)
        let start = head & mask
        larger.initialize(from: base + start, count: capacity - start)
        (larger + (capacity - start)).initialize(from: base, count: start)
        base.deallocate()
        base = larger
        tail = count
        head = 0
        mask = 2 * mask + 1
    }
}

// The buffer has one owner, so it moves between threads with the value.
extension Ring: @unchecked Sendable where Element: Sendable {}
