import Primitives

/// What the fleet costs: each server from its creation, boot included, to its end, by the started second.
///
/// Seconds are summed exactly and turned into money once, so no rounding adds up.
public struct Bill: Sendable {
    /// What a server costs.
    public let tariff: Tariff

    private var closedSeconds: Int64 = 0
    /// When each server was created; `.distantFuture` when it does not exist (any more).
    private var openings: [Instant] = []

    /// A bill without any server.
    public init(_ tariff: Tariff) { self.tariff = tariff }

    /// A server was created. Traps if it exists already.
    public mutating func opened(_ server: ServerID, at now: Instant) {
        while openings.count <= server.index { openings.append(.distantFuture) }
        precondition(openings[server.index] == .distantFuture, "server \(server.number) was created twice")
        openings[server.index] = now
    }

    /// A server is gone. Traps if it did not exist.
    public mutating func closed(_ server: ServerID, at now: Instant) {
        precondition(
            server.index < openings.count && openings[server.index] != .distantFuture,
            "server \(server.number) ended without existing")
        closedSeconds += tariff.billedSeconds(for: now - openings[server.index])
        openings[server.index] = .distantFuture
    }

    /// The seconds billed if every server ended at `now`. O(servers ever created).
    public func billedSeconds(at now: Instant) -> Int64 {
        var seconds = closedSeconds
        for opening in openings where opening != .distantFuture {
            seconds += tariff.billedSeconds(for: now - opening)
        }
        return seconds
    }

    /// The billed server-hours if every server ended at `now`, for reporting. O(servers ever created).
    public func serverHours(at now: Instant) -> Double { Double(billedSeconds(at: now)) / 3_600 }

    /// The total if every server ended at `now`, rounded once, half up. O(servers ever created).
    public func total(at now: Instant) -> Money { tariff.price(ofSeconds: billedSeconds(at: now)) }
}
