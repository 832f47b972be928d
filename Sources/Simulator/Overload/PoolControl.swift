import Platform
import Primitives
import Workload

/// The overload control of one pool, and its machines that all servers of the pool share.
struct PoolControl: BitwiseCopyable {
    /// Which control its servers or its balancer have.
    let kind: Kind
    /// The control in front of the pool, if that is what it has.
    var bucket: TokenBucket
    let hasBucketPerSlot: Bool
    /// How old a job may be when it is begun.
    let deadline: TimeSpan
    let hasClientThrottle: Bool
    let hasRetryGate: Bool
    var retryGate: RetryGate

    /// ``OverloadControl`` without its numbers.
    enum Kind: UInt8, BitwiseCopyable {
        case none, tokenBucket, queueTimeout, gradient2, dagor
    }

    /// Longer than any run, and short enough to be added to an instant.
    private static var never: TimeSpan { .hours(24 * 366) }

    init(_ plan: ServicePlan) {
        var bucket = TokenBucketConfiguration()
        switch plan.overload {
        case nil: kind = .none
        case .tokenBucket(let configuration)?:
            kind = .tokenBucket
            bucket = configuration
        case .queueTimeout?: kind = .queueTimeout
        case .gradient2?: kind = .gradient2
        case .dagor?: kind = .dagor
        }
        self.bucket = TokenBucket(bucket)
        hasBucketPerSlot = bucket.isPerSlot
        deadline = plan.deadline ?? Self.never
        hasClientThrottle = plan.clientThrottle != nil
        hasRetryGate = plan.retryGate != nil
        retryGate = RetryGate(plan.retryGate ?? RetryGateConfiguration())
    }
}
