/// One station and its customers, as parameters; rates per second, times in seconds.
public struct StationPlan: Sendable {
    /// When customers come.
    public enum Arrivals: Sendable, Equatable {
        /// A Poisson process with this rate.
        case poisson(rate: Double)
        /// A Poisson process whose rate repeats.
        case periodic(RateProfile)
    }

    /// Who is served next.
    public enum Order: Sendable, Equatable {
        /// First come, first served.
        case firstCome
        /// Last come, first served; a service that has begun goes on.
        case lastCome
    }

    /// When customers come.
    public var arrivals: Arrivals
    /// How long services take.
    public var service: ServiceLaw
    /// How many servers; `.max` for one for everybody.
    public var servers = 1
    /// How many can wait; those who find no place are lost, or try again.
    public var places = Int.max
    /// Who is served next.
    public var order = Order.firstCome
    /// Whether arrivals stay.
    public var balking = Balking.never
    /// How many of those who wait give up per second and head; nil for none. First come, first served only.
    public var patienceRate: Double?
    /// How often those who found no place try again, per second; nil if they are lost.
    public var retrialRate: Double?
    /// A wait is late beyond this time.
    public var lateness = 0.0
    /// There is a crowd when an arrival finds at least so many present.
    public var crowd = 0
    /// At which times of a period those present are counted, in seconds from its beginning; periodic arrivals only.
    public var phases: [Double] = []

    /// A station with one server where all stay until they are served; change what differs.
    public init(arrivals: Arrivals, service: ServiceLaw) {
        self.arrivals = arrivals
        self.service = service
    }
}
