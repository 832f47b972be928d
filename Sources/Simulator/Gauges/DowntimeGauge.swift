import Primitives

/// Seconds in which any kind of attempt was answered less than 99 times in 100.
///
/// An attempt belongs to the second in which it ends. A second in which nothing ends is no downtime, and
/// an order that is being prepared has not failed: the buyer was told so at once.
struct DowntimeGauge: ~Copyable {
    /// The current second, and the instants between which it lies.
    private var begins = Instant.distantFuture
    private var over = Instant.distantPast
    private var ended = Table<UInt32>(repeating: 0, count: Attempt.count)
    private var failed = Table<UInt32>(repeating: 0, count: Attempt.count)
    /// Seconds of downtime so far, the current one not counted.
    private(set) var seconds = 0

    @inline(__always)
    mutating func record(_ attempt: Attempt, succeeded: Bool, at now: Instant) {
        if now >= over || now < begins { turn(to: now) }
        ended[attempt.rawValue] += 1
        if !succeeded { failed[attempt.rawValue] += 1 }
    }

    /// Ends the current second.
    mutating func close() {
        var down = false
        for index in 0..<Attempt.count {
            down = down || UInt64(failed[index]) * 100 > UInt64(ended[index])
            ended[index] = 0
            failed[index] = 0
        }
        if down { seconds += 1 }
    }

    private mutating func turn(to now: Instant) {
        close()
        // Rounded towards minus infinity, also before day zero.
        let rest = now.nanoseconds % 1_000_000_000
        begins = now - TimeSpan(nanoseconds: rest < 0 ? rest + 1_000_000_000 : rest)
        over = begins + .seconds(1)
    }
}
