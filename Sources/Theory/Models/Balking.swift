/// Whether who finds others present stays.
public enum Balking: Sendable, Equatable {
    /// Everybody stays.
    case never
    /// Who finds the server busy stays with this probability.
    case whenBusy(joining: Double)
    /// Who finds n present stays with probability 1 / (n + 1).
    case discouraged

    /// The probability that an arrival stays that finds so many present.
    public func joining(present: Int) -> Double {
        switch self {
        case .never: 1
        case .whenBusy(let joining): present == 0 ? 1 : joining
        case .discouraged: 1 / Double(present + 1)
        }
    }
}
