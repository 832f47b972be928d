/// What is measured in a network; stations by their index.
public enum NetworkFigure: Sendable, Hashable {
    /// Customers in the network, on average over time.
    case meanNumber
    /// Customers at a station, on average over time.
    case numberAt(Int)
    /// Services that end at a station, per second.
    case throughputOf(Int)
    /// The share of time that nobody is at a station.
    case idleProbability(Int)
    /// The time from arrival to departure of those who leave, in seconds, all visits included.
    case meanSojourn
}

extension NetworkFigure: CustomStringConvertible {
    /// Its name in reports.
    public var description: String {
        switch self {
        case .meanNumber: "number present"
        case .numberAt(let station): "number at station \(station + 1)"
        case .throughputOf(let station): "throughput of station \(station + 1)"
        case .idleProbability(let station): "P(station \(station + 1) idle)"
        case .meanSojourn: "sojourn"
        }
    }
}
