import Primitives

/// What the lease keeper can be asked.
public enum LeaseCommand: Equatable, Sendable, BitwiseCopyable {
    /// May this one be at work?
    case acquire(holder: UInt8)
    /// The one at work with this token goes on.
    case renew(holder: UInt8, token: UInt32)
    /// The one at work with this token stops of its own accord.
    case release(holder: UInt8, token: UInt32)
}

/// What the lease keeper answers.
public enum LeaseEffect: Equatable, Sendable, BitwiseCopyable {
    /// At work until then, with this token in every call.
    case granted(holder: UInt8, token: UInt32, until: Instant)
    /// Not at work: another is, or the lease has run out and must be acquired anew.
    case refused(holder: UInt8)
    /// The lease with this token has run out. A fact for those who wait for it.
    case expired(token: UInt32)
}

/// How long a lease lasts and how often it is renewed.
public struct LeasePlan: Equatable, Sendable {
    /// How long a lease lasts from its grant or latest renewal.
    public var length: TimeSpan
    /// How often the one at work renews, and another looks whether it may.
    public var renewEvery: TimeSpan
    /// Whether ports refuse stale tokens: without it is wrong, and here to show what it costs.
    public var fencing = true

    /// A plan; renewals closer together than the length.
    public init(length: TimeSpan, renewEvery: TimeSpan) {
        self.length = length
        self.renewEvery = renewEvery
    }
}
