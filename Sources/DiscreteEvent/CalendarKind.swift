/// Where a calendar keeps its pending events. The order of events is the same in each.
@frozen
public enum CalendarKind: Hashable, Sendable, CaseIterable {
    /// A heap while few events are pending, a radix heap from ``heapLimit`` on: what a simulation wants.
    case automatic
    /// A heap, however many are pending: the simple reference.
    case heap
    /// A radix heap, however few are pending.
    case radix

    /// How many pending events the heap keeps in the automatic calendar.
    ///
    /// Measured with the hold model: below 256 the heap is faster (20 against 27 ns per event at 27 pending),
    /// above it the radix heap (22 against 29 ns at 512).
    @inlinable public static var heapLimit: Int { 256 }
}
