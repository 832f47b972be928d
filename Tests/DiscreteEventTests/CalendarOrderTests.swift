import Primitives
import Testing
@testable import DiscreteEvent

/// The checked twin of the calendar: a sorted array.
private struct SortedArrayCalendar {
    var entries: [(time: Int64, sequence: Int, event: UInt64)] = []
    var sequence = 0
    var now: Int64

    mutating func schedule(_ event: UInt64, at time: Int64) {
        var low = 0, high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        entries.insert((time, sequence, event), at: low)
        sequence += 1
    }

    mutating func popFirst(notAfter limit: Int64) -> (time: Int64, event: UInt64)? {
        guard let first = entries.first, first.time <= limit else { return nil }
        entries.removeFirst()
        now = first.time
        return (first.time, first.event)
    }
}

/// How a schedule spreads its events over time.
enum Spread: CaseIterable {
    case milliseconds, tied, bursty, farJumps, everyLevel, bucketEdges

    func delay(_ stream: inout RandomStream, from now: Int64) -> Int64 {
        switch self {
        case .milliseconds: return Int64(stream.next(below: 40_000_000))
        case .tied: return Int64(stream.next(below: 3)) * 1_000_000
        case .bursty:
            return stream.next(below: 20) == 0
                ? Int64(stream.next(below: 30_000_000_000)) : Int64(stream.next(below: 2_000))
        case .farJumps:
            return stream.next(below: 10) == 0
                ? 3_600_000_000_000 * Int64(stream.next(below: 200)) : Int64(stream.next(below: 1_000_000_000))
        case .everyLevel: return Int64(stream.next() >> (8 + stream.next(below: 54)))
        case .bucketEdges:
            let bits = [20, 32, 44][Int(stream.next(below: 3))]
            let edge = ((now >> bits) + 1 + Int64(stream.next(below: 3))) << bits
            return max(0, edge &- 1 &+ Int64(stream.next(below: 3)) &- now)
        }
    }
}

@Suite struct CalendarOrderTests {
    /// Runs the same random operations on a calendar and the sorted array, and compares every answer.
    private func compare(
        _ kind: CalendarKind, _ spread: Spread, seed: UInt64, start: Int64, operations: Int, most: Int
    ) {
        var calendar = EventCalendar<UInt64>(startingAt: Instant(nanoseconds: start), kind: kind)
        var oracle = SortedArrayCalendar(now: start)
        var stream = RandomStream(seed: seed, purpose: .testing)
        var differences = 0
        for operation in 0..<operations where differences == 0 {
            let batch = oracle.entries.count < most ? Int(stream.next(below: 4)) : 0
            for _ in 0..<batch {
                let (time, over) = oracle.now.addingReportingOverflow(spread.delay(&stream, from: oracle.now))
                let at = Instant(nanoseconds: over ? .max : time)
                let event = stream.next()
                calendar.schedule(event, at: at)
                oracle.schedule(event, at: at.nanoseconds)
            }
            // Now and then nothing is due by the limit, and what comes next is scheduled earlier.
            let (limit, over) = oracle.now.addingReportingOverflow(
                stream.next(below: 3) == 0 ? spread.delay(&stream, from: oracle.now) : .max)
            let end = Instant(nanoseconds: over ? .max : limit)
            let taken = calendar.popFirst(notAfter: end)
            let expected = oracle.popFirst(notAfter: end.nanoseconds)
            if taken?.event != expected?.event || taken?.instant.nanoseconds != expected?.time { differences += 1 }
            if taken == nil, end != .distantFuture, stream.next(below: 2) == 0 {
                calendar.settle(at: end)
                oracle.now = max(oracle.now, end.nanoseconds)
            }
            if calendar.count != oracle.entries.count || calendar.now.nanoseconds != oracle.now { differences += 1 }
            if operation % 16 == 0 {
                let next = oracle.entries.first.map { Instant(nanoseconds: $0.time) }
                if calendar.nextInstant != next { differences += 1 }
            }
        }
        while differences == 0, let expected = oracle.popFirst(notAfter: .max) {
            if calendar.popFirst(notAfter: .distantFuture)?.event != expected.event { differences += 1 }
        }
        #expect(differences == 0 && calendar.isEmpty, "\(kind), \(spread), seed \(seed), start \(start)")
    }

