import Primitives

/// A forecast of demand, hour by hour, and the fleet that it asks for.
public struct FleetForecast: Equatable, Sendable {
    /// When the first hour begins.
    public var start: Instant
    /// Each hour's mean request rate, per second.
    public var requestsPerSecond: [Double]
    /// How many servers of the fleet one request per second takes at the target utilisation.
    public var serversPerRequest: Double
    /// How long before an hour its fleet is to be ordered.
    public var lead: TimeSpan

    public init(start: Instant, requestsPerSecond: [Double], serversPerRequest: Double, lead: TimeSpan) {
        self.start = start
        self.requestsPerSecond = requestsPerSecond
        self.serversPerRequest = serversPerRequest
        self.lead = lead
    }

    /// How many servers an hour asks for; rounded up.
    public func servers(hour: Int) -> Int {
        Int((requestsPerSecond[hour] * serversPerRequest).rounded(.up))
    }

    /// The fleet over time: always enough for every hour that has a part within the lead.
    ///
    /// An hour's fleet is ordered ``lead`` before it begins and kept until it ends. O(hours²).
    public var steps: [FleetStep] {
        let hour = TimeSpan.hours(1)
        let starts = requestsPerSecond.indices.map { start + hour * Int64($0) }
        // The answer changes only where an hour enters or has ended.
        let changes = (starts.map { $0 - lead } + starts.map { $0 + hour }).sorted()
        var steps: [FleetStep] = []
        for change in changes where steps.last?.at != change {
            var most = 0
            for index in starts.indices where starts[index] - lead <= change && change < starts[index] + hour {
                most = max(most, servers(hour: index))
            }
            if steps.last?.fleet != most { steps.append(FleetStep(at: change, fleet: most)) }
        }
        return steps
    }
}
