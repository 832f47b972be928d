import Primitives

/// Deadlines that all lie the same span after the moment they count from, earliest first.
///
/// Since `now` never decreases, arming appends; no heap is needed.
struct DeadlineRing: ~Copyable {
    /// The span that every deadline of this ring lies ahead.
    let delay: TimeSpan
    /// When the first deadline is due; `.distantFuture` when there is none.
    private(set) var head = Instant.distantFuture
    private var ring = Ring<Deadline>(minimumCapacity: 64)

    init(delay: TimeSpan) {
        precondition(delay.nanoseconds >= 0, "a deadline before its cause")
        self.delay = delay
    }

    /// How many deadlines there are, stale ones included.
    var count: Int { ring.count }

    /// A deadline by its place in line, for those who look.
    subscript(index: Int) -> Deadline { ring[index] }

    /// The first deadline. Traps when there is none.
    var first: Deadline { ring[0] }

    /// Adds a deadline at `start` + `delay`. Amortised O(1) when `start` is not before the latest one.
    ///
    /// An earlier `start` is put in its place by moving the later ones back: starts that come
    /// slightly out of order (captures whose issue failed at once, before older ones timed out) cost
    /// the length of that disorder.
    mutating func arm(_ duty: Deadline.Duty, _ order: OrderID, epoch: UInt16 = 0, from start: Instant) {
        let deadline = Deadline(instant: start + delay, order: order, epoch: epoch, duty: duty)
        ring.append(deadline)
        var place = ring.count - 1
        while place > 0, ring[place - 1].instant > deadline.instant {
            ring[place] = ring[place - 1]
            place -= 1
        }
        ring[place] = deadline
        if place == 0 { head = deadline.instant }
    }

    /// Takes the first deadline. Traps when there is none. O(1).
    mutating func removeFirst() -> Deadline {
        guard let deadline = ring.popFirst() else { fatalError("no deadline to take") }
        head = ring.first?.instant ?? .distantFuture
        return deadline
    }
}
