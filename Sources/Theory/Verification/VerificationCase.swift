/// A system whose figures are known exactly, and how to simulate it.
public struct VerificationCase: Sendable {
    /// The system and what is expected of it.
    enum System: Sendable {
        /// One station.
        case station(StationPlan, [ExactFigure<StationFigure>])
        /// A network of stations.
        case network(NetworkPlan, [ExactFigure<NetworkFigure>])
    }

    /// The case's name; it is unique, and the random streams depend on it and on nothing else of the case.
    public let name: String
    /// The parameters in words; rates per second, times in seconds.
    public let parameters: String
    /// Whether the case belongs to the quick subset: it is soon done.
    public internal(set) var isQuick = false
    /// How slowly the system forgets, in seconds: the measure for the warm-up and the first length of batches.
    let relaxationTime: Double
    let system: System

    init(_ name: String, _ parameters: String, relaxationTime: Double, _ system: System) {
        precondition(relaxationTime > 0 && relaxationTime < 1e6, "\(name) forgets in \(relaxationTime) s")
        self.name = name
        self.parameters = parameters
        self.relaxationTime = relaxationTime
        self.system = system
    }

    /// The same case as one of the quick subset.
    var quick: Self {
        var copy = self
        copy.isQuick = true
        return copy
    }
}
