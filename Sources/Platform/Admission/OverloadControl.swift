/// What a service does about more work than it can do, beyond refusing what finds no place in a queue.
public enum OverloadControl: Equatable, Sendable {
    /// So many requests per second and no more, in front of the pool.
    case tokenBucket(TokenBucketConfiguration)
    /// Short waits, and the newest first, at each server.
    case queueTimeout(QueueTimeoutConfiguration)
    /// A limit of jobs at each server that follows its response times.
    case gradient2(Gradient2Configuration)
    /// The least important requests are shed at each server while others wait for long.
    case dagor(DagorConfiguration)
}
