import Primitives

/// The stores behind the stock service, each a state of its own that is reached by calls alone: the database's rows,
/// a memory with its standby, a replica, rows or copies of a product.
///
/// What a strategy does not use is empty. Every call is one step with nothing in between, as the store that it stands
/// for guarantees; what is no step of a store takes several calls, and others may come between them. That is where
/// the wrong strategies go wrong.
///
/// Every call costs O(1), but `borrow` O(rows of the product) and `synchronise` O(products).
public struct StockStores: ~Copyable, Machine {
    public typealias Command = StoreCall
    public typealias Effect = StoreEffect

    /// The strategy with its measures.
    public let design: StockDesign
    /// The database: orders, and one row per product.
    var book: HoldBook
    /// The memory that decides, and its standby. Neither knows of sales or deadlines.
    var memory: HoldBook
    var standby: HoldBook
    /// Whether the standby has taken over.
    public internal(set) var hasFailedOver = false
    var locks: RowLocks
    var tokens: TokenLists
    /// By row and product: units in a bucket, amounts at the replica, or a channel's copy of the stock.
    var amounts: Table<Int>
    /// By channel and product, what its copy was given at the last synchronisation.
    var granted: Table<Int>
    /// By product, what the channels' headquarters believe to be left.
    var central: Table<Int>
    /// How many products there are.
    public let productCount: Int

    /// Stores with all units available.
    ///
    /// - Parameters:
    ///   - design: how stock is taken.
    ///   - initial: units of each product, in the catalogue's order.
    ///   - holdTimeToLive: how long a hold lasts unless it is confirmed.
    ///   - perUser: by product, the units that one user may have, 0 for any number; empty if none is limited.
    public init(_ design: StockDesign, initial: [Int], holdTimeToLive: TimeSpan, perUser: [Int] = []) {
        self.design = design
        productCount = initial.count
        let strategy = design.strategy
        let inMemory = strategy.decidesInMemory
        // The limit is kept where it is decided.
        book = HoldBook(
            initial: initial, timeToLive: holdTimeToLive, perUser: inMemory ? [] : perUser,
            keepsUsers: strategy == .channelCopies)
        memory = HoldBook(initial: inMemory ? initial : [], timeToLive: nil, perUser: inMemory ? perUser : [])
        standby = HoldBook(
            initial: strategy == .redisCounter ? initial : [], timeToLive: nil,
            perUser: strategy == .redisCounter ? perUser : [])
        locks = RowLocks(products: strategy == .rowLock ? initial.count : 0, connections: design.connections)
        tokens = TokenLists(initial: strategy == .tokens ? initial : [])
        amounts = Table()
        granted = Table()
        central = Table()
        switch strategy {
        case .segmented:
            // Spread as evenly as it goes, so that no row is short before its time.
            for row in 0..<design.buckets {
                for units in initial { amounts.append(units / design.buckets + (row < units % design.buckets ? 1 : 0)) }
            }
        case .laggingReplica:
            for units in initial { amounts.append(units) }
        case .channelCopies:
            for units in initial { central.append(units) }
            for _ in 0..<design.channels {
                for units in initial {
                    amounts.append(units)
                    granted.append(units)
                }
            }
        case .conditionalUpdate, .rowLock, .optimisticVersion, .redisCounter, .tokens, .serialQueue, .checkThenAct:
            break
        }
    }

    /// Where the units of a product are, as the database has it.
    @inline(__always)
    public func units(of product: Int) -> ProductStock { book.products[product] }

    /// Where the units of all products are, in the catalogue's order. O(products).
    public var products: [ProductStock] { (0..<productCount).map { book.products[$0] } }

    /// Whether every unit of every product is in exactly one place. O(products).
    public var isConserved: Bool { products.allSatisfy(\.isConserved) }

    /// What has become of an order's units, as the database has it. O(1).
    public func phase(of order: OrderID) -> HoldPhase { book.phase(of: order) }

    /// When the next hold runs out.
    public var nextDeadline: Instant { book.nextDeadline }

    /// Takes one call. At most 3 effects.
    public mutating func handle(_ call: StoreCall, at now: Instant, into effects: inout EffectBuffer<StoreEffect>) {
        switch call.operation {
        case .hold: hold(call, at: now, into: &effects)
        case .take: take(call, at: now, into: &effects)
        case .check: check(call, into: &effects)
        case .read: read(call, into: &effects)
        case .swap: swap(call, at: now, into: &effects)
        case .lock: lock(call, into: &effects)
        case .update: effects.append(.found(call, available: 0))
        case .commit, .refuse, .rollBack: endTransaction(call, at: now, into: &effects)
        case .holdFromBucket: holdFromBucket(call, at: now, into: &effects)
        case .borrow: borrow(call, at: now, into: &effects)
        case .confirm: effects.append(.answer(book.confirm(call.order)))
        case .release: release(call, into: &effects)
        case .recordHold, .recordRelease, .giveBack, .followHold, .followRelease, .failOver:
            follow(call, at: now, into: &effects)
        case .followAmount: amounts[call.product.index] += Int(call.value)
        case .synchronise: synchronise(channel: Int(call.place))
        case .refill, .withdraw: supply(call, into: &effects)
        }
    }

    /// Takes back holds that have run out, as many as there is room for.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<StoreEffect>) {
        while book.nextDeadline <= now, effects.hasRoom(for: 2) {
            let handback = book.expireNext()
            effects.append(.answer(.expired(handback.order)))
            tookBack(handback, into: &effects)
        }
    }
}
