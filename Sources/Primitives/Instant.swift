/// A point of simulated time: whole nanoseconds since the origin of the run.
///
/// The origin is the scenario's day zero at 00:00:00; instants before it are negative. What an
/// instant means on a wall clock is known only to the scenario and its reports.
@frozen
public struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Nanoseconds since the origin; negative before it.
    public var nanoseconds: Int64

    /// Creates the instant `nanoseconds` after the origin.
    @inlinable @inline(__always)
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// The origin of the run.
    @inlinable public static var origin: Self { .init(nanoseconds: 0) }
    /// Later than every instant that is ever scheduled: the deadline of something idle.
    @inlinable public static var distantFuture: Self { .init(nanoseconds: .max) }
    /// Earlier than every instant of a run.
    @inlinable public static var distantPast: Self { .init(nanoseconds: .min) }

    /// The time from the origin to this instant.
    @inlinable public var sinceOrigin: TimeSpan { .init(nanoseconds: nanoseconds) }

    @inlinable @inline(__always)
    public static func < (a: Self, b: Self) -> Bool { a.nanoseconds < b.nanoseconds }
    @inlinable @inline(__always)
    public static func + (t: Self, d: TimeSpan) -> Self { .init(nanoseconds: t.nanoseconds + d.nanoseconds) }
    @inlinable @inline(__always)
    public static func - (t: Self, d: TimeSpan) -> Self { .init(nanoseconds: t.nanoseconds - d.nanoseconds) }
    @inlinable @inline(__always)
    public static func - (a: Self, b: Self) -> TimeSpan { .init(nanoseconds: a.nanoseconds - b.nanoseconds) }
    @inlinable @inline(__always)
    public static func += (t: inout Self, d: TimeSpan) { t = t + d }
}
