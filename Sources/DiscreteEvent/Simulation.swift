import Primitives

/// A model, its calendar, and the loop that lets its events happen one by one.
///
/// Equal models with equal first events give equal runs, with equal fingerprints, wherever the run is
/// interrupted and resumed.
@frozen
public struct Simulation<M: Model & ~Copyable>: ~Copyable {
    /// The world.
    public var model: M
    /// The pending events. Schedule the first ones here before running.
    public var calendar: EventCalendar<M.Event>
    /// A hash over every dispatched event, in order: its instant, then what it feeds.
    public var fingerprint: Fingerprint
    /// How many events have happened.
    public var dispatched: UInt64

    /// A simulation before its first event.
    ///
    /// - Parameters:
    ///   - model: the world at `start`.
    ///   - start: the first instant of the run; may be before the origin.
    ///   - kind: where pending events wait; it changes the speed of the run, and nothing else.
    @inlinable
    public init(_ model: consuming M, startingAt start: Instant = .origin, kind: CalendarKind = .radix) {
        self.model = model
        calendar = EventCalendar(startingAt: start, kind: kind)
        fingerprint = Fingerprint()
        dispatched = 0
    }

    /// The present.
    @inlinable public var now: Instant { calendar.now }

    /// Lets every event up to and including `end` happen, and leaves ``now`` at `end`.
    ///
    /// An `end` before ``now`` changes nothing.
    @inlinable
    public mutating func run(until end: Instant) {
        _ = dispatch(until: end, atMost: .max)
        calendar.settle(at: end)
    }

    /// Runs like ``run(until:)``, but no more than a number of events: for progress and interrupts.
    ///
    /// - Returns: how many events happened. If fewer than `limit`, ``now`` is at `end`; if `limit`, more
    ///   may be due, and ``now`` is at the last that happened.
    @inlinable
    public mutating func run(until end: Instant, atMost limit: Int) -> Int {
        let count = dispatch(until: end, atMost: limit)
        if count < limit { calendar.settle(at: end) }
        return count
    }

    /// Lets events happen until none is pending, and leaves ``now`` at the last of them.
    @inlinable
    public mutating func runToCompletion() { _ = dispatch(until: .distantFuture, atMost: .max) }

    /// The event loop.
    @inlinable @inline(__always)
    mutating func dispatch(until end: Instant, atMost limit: Int) -> Int {
        var fingerprint = fingerprint
        var count = 0
        while count < limit, let (now, event) = calendar.popFirst(notAfter: end) {
            fingerprint.combine(now)
            event.feed(&fingerprint)
            count &+= 1
            model.handle(event, at: now, calendar: &calendar)
        }
        self.fingerprint = fingerprint
        dispatched &+= UInt64(truncatingIfNeeded: count)
        return count
    }
}

extension Simulation: Sendable where M: Sendable & ~Copyable, M.Event: Sendable {}
