import Primitives

/// What a server costs.
public struct Tariff: Equatable, Sendable {
    /// Price of an hour, in fen; billed per started second from creation.
    public var fenPerServerHour: Int64
    /// A server is billed for at least so many seconds.
    public var minimumBilledSeconds: Int64

    public init(fenPerServerHour: Int64, minimumBilledSeconds: Int64) {
        self.fenPerServerHour = fenPerServerHour
        self.minimumBilledSeconds = minimumBilledSeconds
    }
}
