import Primitives

/// Seconds in which any kind of attempt was answered less than 99 times in 100.
///
/// An attempt belongs to the second in which it began, as it does to the window of a fault: downtime lies where the
/// platform was down, not where shoppers lost their patience. It is answered if it was in the end, whatever clicks that
/// took; a ticket of the queue page that was let in is no failure, one that was given up is. A second in which nothing
/// began is no downtime, and an order that is being prepared has not failed: the buyer was told so at once.
///
/// The last 36 hours at least are kept second by second, 32 bytes each; what began before them counts in their first.
struct DowntimeGauge: ~Copyable {
    private static var keptSeconds: Int { 131_072 }
    /// By second and kind of attempt: those that ended, and those of them that failed.
    private var counts = Table<Count>()
    /// The number of the first second kept.
    private var base: Int64
    /// Seconds of downtime among those that are not kept any more: of any kind, and by kind.
    private var judged = 0
    private var judgedByKind = InlineArray<4, Int>(repeating: 0)

    /// Attempts of one kind that began in one second.
    struct Count: BitwiseCopyable {
        var ended: UInt32 = 0
        var failed: UInt32 = 0

        /// Whether fewer than 99 in 100 were answered.
        var isDown: Bool { UInt64(failed) * 100 > UInt64(ended) }
    }

    /// A gauge of what begins at this instant or later.
    init(from start: Instant) { base = Self.second(of: start) }

    @inline(__always)
    mutating func record(_ attempt: Attempt, succeeded: Bool, since: Instant) {
        var second = max(0, Int(truncatingIfNeeded: Self.second(of: since) &- base))
        if second &* Attempt.count >= counts.count { second = makeRoom(for: second) }
        let place = second &* Attempt.count &+ attempt.rawValue
        counts[place].ended &+= 1
        if !succeeded { counts[place].failed &+= 1 }
    }

    /// Seconds of downtime so far: of any kind of attempt. O(seconds kept).
    var seconds: Int {
        judged + (0..<counts.count / Attempt.count).reduce(0) { $0 + (isDown($1) ? 1 : 0) }
    }

    /// Seconds in which attempts of this kind were answered less than 99 times in 100. O(seconds kept).
    func seconds(of attempt: Attempt) -> Int {
        judgedByKind[attempt.rawValue]
            + (0..<counts.count / Attempt.count).reduce(0) { $0 + (isDown($1, attempt) ? 1 : 0) }
    }

    private func isDown(_ second: Int) -> Bool { Attempt.allCases.contains { isDown(second, $0) } }

    private func isDown(_ second: Int, _ attempt: Attempt) -> Bool {
        counts[second * Attempt.count + attempt.rawValue].isDown
    }

    /// The whole second in which an instant lies, rounded towards minus infinity also before day zero.
    @inline(__always)
    private static func second(of instant: Instant) -> Int64 {
        let whole = instant.nanoseconds / 1_000_000_000
        return whole &* 1_000_000_000 > instant.nanoseconds ? whole &- 1 : whole
    }

    /// Makes room for a second, counted from the first kept; returns its number from the one that is kept then.
    private mutating func makeRoom(for second: Int) -> Int {
        var second = second
        while second >= 2 * Self.keptSeconds {
            judgeOldest()
            second -= Self.keptSeconds
        }
        while counts.count < (second + 1) * Attempt.count { counts.append(Count()) }
        return second
    }

    /// Judges as many seconds as are always kept, and lets go of them.
    private mutating func judgeOldest() {
        let known = counts.count / Attempt.count
        for second in 0..<min(known, Self.keptSeconds) {
            if isDown(second) { judged += 1 }
            for attempt in Attempt.allCases where isDown(second, attempt) { judgedByKind[attempt.rawValue] += 1 }
        }
        var kept = Table<Count>()
        for place in min(counts.count, Self.keptSeconds * Attempt.count)..<counts.count { kept.append(counts[place]) }
        counts = kept
        base += Int64(Self.keptSeconds)
    }
}
