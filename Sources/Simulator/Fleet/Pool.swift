import Primitives
import Workload

/// The servers of one service, and what is measured of them.
struct Pool: BitwiseCopyable {
    /// Servers that take jobs.
    var serving = 0
    /// Servers that boot.
    var booting = 0
    /// Servers that crashed and will boot again.
    var down = 0
    /// Servers ordered so far, those of the start included: the next one's zone follows from it.
    var ordered = 0
    /// Where the last round stopped, for the balancers that go around.
    var round = 0
    var queueLimit: UInt8 = 64
    /// Mean work in seconds of a page and of a message, faults included.
    var pageWork = 0.0
    var messageWork = 0.0
    /// The same without faults, in seconds.
    var plannedPageWork = 0.0
    var plannedMessageWork = 0.0
    /// Whether a fault makes that more than planned.
    var slowCause: SlowCause = []
    /// Which table of unit demands is used.
    var demandTable = 0
    /// Whether jobs have to pass an overload control.
    var isControlled = false
    /// What faults do to the service just now.
    var trouble = Trouble()

    // Counts of jobs.
    var offered: UInt64 = 0
    var served: UInt64 = 0
    var refused: UInt64 = 0
    /// Jobs that an overload control shed before they queued, and that it dropped from the queue.
    var shed: UInt64 = 0
    /// Those of the shed whose callers did not even send them.
    var shedByCallers: UInt64 = 0
    var dropped: UInt64 = 0
    /// Jobs swallowed by an outage before they queued, and jobs on servers that crashed.
    var swallowed: UInt64 = 0
    var crashed: UInt64 = 0
    /// Replies that were lost after the job was done.
    var repliesLost: UInt64 = 0
    var queuePeak: UInt8 = 0

    // Levels whose integrals over time are wanted.
    var inSystem = LevelIntegral(from: .origin)
    var busy = LevelIntegral(from: .origin)
    var slots = LevelIntegral(from: .origin)
    // The same from the customers' side: what each job says when it leaves.
    var sojourns: Int64 = 0
    var workDone: Int64 = 0
    // At the end of the last minute, for the busiest minute.
    var busyAtMinute: Int64 = 0
    var slotsAtMinute: Int64 = 0
    var peakUtilisation = 0.0
    var peakMinute: Instant = .origin
    /// Integrals at the last scrape.
    var busyAtScrape: Int64 = 0
    var slotsAtScrape: Int64 = 0
    var serversAtStart = 0
    var serversPeak = 0
    /// Servers that crashed, that were given up after a crash, and that became gray.
    var crashes = 0
    var givenUp = 0
    var grayed = 0
}

// Jobs come and go. One call for each step, so that the pool is looked up once.
extension Pool {
    /// A job begins to be worked on for so long.
    @inline(__always)
    mutating func begins(work: Int64, at now: Instant) {
        busy.rise(at: now)
        workDone += work
    }

    /// A job is done that came at `arrived`.
    @inline(__always)
    mutating func ends(since arrived: Instant, at now: Instant) {
        inSystem.fall(at: now)
        busy.fall(at: now)
        served += 1
        sojourns += (now - arrived).nanoseconds
    }
}

extension Pool {
    /// Jobs that were turned away for want of room.
    var turnedAway: UInt64 { refused + shed + dropped }
}
