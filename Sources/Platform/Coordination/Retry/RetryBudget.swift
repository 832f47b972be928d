/// How many retries may leave, whatever is due: a token bucket, so that a service that recovers is not overrun by
/// those who wait for it.
///
/// Every retry takes a token. Tokens come at a constant rate and with every first attempt, as the retry budgets of
/// Finagle do (Twitter, 2016); the rate is what keeps orders moving when no new ones come. What finds no token
/// waits in line, first in, first out.
public struct RetryBudget: Equatable, Sendable {
    /// Tokens per second; at least 1.
    public var perSecond: Int
    /// The share of a token, in permille, that a first attempt brings.
    public var sharePermille: Int
    /// The most tokens that are kept; at least 1.
    public var burst: Int

    /// A budget; traps where nothing would ever leave.
    public init(perSecond: Int, sharePermille: Int = 0, burst: Int = 1) {
        precondition(perSecond > 0 && sharePermille >= 0 && burst > 0, "a budget of \(perSecond) retries per second")
        self.perSecond = perSecond
        self.sharePermille = sharePermille
        self.burst = burst
    }
}
