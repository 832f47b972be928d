import Primitives

/// Seconds in which any kind of attempt was answered less than 99 times in 100.
///
/// An attempt belongs to the second in which it ends. A second in which nothing ends is no downtime, and
/// an order that is being prepared has not failed: the buyer was told so at once.
struct DowntimeGauge {
    private var second: Int64 = .min
    private var ended: [UInt32] = Array(repeating: 0, count: Attempt.count)
    private var failed: [UInt32] = Array(repeating: 0, count: Attempt.count)
    /// Seconds of downtime so far, the current one not counted.
    private(set) var seconds = 0

    @inline(__always)
    mutating func record(_ attempt: Attempt, succeeded: Bool, at now: Instant) {
        // An arithmetic shift would need a power of two; this rounds towards minus infinity as well.
        let current = (now.nanoseconds - (now.nanoseconds < 0 ? 999_999_999 : 0)) / 1_000_000_000
        if current != second { close(current) }
        ended[attempt.rawValue] += 1
        if !succeeded { failed[attempt.rawValue] += 1 }
    }

    /// Ends the current second.
    mutating func close(_ next: Int64) {
        var down = false
        for index in 0..<Attempt.count {
            down = down || UInt64(failed[index]) * 100 > UInt64(ended[index])
            ended[index] = 0
            failed[index] = 0
        }
        if down { seconds += 1 }
        second = next
    }
}
