/// A table that only grows, in pages of 4,096 elements.
///
/// Growth never copies an element and never holds two copies of the table: memory is the pages that
/// were reached, plus 8 bytes per page. Tables indexed by order number whose old elements rest fold instead:
/// ``FoldingArray``.
@frozen
public struct PagedArray<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline typealias Page = UnsafeMutablePointer<Element>

    @usableFromInline var pages: UnsafeMutablePointer<Page>
    /// How many pages the directory has room for, and how many exist.
    @usableFromInline var room: Int
    @usableFromInline var pageCount: Int
    @usableFromInline var used: Int

    /// Elements in a page.
    @inlinable public static var pageSize: Int { 4_096 }
    @inlinable static var pageShift: Int { 12 }

    /// An empty table; the first page comes with the first element.
    @inlinable
    public init() {
        room = 16
        pages = .allocate(capacity: room)
        pageCount = 0
        used = 0
    }

    @inlinable
    deinit {
        for page in 0..<pageCount { pages[page].deallocate() }
        pages.deallocate()
    }

    /// How many elements there are.
    @inlinable @inline(__always)
    public var count: Int { used }

    /// Whether there is none.
    @inlinable public var isEmpty: Bool { used == 0 }

    /// Appends an element and returns its index. O(1), but for a new page every 4,096 elements.
    @inlinable @inline(__always)
    @discardableResult
    public mutating func append(_ element: Element) -> Int {
        let index = used
        if index &>> Self.pageShift == pageCount { addPage() }
        pages[index &>> Self.pageShift][index & (Self.pageSize &- 1)] = element
        used = index &+ 1
        return index
    }

    /// Appends copies of `element` until there are `count`; does nothing if there are as many already.
    @inlinable
    public mutating func grow(to count: Int, filledWith element: Element) {
        while used < count {
            if used &>> Self.pageShift == pageCount { addPage() }
            let place = used & (Self.pageSize &- 1)
            let more = Swift.min(count &- used, Self.pageSize &- place)
            (pages[used &>> Self.pageShift] + place).initialize(repeating: element, count: more)
            used &+= more
        }
    }

    /// The element at `index`, changeable in place; traps unless 0 <= index < count. O(1).
    @inlinable
    public subscript(index: Int) -> Element {
        @inline(__always) get { address(index).pointee }
        @inline(__always) _modify { yield &address(index).pointee }
    }

    @inlinable @inline(__always)
    func address(_ index: Int) -> Page {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: used), "index \(index) of \(used) in a paged array")
        return pages[index &>> Self.pageShift] + (index & (Self.pageSize &- 1))
    }

    @inlinable @inline(never)
    mutating func addPage() {
        if pageCount == room {
            let larger = UnsafeMutablePointer<Page>.allocate(capacity: 2 * room)
            larger.initialize(from: pages, count: pageCount)
            pages.deallocate()
            pages = larger
            room *= 2
        }
        (pages + pageCount).initialize(to: .allocate(capacity: Self.pageSize))
        pageCount += 1
    }
}

// The pages have one owner, so they move between threads with the value.
extension PagedArray: @unchecked Sendable where Element: Sendable {}
