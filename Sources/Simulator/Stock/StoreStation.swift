import Platform
import Primitives

/// The stores as time: calls on their way, in line for a row or a thread, and in service.
///
/// A line's calls are served one after the other, in the order in which they were sent. As the way to a store is as
/// long for all who wait in one line, but for a retry's second leg, this is the order of their arrival. So no event is
/// needed for the arrival: a call has one event, when it is done.
struct StoreStation: ~Copyable {
    /// A call, from being sent until it is done.
    struct Visit: BitwiseCopyable {
        var call: StoreCall
        var arrives: Instant
        var line: Int32
        /// The visit behind it in line, or the next free one.
        var next: UInt32
        /// What the answer travels on the way back.
        var homeward: TimeSpan
    }

    /// Those who wait for one row or thread; the first is in service.
    struct Line: BitwiseCopyable {
        var head = UInt32.max
        var tail = UInt32.max
        var count: UInt32 = 0
    }

    private var visits = Table<Visit>()
    private var lines: Table<Line>
    private var firstFree = UInt32.max
    var times: StoreTimes
    let connections: UInt32
    /// Calls that are not done.
    private(set) var open = 0
    /// Calls sent, done, and turned away.
    private(set) var sent: UInt64 = 0
    private(set) var done: UInt64 = 0
    private(set) var refused: UInt64 = 0
    // The law of Little: the integral of calls at the stores, and what each stayed.
    private(set) var inStores: LevelIntegral
    private(set) var sojourns: Int64 = 0

    init(_ times: StoreTimes, connections: Int, from start: Instant) {
        self.times = times
        self.connections = UInt32(connections)
        lines = Table(repeating: Line(), count: times.lines)
        inStores = LevelIntegral(from: start)
    }

    /// A call that is sent now: which visit it is, and whether its turn has come. Nil if its line is too long.
    @inline(__always)
    mutating func enter(_ call: StoreCall, line: Int, arrives: Instant) -> (visit: UInt32, isFirst: Bool)? {
        sent += 1
        if line >= 0, isBounded(line), lines[line].count > connections {
            refused += 1
            return nil
        }
        let visit = Visit(
            call: call, arrives: arrives, line: Int32(truncatingIfNeeded: line), next: .max,
            homeward: times.homeward(call))
        let number: UInt32
        if firstFree == .max {
            number = UInt32(visits.append(visit))
        } else {
            number = firstFree
            firstFree = visits[Int(number)].next
            visits[Int(number)] = visit
        }
        open += 1
        inStores.rise(at: arrives)
        guard line >= 0 else { return (number, true) }
        lines[line].count += 1
        if lines[line].count == 1 {
            lines[line].head = number
        } else {
            visits[Int(lines[line].tail)].next = number
        }
        lines[line].tail = number
        return (number, lines[line].count == 1)
    }

    /// A visit, which is not over.
    subscript(number: UInt32) -> Visit { visits[Int(number)] }

    /// A call is done: it leaves, and whoever stood behind it is next.
    @inline(__always)
    mutating func leave(_ number: UInt32, at now: Instant) -> UInt32? {
        let visit = visits[Int(number)]
        visits[Int(number)].next = firstFree
        firstFree = number
        open -= 1
        done += 1
        inStores.fall(at: now)
        sojourns += (now - visit.arrives).nanoseconds
        let line = Int(visit.line)
        guard line >= 0 else { return nil }
        lines[line].count -= 1
        lines[line].head = visit.next
        return visit.next == .max ? nil : visit.next
    }

    /// A thread's queue and a product's queue are as long as need be; for a row one needs a connection.
    private func isBounded(_ line: Int) -> Bool {
        times.strategy != .serialQueue && line != times.lines - 1
    }
}
