import Primitives
import Statistics

/// What became of the customers of a station so far.
@frozen
public struct StationCounts: Hashable, Sendable, BitwiseCopyable {
    /// Those who came, whatever became of them.
    public var arrivals = 0
    /// Those turned away because every place was taken.
    public var balked = 0
    /// Those who gave up waiting.
    public var reneged = 0
    /// Those whose service has ended.
    public var completed = 0

    /// No customers yet.
    @inlinable public init() {}
}

extension Station {
    /// What became of the customers so far.
    @inlinable public var figures: StationCounts { counts }

    /// How many servers are busy, now and over time. Its integral is the time served, in server-nanoseconds:
    /// the utilisation law says it equals the sum of all service times.
    @inlinable public var busy: TimeWeightedAverage { busyServers }

    /// How many customers wait, now and over time. Its integral is the time waited, in
    /// customer-nanoseconds: Little's law (1961) in its exact, finite form says it equals the sum of all
    /// waits, those given up and those still lasting included.
    @inlinable public var waiting: TimeWeightedAverage { waitingCustomers }

    /// Whether every customer that came is accounted for: turned away, gone, served, in service or waiting.
    @inlinable
    public var conservesCustomers: Bool {
        let present = busyServers.value + waitingCustomers.value
        return counts.arrivals == counts.balked + counts.reneged + counts.completed + present
    }

    /// The share of the servers' time spent serving, from the start to `now`.
    @inlinable
    public func utilisation(until now: Instant) -> Double { busyServers.average(until: now) / Double(servers) }
}
