import DiscreteEvent
import Primitives

/// A model whose long-run figures are known exactly.
protocol ReferenceModel: Model, ~Copyable {
    /// What is measured.
    associatedtype Figure: Sendable, CustomStringConvertible

    /// Schedules what happens first.
    mutating func begin(_ calendar: inout EventCalendar<Event>)

    /// Where a figure stands: what has added up since the start, and over what.
    func total(of figure: Figure, until now: Instant) -> RatioTotal
}
