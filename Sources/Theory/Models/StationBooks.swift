import Primitives

/// What became of the customers of a ``StationModel`` so far; times in seconds.
struct StationBooks {
    /// Those who came, for the first time.
    var arrivals = 0
    /// Those who found a crowd.
    var crowded = 0
    /// Those who didn't stay, or found no place and didn't come again.
    var lost = 0
    /// Those who stayed and were not served at once.
    var notAtOnce = 0
    /// Those who gave up waiting.
    var gaveUp = 0
    /// Services begun.
    var services = 0
    /// Waits that have ended, at the beginning of service or by giving up.
    var waits = 0
    /// Of these, the late ones.
    var late = 0
    var waited = 0.0
    var waitedSquares = 0.0
    /// Those present, added up over the counts at each phase.
    var present: [Int]
    /// How often was counted at each phase.
    var counts: [Int]

    init(phases: Int) {
        present = Array(repeating: 0, count: phases)
        counts = Array(repeating: 0, count: phases)
    }

    /// A wait of this length has ended.
    mutating func waitEnds(after wait: TimeSpan, lateness: TimeSpan) {
        let seconds = wait.inSeconds
        waits += 1
        if wait > lateness { late += 1 }
        waited += seconds
        waitedSquares += seconds * seconds
    }

    /// So many are present at a phase.
    mutating func countPresent(_ number: Int, phase: Int) {
        present[phase] += number
        counts[phase] += 1
    }
}
