/// What one service did.
public struct ServiceResult: Equatable, Sendable {
    /// The service's name.
    public var name = ""
    /// Page requests as shoppers saw them, click to answer; checks of entitlements as readers saw them.
    public var latency = LatencySummary()
    /// Jobs (pages and messages) that arrived.
    public var offered: UInt64 = 0
    /// Jobs that were finished.
    public var served: UInt64 = 0
    /// Jobs refused because the queue was full or the service refused everything.
    public var refused: UInt64 = 0
    /// Jobs that an overload control shed before they queued, and those that it dropped from the queue.
    public var shed: UInt64 = 0
    public var dropped: UInt64 = 0
    /// Those of the shed whose callers did not even send them.
    public var shedByCallers: UInt64 = 0
    /// Pages that reached shoppers who still waited, over what the servers could make in the window; 0 without pages.
    public var goodput: Double = 0
    /// Jobs lost on a crashed server or in an outage, and replies lost.
    public var lost: UInt64 = 0
    /// Page requests sent to the queue page by the throttle.
    public var diverted: UInt64 = 0
    /// How often the throttle engaged.
    public var throttleEngagements: UInt64 = 0
    /// For how many seconds it was engaged in all.
    public var throttledSeconds: Double = 0
    /// Busy slots over available slots, mean over the run and in the busiest minute.
    public var utilisationMean: Double = 0
    public var utilisationPeak: Double = 0
    /// The busiest minute's start, in seconds from day zero.
    public var utilisationPeakAt: Double = 0
    /// The longest queue seen at one server.
    public var queuePeak: Int = 0
    /// Servers at the start, at most, and server-hours.
    public var serversAtStart: Int = 0
    public var serversPeak: Int = 0
    public var serverHours: Double = 0
    /// What became of it under more work than it could do; nil if it never was.
    public var saturation: SaturationResult?
    /// What its callers' breaker, bulkhead and connections kept back; nil where calls to it are not guarded.
    public var guards: GuardResult?

    public init() {}
}
