import Primitives

/// A count that rises and falls by steps, and its integral over time, exact to the nanosecond.
///
/// The integral up to T is level x T less the sum of the steps' instants, so that a step costs one
/// addition. Sums trap rather than overflow: at a level of 90,000 throughout a day.
struct LevelIntegral: BitwiseCopyable {
    /// The count.
    private(set) var level: Int64 = 0
    /// The sum of step x instant over all steps, instants since `start`.
    private var moment: Int64 = 0
    private let start: Instant

    init(from start: Instant) { self.start = start }

    @inline(__always)
    mutating func rise(at now: Instant) {
        level += 1
        moment += (now - start).nanoseconds
    }

    @inline(__always)
    mutating func fall(at now: Instant) {
        level -= 1
        moment -= (now - start).nanoseconds
    }

    /// A step of any height, up or down.
    mutating func step(_ height: Int64, at now: Instant) {
        level += height
        moment += height * (now - start).nanoseconds
    }

    /// The integral from the start to `now`, in nanoseconds.
    func integral(until now: Instant) -> Int64 { level * (now - start).nanoseconds - moment }
}
