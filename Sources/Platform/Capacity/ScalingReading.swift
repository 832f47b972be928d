import Primitives

/// What one scrape of a pool says, as an autoscaler counts servers.
public struct ScalingReading: Equatable, Sendable, BitwiseCopyable {
    /// Busy share of the capacity of the servers that count, in permille.
    public var utilisationPermille: Int
    /// Servers whose load counts.
    public var measured: Int
    /// Servers that exist and do not serve yet, or have not served for a whole scrape.
    public var unready: Int
    /// Servers that should have a load and tell none, because they crashed.
    public var missing: Int
    /// When it was measured.
    public var at: Instant

    /// A scrape; traps on negative counts.
    public init(utilisationPermille: Int, measured: Int, unready: Int = 0, missing: Int = 0, at instant: Instant) {
        precondition(
            utilisationPermille >= 0 && measured >= 0 && unready >= 0 && missing >= 0,
            "\(measured) + \(unready) + \(missing) servers at \(utilisationPermille) permille")
        self.utilisationPermille = utilisationPermille
        self.measured = measured
        self.unready = unready
        self.missing = missing
        at = instant
    }
}
