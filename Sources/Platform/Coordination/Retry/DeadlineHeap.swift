import Primitives

/// Deadlines at any instant, earliest first, those of one instant in the order of arming: a binary heap.
///
/// For delays that differ from order to order; constant ones wait in a ``DeadlineRing``. Arming costs O(1) when
/// nothing later waits, as in a sweep, else O(log n); taking costs O(log n).
struct DeadlineHeap: ~Copyable {
    struct Entry: BitwiseCopyable {
        var deadline: Deadline
        var turn: UInt64
    }

    /// When the first deadline is due; `.distantFuture` when there is none.
    private(set) var head = Instant.distantFuture
    private var entries = Table<Entry>()
    private var turns: UInt64 = 0

    /// How many deadlines there are, stale ones included.
    var count: Int { entries.count }

    /// A deadline, in no order but that the first is the earliest, for those who look.
    subscript(index: Int) -> Deadline { entries[index].deadline }

    /// The first deadline. Traps when there is none.
    var first: Deadline { entries[0].deadline }

    /// Adds a deadline.
    mutating func arm(_ duty: Deadline.Duty, _ order: OrderID, epoch: UInt16 = 0, at instant: Instant) {
        turns += 1
        var place = entries.append(
            Entry(deadline: Deadline(instant: instant, order: order, epoch: epoch, duty: duty), turn: turns))
        while place > 0, precedes(place, (place - 1) / 2) {
            exchange(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
        head = entries[0].deadline.instant
    }

    /// Takes the first deadline. Traps when there is none.
    mutating func removeFirst() -> Deadline {
        let first = entries[0].deadline
        let last = entries.removeLast()
        if entries.count > 0 {
            entries[0] = last
            sink()
        }
        head = entries.count > 0 ? entries[0].deadline.instant : .distantFuture
        return first
    }

    private mutating func sink() {
        var place = 0
        while true {
            let left = 2 * place + 1
            guard left < entries.count else { return }
            let child = left + 1 < entries.count && precedes(left + 1, left) ? left + 1 : left
            guard precedes(child, place) else { return }
            exchange(child, place)
            place = child
        }
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        let (x, y) = (entries[a].deadline.instant, entries[b].deadline.instant)
        return x < y || x == y && entries[a].turn < entries[b].turn
    }

    private mutating func exchange(_ a: Int, _ b: Int) {
        let entry = entries[a]
        entries[a] = entries[b]
        entries[b] = entry
    }
}
