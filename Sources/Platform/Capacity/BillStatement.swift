import Primitives

/// What a fleet cost up to an instant, tariff by tariff; each amount is rounded once, half up to a whole fen.
public struct BillStatement: Equatable, Sendable, BitwiseCopyable {
    /// Server-seconds on demand and from the spot market: every started one of each server, at least the minimum.
    public internal(set) var onDemandSeconds: Int64 = 0
    public internal(set) var spotSeconds: Int64 = 0
    /// Server-seconds of the base fleet: as agreed and paid, and those in which a server was there to use it.
    public internal(set) var reservedSeconds: Int64 = 0
    public internal(set) var reservedUsedSeconds: Int64 = 0
    /// What each of the three costs.
    public internal(set) var onDemand = Money.zero
    public internal(set) var spot = Money.zero
    public internal(set) var reserved = Money.zero

    /// The whole price.
    public var total: Money { onDemand + spot + reserved }

    /// The seconds of servers that were there, whatever they cost.
    public var serverSeconds: Int64 { onDemandSeconds + spotSeconds + reservedUsedSeconds }

    /// Hours for which the base fleet was paid and not used.
    public var idleReservedHours: Double { Double(max(0, reservedSeconds - reservedUsedSeconds)) / 3_600 }
}
