import Primitives

/// How a charge treats the coupon service: a composition of the platform, chosen by the scenario.
public enum CouponCalling: Equatable, Sendable {
    /// Wait at most this long, then charge without the coupon; not at all while the breaker is open.
    case bounded(wait: TimeSpan)
    /// Wait for the answer however long it takes, asking again after each call time-out: wrong, and
    /// here to show what it costs.
    case synchronous
}

/// The coordinator's waiting times and compositions; every one is a value of the scenario.
public struct CoordinatorConfiguration: Equatable, Sendable {
    /// How stock is taken.
    public var stockStrategy: StockStrategy = .conditionalUpdate
    /// How the coupon service is called before a charge.
    public var couponCalling: CouponCalling = .bounded(wait: .milliseconds(150))
    /// The breaker around the coupon service.
    public var couponBreaker = CircuitBreakerConfiguration()
    /// How long a call may stay unanswered before its outcome is *unknown*.
    public var callTimeout: TimeSpan = .seconds(2)
    /// How often a hold or confirmation is asked for before the order is given up.
    public var stockAttempts: UInt8 = 3
    /// The distance of issuing attempts by most policies, and of repeated refunds, releases and withdrawals.
    public var retryInterval: TimeSpan = .seconds(30)
    /// When an order that is not issued yet is tried again.
    public var retry = RetryPolicy()
    /// How long after the capture an unissued order is withdrawn and refunded.
    public var giveUpAfter: TimeSpan = .hours(24)
    /// Whether and how orders are made durable before their effects leave; nil for not at all.
    public var journal: JournalPlan?
    /// Within which time after a restart every open order is active again, each at an instant of its own; zero sets
    /// all of them to one beat.
    public var restartWithin: TimeSpan = .seconds(30)
    /// How two coordinators take turns; nil when there is one and nobody to take over.
    public var lease: LeasePlan?
    /// What the payment provider keeps of every capture, in permille; refunds don't bring it back.
    public var providerFeePermille = 6
    /// How long an order may stay unpaid.
    public var unpaidExpiry: TimeSpan = .minutes(15)

    public init() {}
}

extension CoordinatorConfiguration {
    /// What the provider keeps of a capture, rounded half up to a whole fen.
    @inlinable
    public func providerFee(on amount: Money) -> Money { amount.scaled(permille: Int64(providerFeePermille)) }
}

/// How a coordinator's orders are made durable.
public struct JournalPlan: Equatable, Sendable {
    /// How long a write takes; those that come meanwhile leave together with the next.
    public var write: TimeSpan

    /// A journal whose writes take so long.
    public init(write: TimeSpan) { self.write = write }
}