    @Test(arguments: CalendarKind.allCases, Spread.allCases)
    func everyCalendarKeepsTheOrderOfASortedArray(kind: CalendarKind, spread: Spread) {
        for seed in 1...6 as ClosedRange<UInt64> {
            compare(kind, spread, seed: seed, start: 0, operations: 6_000, most: 400)
            compare(kind, spread, seed: seed, start: -7_200_000_000_000, operations: 3_000, most: 20)
        }
        compare(kind, spread, seed: 7, start: .min, operations: 3_000, most: 100)
        compare(kind, spread, seed: 8, start: .max - 50_000_000_000, operations: 3_000, most: 100)
    }

    @Test func manyPendingEventsGrowEveryStore() {
        var radix = EventCalendar<UInt64>()
        var heap = EventCalendar<UInt64>(kind: .heap)
        var stream = RandomStream(seed: 3, purpose: .testing)
        for event in 0..<60_000 as Range<UInt64> {
            let at = Instant(nanoseconds: Int64(stream.next(below: event % 2 == 0 ? 3_000_000 : 90_000_000_000)))
            radix.schedule(event, at: at)
            heap.schedule(event, at: at)
        }
        var differences = 0, last = Int64.min, taken = 0
        while let a = radix.popFirst(notAfter: .distantFuture), let b = heap.popFirst(notAfter: .distantFuture) {
            if a != b || a.instant.nanoseconds < last { differences += 1 }
            last = a.instant.nanoseconds
            taken += 1
        }
        #expect(differences == 0 && taken == 60_000 && radix.isEmpty && heap.isEmpty)
    }

    @Test func eventsOfOneInstantHappenInTheOrderOfScheduling() {
        var calendar = EventCalendar<UInt64>()
        let far = Instant.origin + .hours(30)
        for event in 0..<100 as Range<UInt64> { calendar.schedule(event, at: far) }
        calendar.schedule(1_000, at: far - .nanoseconds(1))
        #expect(calendar.popFirst(notAfter: .distantFuture)?.event == 1_000)
        for event in 100..<200 as Range<UInt64> { calendar.schedule(event, at: far) }
        for event in 0..<200 as Range<UInt64> {
            #expect(calendar.popFirst(notAfter: .distantFuture)?.event == event)
        }
    }

    @Test func anEventAtTheLimitIsTakenAndOneAfterItIsNot() {
        var calendar = EventCalendar<UInt64>()
        let end = Instant.origin + .minutes(5)
        calendar.schedule(1, at: end + .nanoseconds(1))
        calendar.schedule(2, at: end)
        #expect(calendar.popFirst(notAfter: end)?.event == 2)
        #expect(calendar.popFirst(notAfter: end) == nil)
        #expect(calendar.now == end && calendar.nextInstant == end + .nanoseconds(1))
    }

    @Test func anEventAtTheEndOfTimeIsKept() {
        var calendar = EventCalendar<UInt64>()
        calendar.schedule(1, at: .distantFuture)
        #expect(calendar.nextInstant == .distantFuture)
        #expect(calendar.popFirst(notAfter: .origin + .hours(1_000_000)) == nil)
        #expect(calendar.popFirst(notAfter: .distantFuture)?.event == 1)
        #expect(calendar.popFirst(notAfter: .distantFuture) == nil)
    }

    @Test func lookingFarAheadLeavesRoomForEarlierEvents() {
        var calendar = EventCalendar<UInt64>()
        calendar.schedule(1, at: .origin + .hours(24))
        #expect(calendar.nextInstant == .origin + .hours(24))
        #expect(calendar.popFirst(notAfter: .origin + .hours(12)) == nil)
        for event in 2...1_000 as ClosedRange<UInt64> {
            calendar.schedule(event, at: .origin + .seconds(Int64(event)))
        }
        for event in 2...1_000 as ClosedRange<UInt64> {
            #expect(calendar.popFirst(notAfter: .distantFuture)?.event == event)
        }
        #expect(calendar.popFirst(notAfter: .distantFuture)?.event == 1)
    }

    @Test(arguments: CalendarKind.allCases)
    func manyEventsOfOneInstantKeepTheirOrderAmongLaterAndEarlierOnes(kind: CalendarKind) {
        var calendar = EventCalendar<UInt64>(kind: kind)
        let instant = Instant.origin + .milliseconds(5)
        for event in 0..<5_000 as Range<UInt64> {
            calendar.schedule(event, at: instant)
            calendar.schedule(10_000 + event, at: instant + .nanoseconds(Int64(event)) + .microseconds(1))
        }
        var differences = 0
        for event in 0..<5_000 as Range<UInt64> {
            if calendar.popFirst(notAfter: .distantFuture)?.event != event { differences += 1 }
            // Scheduled for the present: after all that were scheduled for it before.
            if event == 100 { calendar.schedule(20_000, at: instant) }
        }
        #expect(differences == 0)
        #expect(calendar.popFirst(notAfter: .distantFuture)?.event == 20_000)
        #expect(calendar.count == 5_000)
    }

