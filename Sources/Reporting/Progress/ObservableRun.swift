import Primitives
import Simulator

/// A run that goes on slice by slice, so that it can be shown and stopped.
public protocol ObservableRun: ~Copyable {
    /// How much of the expected work is done, 0 to 1.
    var progress: Double { get }
    /// The present of the simulation.
    var clock: Instant { get }
    /// Events so far.
    var dispatched: UInt64 { get }
    /// Whether everything has happened.
    var isFinished: Bool { get }
    /// Lets at most so many events happen.
    mutating func advance(events: Int)
}

extension Run: ObservableRun {}
extension OrderLifeRun: ObservableRun {}
