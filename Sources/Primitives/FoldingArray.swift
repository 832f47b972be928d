/// A table that only grows, in pages, and folds pages that have not been written to for a while.
///
/// It is used as a ``PagedArray`` and behaves as one, whatever is asked and however late. Made for tables
/// indexed by order number, of which a few thousand are at work and millions are over: a folded page keeps
/// only the bits in which its records differ (see ``FoldedPage``), so that high bits of small numbers,
/// fields that are cleared at an order's end, and times that lie close together cost nothing.
///
/// Reading from a folded page takes a few dozen nanoseconds and leaves it folded. Writing opens it again:
/// some ten microseconds, and it is folded again when it has been left alone. Whenever a page is begun or
/// opened again, pages that saw no write while as many others were as the table has ``patience`` are folded.
/// Where pages are opened again soon after they were folded, and that much more often than new ones are begun, the
/// patience was too short for how fast elements come, and is doubled. All this depends on the calls alone and shows in
/// nothing but the memory taken.
///
/// Records are whole multiples of 4 bytes. Gaps between their fields are folded as they lie.
@frozen
public struct FoldingArray<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline
    @frozen
    struct Page: BitwiseCopyable {
        /// The records; nil while folded.
        @usableFromInline var records: UnsafeMutablePointer<Element>?
        /// How many pages were begun or opened since this one was written to; while folded, how many there were then.
        @usableFromInline var quiet: Int

        @inlinable
        init(records: UnsafeMutablePointer<Element>?, quiet: Int = 0) {
            self.records = records
            self.quiet = quiet
        }
    }

    @usableFromInline var pages: UnsafeMutablePointer<Page>
    /// How many pages the directory has room for.
    @usableFromInline var room: Int
    @usableFromInline var used: Int
    /// By page, the block that holds its records while it is folded.
    @usableFromInline var blocks: Table<UnsafeMutableRawPointer?>
    /// The numbers of the pages that are not folded.
    @usableFromInline var open: Table<UInt32>
    /// Storage of folded pages, for the next to be begun or opened; a few, so that peaks are given back.
    @usableFromInline var spare: Table<UnsafeMutablePointer<Element>>
    /// How many other pages are begun or opened before a page that is left alone is folded.
    public let patience: Int
    /// The patience of now: doubled when it proved too short.
    @usableFromInline var quietLimit: Int
    /// Pages begun, and opened soon after they were folded, since the patience was last judged.
    @usableFromInline var begun = 0
    @usableFromInline var reopened = 0

    /// Elements in a page.
    @inlinable public static var pageSize: Int { 1_024 }
    @inlinable static var pageShift: Int { 10 }
    /// The patience of tables that are written to for a short while after an element came.
    @inlinable public static var patience: Int { 8 }

    /// An empty table; the first page comes with the first element. Traps unless elements are multiples of
    /// 4 bytes.
    ///
    /// - Parameter patience: how many other pages are begun or opened before a page that is left alone is folded;
    ///   more where elements are still written to when thousands of others have come.
    @inlinable
    public init(patience: Int = Self.patience) {
        precondition(patience > 0, "a patience of \(patience) pages")
        self.patience = patience
        quietLimit = patience
        precondition(
            MemoryLayout<Element>.stride % 4 == 0 && MemoryLayout<Element>.alignment >= 4,
            "records of \(MemoryLayout<Element>.stride) bytes do not fold")
        room = 16
        pages = .allocate(capacity: room)
        used = 0
        blocks = Table()
        open = Table()
        spare = Table()
    }

    @inlinable
    deinit {
        for number in 0..<blocks.count {
            pages[number].records?.deallocate()
            blocks[number]?.deallocate()
        }
        for number in 0..<spare.count { spare[number].deallocate() }
        pages.deallocate()
    }

    /// How many elements there are.
    @inlinable @inline(__always)
    public var count: Int { used }

    /// Whether there is none.
    @inlinable public var isEmpty: Bool { used == 0 }

    /// How many pages are folded just now.
    @inlinable public var foldedPages: Int { blocks.count - open.count }

    /// Appends an element and returns its index. O(1), but for a new page every 1,024 elements.
    @inlinable @inline(__always)
    @discardableResult
    public mutating func append(_ element: Element) -> Int {
        let index = used
        if index &>> Self.pageShift == blocks.count { beginPage() }
        used = index &+ 1
        place(index).pointee = element
        return index
    }

    /// Appends copies of `element` until there are `count`; does nothing if there are as many already.
    @inlinable
    public mutating func grow(to count: Int, filledWith element: Element) {
        while used < count { append(element) }
    }

    /// The element at `index`, changeable in place; traps unless 0 <= index < count. O(1) while its page is
    /// open; else as said above.
    @inlinable
    public subscript(index: Int) -> Element {
        @inline(__always) get {
            check(index)
            if let records = pages[index &>> Self.pageShift].records { return records[index & (Self.pageSize &- 1)] }
            return folded(index)
        }
        @inline(__always) _modify { yield &place(index).pointee }
    }

    /// Opens the page of the element at `index`: for those who go through all elements and read each more than once or
    /// twice. Traps unless 0 <= index < count.
    @inlinable @inline(__always)
    public mutating func open(_ index: Int) { _ = place(index) }

    /// Where an element that is about to be written lies; its page is open from now on.
    @inlinable @inline(__always)
    mutating func place(_ index: Int) -> UnsafeMutablePointer<Element> {
        check(index)
        let page = pages + (index &>> Self.pageShift)
        guard let records = page.pointee.records else {
            return reopen(index &>> Self.pageShift) + (index & (Self.pageSize &- 1))
        }
        page.pointee.quiet = 0
        return records + (index & (Self.pageSize &- 1))
    }

    @inlinable @inline(__always)
    func check(_ index: Int) {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: used), "index \(index) of \(used) in a folding array")
    }
}

