import Primitives

/// Something that happens at an instant of a simulation.
///
/// An event is a small trivial value, at best an enum of at most 16 bytes: it is copied into the
/// calendar and out again, and nothing is allocated for it.
public protocol SimulationEvent: BitwiseCopyable {
    /// Folds which event this is, then each of its fields in declared order, into a fingerprint.
    ///
    /// Two events of one type that differ in anything must feed different words.
    func feed(_ fingerprint: inout Fingerprint)
}

/// The world that a simulation moves: its state, and what each event does to it.
///
/// A model's methods are specialised into the event loop when they are `@inlinable` or in the module
/// that runs the simulation.
public protocol Model: ~Copyable {
    /// What can happen.
    associatedtype Event: SimulationEvent

    /// Lets one event happen, and schedules what follows from it.
    ///
    /// - Parameters:
    ///   - event: what happens.
    ///   - now: when; equal to `calendar.now`.
    ///   - calendar: where to schedule what follows. Only the simulation takes events out of it.
    mutating func handle(_ event: Event, at now: Instant, calendar: inout EventCalendar<Event>)
}
