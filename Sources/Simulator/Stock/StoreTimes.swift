import Platform
import Primitives
import Workload

/// How long the stores' operations take, which of them wait for each other, and how long their messages travel.
struct StoreTimes: BitwiseCopyable {
    /// The line of operations that wait for nobody.
    static var noLine: Int { -1 }

    let strategy: StockStrategy
    let products: Int
    /// Rows or copies of each product, and one line more for those who borrow.
    let rows: Int
    let leg: TimeSpan
    let statement: TimeSpan
    let commit: TimeSpan
    let memory: TimeSpan
    let consumer: TimeSpan
    let queueHop: TimeSpan
    let flush: TimeSpan
    let standbyLag: TimeSpan
    private(set) var replicaLag: TimeSpan

    init(_ scenario: Scenario) {
        let plan = scenario.stockStore
        strategy = scenario.coordination.stockStrategy
        products = scenario.catalogue.products
        rows =
            switch strategy {
            case .segmented: plan.buckets + 1
            case .channelCopies: plan.channels
            case .conditionalUpdate, .rowLock, .optimisticVersion, .redisCounter, .tokens, .serialQueue,
                .checkThenAct, .laggingReplica:
                1
            }
        leg = scenario.fleet.networkLeg
        statement = plan.statement
        commit = plan.commit
        memory = plan.memoryOperation
        consumer = plan.consumer
        queueHop = plan.queueHop
        flush = plan.flush
        standbyLag = plan.standbyLag
        replicaLag = plan.replicaLag
    }

    /// Makes the replica follow so much later, from now on.
    mutating func setReplicaLag(_ lag: TimeSpan) { replicaLag = lag }

    /// How many lines there are: one per row, and the memory's thread.
    var lines: Int { rows * products + 1 }

    /// The line in which an operation on a product waits; first come, first served.
    ///
    /// A confirmation writes to the order's own row, for which nobody else waits. Reads see the last commit and wait
    /// for nobody. A row that is locked over several calls has its own queue, in the machine.
    @inline(__always)
    func line(of call: StoreCall, product: Int) -> Int {
        switch call.operation {
        case .hold where strategy.decidesInMemory, .release where strategy.decidesInMemory, .giveBack:
            lines - 1
        case .check where strategy.decidesInMemory: lines - 1
        case .hold: (strategy == .channelCopies ? Int(call.place) : 0) * products + product
        case .take, .swap: product
        case .holdFromBucket: Int(call.place) * products + product
        // One transaction that borrows per product at a time. That the rows it takes from are locked meanwhile, too,
        // is left out: it is short, and there are many of them.
        case .borrow: (rows - 1) * products + product
        case .release, .refill, .withdraw:
            strategy == .rowLock || strategy == .segmented || product < 0 ? Self.noLine : product
        case .check, .read, .lock, .update, .commit, .refuse, .rollBack, .confirm, .recordHold, .recordRelease,
            .followHold, .followRelease, .failOver, .followAmount, .synchronise:
            Self.noLine
        }
    }

    /// How long an operation takes once it is its turn.
    ///
    /// - Parameter writes: whether it will find anything to write, which has to be made durable.
    @inline(__always)
    func time(of call: StoreCall, writes: Bool) -> TimeSpan {
        switch call.operation {
        case .hold, .release, .check, .giveBack:
            if strategy.decidesInMemory {
                return strategy == .tokens ? memory * Int64(max(1, call.quantity)) : memory
            }
            if strategy == .serialQueue, call.operation != .check { return consumer }
            return writes ? statement + commit : statement
        case .take, .swap, .holdFromBucket, .confirm, .refill, .withdraw, .synchronise:
            return writes ? statement + commit : statement
        case .borrow: return writes ? statement + statement + commit : statement
        case .read, .lock, .update, .refuse, .rollBack: return statement
        case .commit: return commit
        // Written down in groups, together with the flush.
        case .recordHold, .recordRelease, .followHold, .followRelease, .failOver, .followAmount: return .zero
        }
    }

    /// From the service to the store.
    @inline(__always)
    func outward(_ call: StoreCall) -> TimeSpan {
        switch call.operation {
        case .hold, .release: strategy == .serialQueue ? leg + queueHop : leg
        // What the memory has decided before must have been written down.
        case .confirm: strategy.decidesInMemory ? leg + flush : leg
        case .take, .check, .read, .swap, .lock, .update, .commit, .refuse, .rollBack, .holdFromBucket, .borrow,
            .recordHold, .recordRelease, .giveBack, .followHold, .followRelease, .failOver, .followAmount,
            .synchronise, .refill, .withdraw:
            leg
        }
    }

    /// From the store back to the service.
    @inline(__always)
    func homeward(_ call: StoreCall) -> TimeSpan {
        strategy == .serialQueue && (call.operation == .hold || call.operation == .release) ? leg + queueHop : leg
    }

    /// From one store to another that has to hear of something.
    func between(_ call: StoreCall) -> TimeSpan {
        switch call.operation {
        case .recordHold, .recordRelease: flush
        // A withdrawal that the memory has decided comes after the holds before it.
        case .withdraw: flush
        case .followHold, .followRelease: standbyLag
        case .followAmount: replicaLag
        case .giveBack, .refill: leg
        case .hold, .take, .check, .read, .swap, .lock, .update, .commit, .refuse, .rollBack, .holdFromBucket, .borrow,
            .confirm, .release, .failOver, .synchronise:
            leg
        }
    }
}
