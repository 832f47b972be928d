/// How stock is taken: a composition of the platform, chosen by the scenario.
///
/// | strategy | decides | at one hot product it can do |
/// |---|---|---|
/// | conditional-update | one statement that looks and takes | one commit after the other |
/// | row-lock | look and take in round trips while the row is locked | one transaction after the other |
/// | optimistic-version | read, then take unless the row has changed | one winner per round, losers try again |
/// | redis-counter | a counter in memory, the database follows | one thread's operations |
/// | segmented | one of several rows per product, which lend to each other | as many rows' commits |
/// | tokens | a list with one token per unit | one thread's pops |
/// | serial-queue | one consumer per product | one order after the other |
public enum StockStrategy: String, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    /// One atomic conditional update: hold only when enough is available.
    case conditionalUpdate = "conditional-update"
    /// `SELECT ... FOR UPDATE`, then update, then commit.
    case rowLock = "row-lock"
    /// Read amount and version, and take if the version is still the same; else once more.
    case optimisticVersion = "optimistic-version"
    /// A single-threaded counter in memory decides; the database follows, a flush later.
    case redisCounter = "redis-counter"
    /// Several rows per product; a row that is short borrows from the others in one transaction.
    case segmented = "segmented"
    /// One token per unit, issued beforehand and popped from a list in memory; the database follows.
    case tokens = "tokens"
    /// A queue and one consumer per product.
    case serialQueue = "serial-queue"
    /// Look first, then take without looking again: wrong, and here to show what it costs.
    case checkThenAct = "check-then-act"
    /// Look at a replica that lags behind, then take from the primary: wrong.
    case laggingReplica = "lagging-replica"
    /// A copy of the stock per sales channel, put right every now and then: wrong.
    case channelCopies = "channel-copies"

    /// Whether nothing is ever promised twice, whatever is lost, doubled or late; a fail-over of the cache apart.
    public var isRight: Bool {
        switch self {
        case .conditionalUpdate, .rowLock, .optimisticVersion, .redisCounter, .segmented, .tokens, .serialQueue: true
        case .checkThenAct, .laggingReplica, .channelCopies: false
        }
    }

    /// Whether the coordinator itself checks before it takes.
    public var checksFirst: Bool { self == .checkThenAct }

    /// Whether a store in memory decides and the database follows.
    public var decidesInMemory: Bool { self == .redisCounter || self == .tokens }
}
