/// A table whose elements keep their place while they live, with O(1) insertion and removal.
///
/// The place freed last is taken first, so that live elements stay dense and warm in the cache. Each
/// place counts its tenants (see ``Slot``). The table grows by doubling and never shrinks. Slots depend
/// only on the order of insertions and removals.
@frozen
public struct SlotMap<Element: BitwiseCopyable>: ~Copyable {
    /// What is kept beside each element.
    @usableFromInline
    @frozen
    struct Header: BitwiseCopyable {
        @usableFromInline var generation: UInt32
        /// The next free place, if this one is free.
        @usableFromInline var nextFree: UInt32
        @inlinable init(generation: UInt32, nextFree: UInt32) {
            self.generation = generation
            self.nextFree = nextFree
        }
    }

    @usableFromInline var elements: UnsafeMutablePointer<Element>
    @usableFromInline var headers: UnsafeMutablePointer<Header>
    @usableFromInline var reserved: Int
    /// Places below this one were taken at least once.
    @usableFromInline var reached: Int
    @usableFromInline var firstFree: UInt32
    @usableFromInline var live: Int

    @inlinable static var none: UInt32 { .max }

    /// An empty map with room for at least `minimumCapacity` elements.
    @inlinable
    public init(minimumCapacity: Int = 16) {
        reserved = Swift.max(minimumCapacity, 1)
        precondition(reserved < Int(UInt32.max), "capacity \(minimumCapacity) of a slot map")
        elements = .allocate(capacity: reserved)
        headers = .allocate(capacity: reserved)
        reached = 0
        firstFree = Self.none
        live = 0
    }

    @inlinable
    deinit {
        elements.deallocate()
        headers.deallocate()
    }

    /// How many elements live.
    @inlinable @inline(__always)
    public var count: Int { live }

    /// Whether none lives.
    @inlinable public var isEmpty: Bool { live == 0 }

    /// How many elements fit before the table grows; indices of slots are below it.
    @inlinable public var capacity: Int { reserved }

    /// Gives the element a place. Amortised O(1).
    @inlinable
    public mutating func insert(_ element: Element) -> Slot {
        let index: UInt32
        if firstFree != Self.none {
            index = firstFree
            firstFree = headers[Int(index)].nextFree
        } else {
            if reached == reserved { grow() }
            index = UInt32(truncatingIfNeeded: reached)
            headers[reached] = Header(generation: 0, nextFree: Self.none)
            reached &+= 1
        }
        elements[Int(index)] = element
        let generation = headers[Int(index)].generation &+ 1
        headers[Int(index)].generation = generation
        live &+= 1
        return Slot(index: index, generation: generation)
    }

    /// Frees the element's place and returns the element; traps if the slot is stale. O(1).
    @inlinable
    @discardableResult
    public mutating func remove(_ slot: Slot) -> Element {
        let place = self.place(slot)
        headers[place] = Header(generation: slot.generation &+ 1, nextFree: firstFree)
        firstFree = slot.index
        live &-= 1
        return elements[place]
    }

    /// Whether the slot's element still lives. O(1).
    @inlinable @inline(__always)
    public func contains(_ slot: Slot) -> Bool {
        Int(slot.index) < reached && slot.generation & 1 == 1
            && headers[Int(slot.index)].generation == slot.generation
    }

    /// The slot's element, changeable in place; traps if the slot is stale. O(1).
    @inlinable
    public subscript(slot: Slot) -> Element {
        @inline(__always) get { elements[place(slot)] }
        @inline(__always) _modify { yield &elements[place(slot)] }
    }

    /// The slot of the element that lives at this place now, or nil if the place is free. O(1).
    @inlinable
    public func slot(at index: UInt32) -> Slot? {
        guard Int(index) < reached, headers[Int(index)].generation & 1 == 1 else { return nil }
        return Slot(index: index, generation: headers[Int(index)].generation)
    }

    @inlinable @inline(__always)
    func place(_ slot: Slot) -> Int {
        precondition(contains(slot), "stale slot \(slot.index), generation \(slot.generation)")
        return Int(slot.index)
    }

    @usableFromInline @inline(never)
    mutating func grow() {
        let larger = 2 * reserved
        precondition(larger < Int(UInt32.max), "a slot map of \(larger) places")
        let moreElements = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        let moreHeaders = UnsafeMutablePointer<Header>.allocate(capacity: larger)
        moreElements.initialize(from: elements, count: reached)
        moreHeaders.initialize(from: headers, count: reached)
        elements.deallocate()
        headers.deallocate()
        elements = moreElements
        headers = moreHeaders
        reserved = larger
    }
}

// The buffers have one owner, so they move between threads with the value.
extension SlotMap: @unchecked Sendable where Element: Sendable {}
