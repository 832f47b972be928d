/// Why a service had more work than it could do, as the truth of the simulation has it, not as any sensor saw it.
public enum SaturationCause: String, CaseIterable, Sendable {
    /// More work came than all its servers can do, those that boot or are down counted in.
    case tooFewServers
    /// It would have done if shoppers had clicked once only.
    case repeatedClicks
    /// It would have done if the servers that were down had not been.
    case serversDown
    /// It would have done if a fault had not slowed the service.
    case slowService
    /// It would have done if some servers had not been gray.
    case grayServers
    /// It would have done if the servers that were ordered had already served.
    case booting
    /// It would have done if the new servers had been warm.
    case warmingUp
    /// No single one of these, but all of them together.
    case severalAtOnce
    /// There was room on the whole; work came in a burst, or met the wrong servers.
    case uneven

    /// In a few words.
    public var words: String {
        switch self {
        case .tooFewServers: "too few servers"
        case .repeatedClicks: "clicks that were repeated"
        case .serversDown: "servers were down"
        case .slowService: "a fault made it slow"
        case .grayServers: "gray servers"
        case .booting: "new servers still booted"
        case .warmingUp: "new servers were still warming up"
        case .severalAtOnce: "several things at once"
        case .uneven: "a burst, or an uneven spread over servers: there was room on the whole"
        }
    }
}