    @Test(arguments: CalendarKind.allCases)
    func anInterruptedSpreadDoesNotMisfileWhatComesEarlier(kind: CalendarKind) {
        // Too many events to sort: their bucket begins before the limit and is spread, but none is due by it.
        var calendar = EventCalendar<UInt64>(kind: kind)
        for event in 0..<40 as Range<UInt64> {
            calendar.schedule(event, at: Instant(nanoseconds: (1 << 24) + 5_000 + 100 * Int64(event)))
        }
        #expect(calendar.popFirst(notAfter: Instant(nanoseconds: (1 << 24) + 10)) == nil)
        calendar.schedule(999, at: Instant(nanoseconds: 1_000))
        #expect(calendar.nextInstant == Instant(nanoseconds: 1_000))
        #expect(calendar.popFirst(notAfter: .distantFuture)?.event == 999)
        for event in 0..<40 as Range<UInt64> {
            #expect(calendar.popFirst(notAfter: .distantFuture)?.event == event)
        }
    }

    @Test func clustersCutByLimitsKeepTheOrderOfTheHeap() {
        var differences = 0
        for seed in 1...200 as ClosedRange<UInt64> {
            var stream = RandomStream(seed: seed, purpose: .testing)
            var radix = EventCalendar<UInt64>(kind: .radix), heap = EventCalendar<UInt64>(kind: .heap)
            for _ in 0..<60 {
                let far = Int64(stream.next() >> (24 + stream.next(below: 30)))
                let width = 1 + stream.next(below: 20_000)
                for _ in 0..<stream.next(below: 80) {
                    let event = stream.next()
                    let instant = radix.now + .nanoseconds(far + Int64(stream.next(below: width)))
                    radix.schedule(event, at: instant)
                    heap.schedule(event, at: instant)
                }
                // A limit just before the next event, or a little later.
                guard let next = heap.nextInstant else { continue }
                for end in [next - .nanoseconds(1), next + .nanoseconds(Int64(stream.next(below: 4_000)))] {
                    while let expected = heap.popFirst(notAfter: end) {
                        let taken = radix.popFirst(notAfter: end)
                        if taken?.event != expected.event || taken?.instant != expected.instant { differences += 1 }
                    }
                    if radix.popFirst(notAfter: end) != nil { differences += 1 }
                    let early = stream.next()
                    radix.schedule(early, at: radix.now)
                    heap.schedule(early, at: heap.now)
                }
            }
        }
        #expect(differences == 0)
    }

    @Test func anInterruptedLookAheadDoesNotMisfileWhatComesEarlier() {
        // The bucket of the far event begins before the limit, so the front is filled from it; then its
        // front overflows with events that are earlier than the bucket.
        var calendar = EventCalendar<UInt64>(kind: .radix)
        let far = Instant(nanoseconds: (1 << 30) + 900_000_000)
        calendar.schedule(0, at: far)
        #expect(calendar.popFirst(notAfter: Instant(nanoseconds: (1 << 30) + 5)) == nil)
        for event in 1...200 as ClosedRange<UInt64> {
            calendar.schedule(event, at: Instant(nanoseconds: Int64(201 - event) * 1_000_000))
        }
        for event in (1...200 as ClosedRange<UInt64>).reversed() {
            #expect(calendar.popFirst(notAfter: .distantFuture)?.event == event)
        }
        #expect(calendar.popFirst(notAfter: .distantFuture)?.event == 0)
    }
}

@Suite struct CalendarTrapTests {
    @Test func schedulingInThePastTraps() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var calendar = EventCalendar<UInt64>(startingAt: Instant(nanoseconds: 5_000))
            calendar.schedule(1, at: Instant(nanoseconds: 4_999))
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("4999 ns, before now, 5000 ns"))
    }

    @Test func aNegativeSpanTraps() async {
        await #expect(processExitsWith: .failure) {
            var calendar = EventCalendar<UInt64>()
            calendar.schedule(1, after: .nanoseconds(-1))
        }
    }
}
