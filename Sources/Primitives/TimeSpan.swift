/// A signed length of simulated time, in whole nanoseconds.
///
/// The range is ±292 years, far beyond any run. Arithmetic traps on overflow.
@frozen
public struct TimeSpan: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The length in nanoseconds.
    public var nanoseconds: Int64

    /// Creates a span of the given number of nanoseconds.
    @inlinable @inline(__always)
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// No time at all.
    @inlinable public static var zero: Self { .init(nanoseconds: 0) }

    /// A span of whole nanoseconds.
    @inlinable public static func nanoseconds(_ count: Int64) -> Self { .init(nanoseconds: count) }
    /// A span of whole microseconds.
    @inlinable public static func microseconds(_ count: Int64) -> Self { .init(nanoseconds: count * 1_000) }
    /// A span of whole milliseconds.
    @inlinable public static func milliseconds(_ count: Int64) -> Self { .init(nanoseconds: count * 1_000_000) }
    /// A span of whole seconds.
    @inlinable public static func seconds(_ count: Int64) -> Self { .init(nanoseconds: count * 1_000_000_000) }
    /// A span of whole minutes.
    @inlinable public static func minutes(_ count: Int64) -> Self { .seconds(count * 60) }
    /// A span of whole hours.
    @inlinable public static func hours(_ count: Int64) -> Self { .seconds(count * 3_600) }

    /// The span nearest to `seconds`, rounded half away from zero; exact to a nanosecond up to 104 days.
    @inlinable
    public init(seconds: Double) {
        self.nanoseconds = Int64((seconds * 1e9).rounded(.toNearestOrAwayFromZero))
    }

    /// The length in seconds, for reporting.
    @inlinable public var inSeconds: Double { Double(nanoseconds) / 1e9 }
    /// The length in milliseconds, for reporting.
    @inlinable public var inMilliseconds: Double { Double(nanoseconds) / 1e6 }

    @inlinable @inline(__always)
    public static func < (a: Self, b: Self) -> Bool { a.nanoseconds < b.nanoseconds }
    @inlinable @inline(__always)
    public static func + (a: Self, b: Self) -> Self { .init(nanoseconds: a.nanoseconds + b.nanoseconds) }
    @inlinable @inline(__always)
    public static func - (a: Self, b: Self) -> Self { .init(nanoseconds: a.nanoseconds - b.nanoseconds) }
    @inlinable @inline(__always)
    public static func * (a: Self, n: Int64) -> Self { .init(nanoseconds: a.nanoseconds * n) }
    @inlinable @inline(__always)
    public static func += (a: inout Self, b: Self) { a = a + b }
    @inlinable public static prefix func - (a: Self) -> Self { .init(nanoseconds: -a.nanoseconds) }
}
