import Platform
import Primitives

/// One service: how much work its jobs are, how much it queues, how it throttles, and what it does about too much.
public struct ServicePlan: Equatable, Sendable {
    /// The mean CPU time of a page request; zero where pages never go.
    public var pageWork: TimeSpan = .zero
    /// The mean CPU time of a message from another service.
    public var messageWork: TimeSpan = .zero
    /// The coefficient of variation of both (log-normal).
    public var workVariation: Double = 0.5
    /// The weight of the service's pool when a fleet is divided.
    public var fleetWeight: Int = 1
    /// How many jobs wait at one server at most; more are refused.
    public var queueLimit: Int = 64
    /// The throttle in front of the service's pages; nil for none.
    public var throttle: ThrottlePlan?
    /// The breaker of those who call the service; nil for none.
    public var breaker: CircuitBreakerConfiguration?
    /// The bulkhead of those who call the service; nil for none.
    public var bulkhead: BulkheadConfiguration?
    /// How many calls to other services each of its servers may have out, all services together; nil for any number.
    public var connections: Int?
    /// What is done about more work than its servers can do; nil for no more than refusing it when queues are full.
    public var overload: OverloadControl?
    /// How old a page request may be when a server begins to work on it, from when it reached the gateway; nil for any.
    public var deadline: TimeSpan?
    /// How its callers hold back what it mostly refuses; nil for not at all.
    public var clientThrottle: ClientThrottleConfiguration?
    /// How many repeated clicks are let through to it; nil for all.
    public var retryGate: RetryGateConfiguration?

    public init() {}

    /// Whether jobs have to pass more than the balancer.
    public var isControlled: Bool {
        overload != nil || deadline != nil || clientThrottle != nil || retryGate != nil
    }
}

/// A throttle and its waiting room.
public struct ThrottlePlan: Equatable, Sendable {
    /// When it engages and how much it diverts.
    public var rule = ThrottleConfiguration()
    /// How many waiting shoppers are let in per second.
    public var releasePerSecond: Double = 50
    /// The mean time for which a shopper stays on the queue page (exponential).
    public var patience: TimeSpan = .minutes(10)

    public init() {}
}
