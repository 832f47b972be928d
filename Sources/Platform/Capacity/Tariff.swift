import Primitives

/// What a server costs.
public struct Tariff: Equatable, Sendable, BitwiseCopyable {
    /// The price of an hour, in fen.
    public var fenPerServerHour: Int64
    /// The least time that a server's life is billed for, in seconds.
    public var minimumBilledSeconds: Int64

    /// A tariff by the started second; traps on negative numbers.
    public init(fenPerServerHour: Int64, minimumBilledSeconds: Int64) {
        precondition(
            fenPerServerHour >= 0 && minimumBilledSeconds >= 0,
            "no tariff of \(fenPerServerHour) fen per hour from \(minimumBilledSeconds) s")
        self.fenPerServerHour = fenPerServerHour
        self.minimumBilledSeconds = minimumBilledSeconds
    }

    /// The seconds billed for a server that lived so long: every started one, at least the minimum.
    public func billedSeconds(for life: TimeSpan) -> Int64 {
        precondition(life >= .zero, "a server lived \(life.nanoseconds) ns")
        let (whole, rest) = life.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return max(minimumBilledSeconds, whole + (rest > 0 ? 1 : 0))
    }

    /// The price of so many server-seconds, rounded half up to a whole fen.
    public func price(ofSeconds seconds: Int64) -> Money {
        Money(fen: (fenPerServerHour * seconds + 1_800) / 3_600)
    }
}
