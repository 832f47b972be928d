import Platform
import Primitives

/// The stores behind the stock service: how long their operations take, and what else the strategies are made of.
///
/// Each strategy reads its own part. The source of each default is said with it; where there is none it is an
/// assumption about a database with its log on replicated flash storage, within one region.
public struct StockStorePlan: Equatable, Sendable {
    /// One statement on a row that is in the database's memory. Measured reads of such stores are around 1 ms with the
    /// network (Alibaba's microservice traces of 2022: 0.97 ms per read), of which this is the database's own part.
    public var statement: TimeSpan = .microseconds(200)
    /// Making a transaction durable, while its rows stay locked. With the statement 1 ms, so that one row takes 1,000
    /// conditional updates a second: the upper end of 300 to 1,000 that are usual for a hot row.
    public var commit: TimeSpan = .microseconds(800)
    /// Transactions that may wait for one row, each with a connection of its own; more are turned away.
    public var connections: Int = 100
    /// How often an optimistic order takes its chance before it is told to come again.
    public var rounds: Int = 10
    /// Rows per product when stock is segmented.
    public var buckets: Int = 8
    /// One operation of the single thread in memory: 80,000 to 120,000 a second are usual for such a store.
    public var memoryOperation: TimeSpan = .microseconds(10)
    /// How long the database is behind a decision made in memory: it is told in groups.
    public var flush: TimeSpan = .milliseconds(50)
    /// How long the memory's standby is behind it, and so how much is lost when it takes over.
    public var standbyLag: TimeSpan = .milliseconds(100)
    /// When the memory's standby takes over; nil for never.
    public var failOver: Instant?
    /// From the service into a product's queue and out of it at the consumer, in each direction.
    public var queueHop: TimeSpan = .milliseconds(1)
    /// What a product's consumer takes for one order: a transaction of its own, a round trip away.
    public var consumer: TimeSpan = .microseconds(1_500)
    /// How long a replica is behind: 10 ms to 1 s on a good day, minutes on a bad one.
    public var replicaLag: TimeSpan = .milliseconds(500)
    /// Sales channels that have a copy of the stock each.
    public var channels: Int = 4
    /// How often the channels' copies are put right.
    public var synchroniseEvery: TimeSpan = .hours(24)

    public init() {}
}

/// What overselling costs; see the figures `oversell_loss_fen` and `reconciliation_hours`.
public struct OversellPlan: Equatable, Sendable {
    /// What the buyer of a unit that is not there gets on top of the money back.
    public var compensation: Money = .zero
    /// The work of a person on one order that can't be served: look it up, refund, talk to the buyer.
    public var perOrder: TimeSpan = .minutes(10)
    /// People who do this at the same time.
    public var people: Int = 1

    public init() {}
}

/// Units that come to a product during the run, or are taken out of sale.
public struct SupplyPlan: Equatable, Sendable {
    /// The place in the order of popularity, from 1.
    public var rank: Int
    /// When.
    public var at: Instant
    /// How many.
    public var units: Int

    public init(rank: Int, at: Instant, units: Int) {
        self.rank = rank
        self.at = at
        self.units = units
    }
}

extension StockDesign {
    /// The design of a scenario.
    public init(_ scenario: Scenario) {
        self.init()
        strategy = scenario.coordination.stockStrategy
        buckets = scenario.stockStore.buckets
        channels = scenario.stockStore.channels
        rounds = UInt8(clamping: scenario.stockStore.rounds)
        connections = scenario.stockStore.connections
    }
}

extension CataloguePlan {
    /// By product, when it can be ordered for the first time.
    public var onSale: [Instant] {
        var instants = [Instant](repeating: .distantPast, count: products)
        for limit in limited { instants[limit.rank - 1] = limit.onSale }
        return instants
    }

    /// By product, the units that one user may have, 0 for any number; empty if none is limited.
    public var unitsPerUser: [Int] {
        guard limited.contains(where: { $0.perUser > 0 }) else { return [] }
        var units = [Int](repeating: 0, count: products)
        for limit in limited { units[limit.rank - 1] = limit.perUser }
        return units
    }
}
