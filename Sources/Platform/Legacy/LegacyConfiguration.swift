import Primitives

/// The old platform's settings; every one is a value of the scenario.
public struct LegacyConfiguration: Equatable, Sendable {
    /// Sales channels (app, site, partners ...), each with its own copy of every product's stock.
    public var channels: Int = 4
    /// How often the copies are brought in line with what was sold.
    public var synchroniseEvery: TimeSpan = .hours(24)
    /// How long a charge or an issue may stay unanswered before it is taken for a failure.
    public var callTimeout: TimeSpan = .seconds(2)
    /// How often a charge or an issue is tried, each time under a fresh key, before people must look.
    public var attempts: UInt8 = 3
    /// How long a sale may stay unpaid.
    public var unpaidExpiry: TimeSpan = .minutes(15)
    /// How long a payment may hang on the coupon service before the hourly report shows it to people.
    public var reportAfter: TimeSpan = .minutes(30)

    public init() {}
}
