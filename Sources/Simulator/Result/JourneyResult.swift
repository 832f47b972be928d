/// How one kind of attempt went within a window.
public struct JourneyResult: Equatable, Sendable {
    /// `browse`, `order`, `pay` or `issue`.
    public var name = ""
    /// Attempts that came to their end.
    public var attempts: UInt64 = 0
    /// Those that were answered as the shopper wished or truthfully refused (sold out, declined).
    public var succeeded: UInt64 = 0
    /// Click to answer; for `issue`, capture to credential.
    public var latency = LatencySummary()

    public init() {}

    /// Succeeded over attempts; 1 without any.
    public var availability: Double { attempts == 0 ? 1 : Double(succeeded) / Double(attempts) }
}
