/// The events that come next, sorted, the earliest first; those of one instant in the order of insertion.
///
/// Taking is O(1); inserting costs a step for each event that comes later, none for the latest.
@frozen
@usableFromInline
struct SortedFront<Event: BitwiseCopyable>: ~Copyable {
    @usableFromInline var cells: UnsafeMutablePointer<TimedEvent<Event>>
    /// The events are `cells[head ..< tail]`.
    @usableFromInline var head: Int
    @usableFromInline var tail: Int
    @usableFromInline var capacity: Int

    @inlinable
    init(capacity: Int) {
        self.capacity = capacity
        cells = .allocate(capacity: capacity)
        head = 0
        tail = 0
    }

    @inlinable deinit { cells.deallocate() }

    @inlinable @inline(__always)
    var isEmpty: Bool { head == tail }

    @inlinable @inline(__always)
    var count: Int { tail &- head }

    /// The event at a place from the earliest on.
    @inlinable @inline(__always)
    subscript(place: Int) -> TimedEvent<Event> { cells[head &+ place] }

    @inlinable @inline(__always)
    var first: TimedEvent<Event> { cells[head] }

    @inlinable @inline(__always)
    var last: TimedEvent<Event> { cells[tail &- 1] }

    /// The event with as many before it as after it, or one more.
    @inlinable @inline(__always)
    var middle: TimedEvent<Event> { cells[head &+ count &>> 1] }

    @inlinable @inline(__always)
    mutating func removeFirst() { head &+= 1 }

    /// Inserts an event after all those that are not later.
    @inlinable @inline(__always)
    mutating func insert(_ cell: TimedEvent<Event>) {
        if tail == capacity { makeRoom() }
        let cells = cells, head = head
        var place = tail
        while place > head, cells[place &- 1].time > cell.time {
            cells[place] = cells[place &- 1]
            place &-= 1
        }
        cells[place] = cell
        tail &+= 1
    }

    /// How many events are not later than a biased instant.
    @inlinable
    func count(notAfter time: UInt64) -> Int {
        var place = tail
        while place > head, cells[place &- 1].time > time { place &-= 1 }
        return place - head
    }

    /// Drops all events but the first.
    @inlinable
    mutating func keepFirst(_ count: Int) { tail = head + count }

    /// Moves the events to the beginning, into twice the storage if they fill more than half of it.
    @inlinable @inline(never)
    mutating func makeRoom() {
        let count = count
        if count * 2 > capacity {
            let larger = UnsafeMutablePointer<TimedEvent<Event>>.allocate(capacity: capacity * 2)
            larger.update(from: cells + head, count: count)
            cells.deallocate()
            cells = larger
            capacity *= 2
        } else {
            cells.update(from: cells + head, count: count)
        }
        head = 0
        tail = count
    }
}
