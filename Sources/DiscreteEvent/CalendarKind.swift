/// Where a calendar keeps its pending events. The order of events is the same in each.
@frozen
public enum CalendarKind: Hashable, Sendable, CaseIterable {
    /// A radix heap with a sorted front: what a simulation wants, from two pending events to millions.
    case radix
    /// A 4-ary heap: the reference that the tests and benchmarks hold against it.
    ///
    /// With 16 to 256 pending events it is as fast, and up to 20 % faster where each delay is drawn just before
    /// its event is scheduled; with a million it takes ten times as long.
    case heap
}
