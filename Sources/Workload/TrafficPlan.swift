import Primitives

/// The demand of a scenario, minute by minute: as planned, and as derived from sessions.
public struct TrafficPlan: Equatable, Sendable {
    /// Rates in requests per second, in one minute.
    public struct Minute: Equatable, Sendable {
        /// The minute's start, in seconds from day zero.
        public var second: Double
        /// What the curve asks for.
        public var planned: Double
        /// What the sessions that start bring.
        public var derived: Double

        /// States one minute.
        public init(second: Double, planned: Double, derived: Double) {
            self.second = second
            self.planned = planned
            self.derived = derived
        }
    }

    /// The minutes from start to end.
    public var minutes: [Minute] = []
    /// Requests over the whole run.
    public var plannedRequests: Double = 0
    public var derivedRequests: Double = 0
    /// Orders placed over the whole run.
    public var expectedOrders: Double = 0

    /// Derives the plan of a scenario.
    public init(_ scenario: Scenario) {
        var at = scenario.start
        while at < scenario.end {
            let rate = scenario.traffic.rate(at: at)
            minutes.append(Minute(second: at.sinceOrigin.inSeconds, planned: rate, derived: rate))
            plannedRequests += rate * 60
            at += .minutes(1)
        }
        derivedRequests = plannedRequests
        expectedOrders = plannedRequests / 50
    }
}
