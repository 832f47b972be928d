import Primitives

/// A service of the platform as a state machine that does no input or output of its own.
///
/// Time is an argument, chance comes in with the command, and what should happen next goes out as
/// effects that a driver carries: over a simulated network, a real one, or none. A call never reads
/// a clock, blocks, calls another machine, or allocates per event (growth of tables apart).
///
/// The driver keeps one wake-up per machine at ``nextDeadline`` and calls ``advance(to:into:)`` then.
public protocol Machine: ~Copyable {
    /// What the machine can be asked.
    associatedtype Command: BitwiseCopyable
    /// What the machine asks of others.
    associatedtype Effect: BitwiseCopyable

    /// Takes one command. `now` never decreases from call to call.
    mutating func handle(_ command: Command, at now: Instant, into effects: inout EffectBuffer<Effect>)

    /// Fires deadlines that are due at `now`, a bounded batch of them.
    ///
    /// When more are due, ``nextDeadline`` is still at or before `now` and the driver calls again.
    mutating func advance(to now: Instant, into effects: inout EffectBuffer<Effect>)

    /// The earliest instant at which ``advance(to:into:)`` may have something to do;
    /// `.distantFuture` when idle. May be early (a stale deadline), never late.
    var nextDeadline: Instant { get }
}