// Beginning, folding and opening pages: what happens once in a thousand elements.
extension FoldingArray {
    @inlinable @inline(never)
    mutating func beginPage() {
        begun += 1
        if begun == 64 {
            begun = 0
            reopened = 0
        }
        foldQuietPages()
        if blocks.count == room {
            let larger = UnsafeMutablePointer<Page>.allocate(capacity: 2 * room)
            larger.initialize(from: pages, count: room)
            pages.deallocate()
            pages = larger
            room *= 2
        }
        open.append(UInt32(blocks.count))
        let records = takePage()
        // Zero bits, so that what no field covers is the same in all records.
        UnsafeMutableRawPointer(records).initializeMemory(
            as: UInt8.self, repeating: 0, count: Self.pageSize * MemoryLayout<Element>.stride)
        (pages + blocks.count).initialize(to: Page(records: records))
        blocks.append(nil)
    }

    /// Opens a folded page for writing.
    @inlinable @inline(never)
    mutating func reopen(_ number: Int) -> UnsafeMutablePointer<Element> {
        judgePatience(with: number)
        foldQuietPages()
        let folded = FoldedPage(blocks[number])
        let records = takePage()
        for row in 0..<Self.pageSize { folded.unfold(row, into: UnsafeMutableRawPointer(records + row)) }
        folded.deallocate()
        blocks[number] = nil
        pages[number] = Page(records: records)
        open.append(UInt32(number))
        return records
    }

    /// Reads one element of a folded page.
    @inlinable @inline(never)
    func folded(_ index: Int) -> Element {
        let page = FoldedPage(blocks[index &>> Self.pageShift])
        return withUnsafeTemporaryAllocation(of: Element.self, capacity: 1) { record in
            guard let base = record.baseAddress else { preconditionFailure("no room for one record") }
            page.unfold(index & (Self.pageSize &- 1), into: UnsafeMutableRawPointer(base))
            return base.pointee
        }
    }

    /// Doubles the patience when hundreds of pages had to be opened while few were begun, though they were folded not
    /// long ago. Those who go through all elements once open each page once, and most were folded long before.
    @inlinable
    mutating func judgePatience(with number: Int) {
        guard blocks.count - pages[number].quiet <= 8 * quietLimit else { return }
        reopened += 1
        guard reopened >= 256, reopened > 8 * begun else { return }
        quietLimit = Swift.min(2 * quietLimit, 1 << 16)
        begun = 0
        reopened = 0
    }

    /// Counts the quiet of every open page and folds those that were quiet for long enough.
    ///
    /// The last page may be among them before it is full, when others are opened meanwhile: what was never written
    /// in it is zero, and the next element opens it again.
    @inlinable
    mutating func foldQuietPages() {
        var kept = 0
        for place in 0..<open.count {
            let number = Int(open[place])
            pages[number].quiet += 1
            if pages[number].quiet > quietLimit, let records = pages[number].records {
                let folded = FoldedPage(
                    folding: UnsafeRawPointer(records), count: Self.pageSize,
                    lanes: MemoryLayout<Element>.stride / 4)
                blocks[number] = folded.block
                pages[number] = Page(records: nil, quiet: blocks.count)
                putAside(records)
            } else {
                open[kept] = UInt32(number)
                kept += 1
            }
        }
        while open.count > kept { _ = open.removeLast() }
    }

    @inlinable
    mutating func takePage() -> UnsafeMutablePointer<Element> {
        spare.count > 0 ? spare.removeLast() : .allocate(capacity: Self.pageSize)
    }

    @inlinable
    mutating func putAside(_ records: UnsafeMutablePointer<Element>) {
        if spare.count < Self.patience { spare.append(records) } else { records.deallocate() }
    }
}

// The pages have one owner, so they move between threads with the value.
extension FoldingArray: @unchecked Sendable where Element: Sendable {}
