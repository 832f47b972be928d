/// What is measured at a station; times in seconds.
public enum StationFigure: Sendable, Hashable {
    /// Customers present, on average over time; those who wait to try again included.
    case meanNumber
    /// Customers waiting, on average over time.
    case meanQueue
    /// Busy servers, on average over time.
    case meanBusy
    /// The wait of those who stay, whether they are served or give up.
    case meanWait
    /// The square of the wait.
    case meanSquareWait
    /// The share of those who stay that are not served at once.
    case waitProbability
    /// The share of those who stay that wait longer than ``StationPlan/lateness``.
    case lateProbability
    /// The share of arrivals that find at least ``StationPlan/crowd`` present.
    case crowdProbability
    /// The share of arrivals that don't stay or find no place.
    case lossProbability
    /// The share of those who stay that give up.
    case abandonmentProbability
    /// Customers present at one of the ``StationPlan/phases``, by its index.
    case numberAtPhase(Int)
}

extension StationFigure: CustomStringConvertible {
    /// Its name in reports.
    public var description: String {
        switch self {
        case .meanNumber: "number present"
        case .meanQueue: "number waiting"
        case .meanBusy: "busy servers"
        case .meanWait: "wait"
        case .meanSquareWait: "wait squared"
        case .waitProbability: "P(wait)"
        case .lateProbability: "P(wait > t)"
        case .crowdProbability: "P(n present)"
        case .lossProbability: "P(lost)"
        case .abandonmentProbability: "P(gives up)"
        case .numberAtPhase(let index): "number at phase \(index + 1)"
        }
    }
}
