import Primitives

/// What servers cost: on demand, and, where agreed, a reserved base and a spot market above it.
public struct Tariff: Equatable, Sendable, BitwiseCopyable {
    /// The price of an hour on demand, in fen.
    public var fenPerServerHour: Int64
    /// The least time that a server's life on demand is billed for, in seconds.
    public var minimumBilledSeconds: Int64
    /// The base fleet; no servers by default.
    public var reserved = Reserved()
    /// The spot market; nothing is bought there by default.
    public var spot = Spot()

    /// A base fleet that is paid for all the time, used or not.
    public struct Reserved: Equatable, Sendable, BitwiseCopyable {
        /// How many servers it is good for at any instant.
        public var servers = 0
        /// The price of an hour of each, in fen.
        public var fenPerHour: Int64 = 0

        /// Nothing reserved.
        public init() {}
    }

    /// Servers that cost less and may be taken back at any time.
    public struct Spot: Equatable, Sendable, BitwiseCopyable {
        /// How many in a thousand of the servers above the base are bought there.
        public var permille = 0
        /// The price of an hour, in fen.
        public var fenPerHour: Int64 = 0
        /// How many in a thousand are taken back per hour, on average.
        public var interruptionPermille = 0

        /// Nothing bought.
        public init() {}
    }

    /// A tariff by the started second; traps on negative numbers.
    public init(fenPerServerHour: Int64, minimumBilledSeconds: Int64) {
        precondition(
            fenPerServerHour >= 0 && minimumBilledSeconds >= 0,
            "no tariff of \(fenPerServerHour) fen per hour from \(minimumBilledSeconds) s")
        self.fenPerServerHour = fenPerServerHour
        self.minimumBilledSeconds = minimumBilledSeconds
    }

    /// The seconds billed for a server that lived so long on demand: every started one, at least the minimum.
    public func billedSeconds(for life: TimeSpan) -> Int64 {
        max(minimumBilledSeconds, Self.startedSeconds(of: life))
    }

    /// The seconds that were begun in a life; traps on a negative one.
    static func startedSeconds(of life: TimeSpan) -> Int64 {
        precondition(life >= .zero, "a server lived \(life.nanoseconds) ns")
        let (whole, rest) = life.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return whole + (rest > 0 ? 1 : 0)
    }

    /// The price of so many server-seconds on demand, rounded half up to a whole fen.
    public func price(ofSeconds seconds: Int64) -> Money { Self.price(ofSeconds: seconds, at: fenPerServerHour) }

    /// The price of so many server-seconds at a price per hour, rounded half up to a whole fen.
    static func price(ofSeconds seconds: Int64, at fenPerHour: Int64) -> Money {
        Money(fen: (fenPerHour * seconds + 1_800) / 3_600)
    }
}
