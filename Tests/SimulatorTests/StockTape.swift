import Primitives
import Workload

@testable import Platform
@testable import Simulator

/// A tape of stock commands, done by the stores as they are or by a wrong machine, with the auditors looking on.
///
/// All commands of a round are under way together: each does its first step before any does its second.
struct StockTape: ~Copyable {
    /// What is wrong with the machine; names as in the catalogue of seeded bugs.
    enum Mutant: String, CaseIterable {
        case none
        /// B02: the new amount is written, whatever has changed since it was read.
        case absoluteWrite
        /// B04: the memory has decided, the database never hears of it.
        case lostRecord
        /// B05: the memory is filled from the database before that has heard of everything.
        case earlyReload
        /// B07: a release after the expiry gives the units back once more.
        case doubleReturn
        /// B08: the sweeper does not look whether the hold was paid for.
        case blindExpiry
        /// B11: a loan leaves one row before it is in the other.
        case loanInTwoSteps
        /// Nobody sweeps, and holds stay for ever.
        case noExpiry
        /// Refuses although there is enough, and knows no shame.
        case falseSoldOut
    }

    let mutant: Mutant
    let procedure: StockProcedure
    var stores: StockStores
    var auditors: Auditors
    var now = Instant.origin
    private var buyers = Table<Int32>(repeating: 1, count: 1)
    private var buffer = EffectBuffer<StoreEffect>()
    private var later: [StoreCall] = []
    private let timeToLive = TimeSpan.seconds(60)

    init(_ strategy: StockStrategy, stock: Int, mutant: Mutant = .none, perUser: Int = 0) {
        var scenario = Scenario()
        scenario.coordination.stockStrategy = strategy
        scenario.stockStore.buckets = 3
        scenario.stockStore.channels = 3
        scenario.holdTime = .seconds(60)
        // News between stores arrives when the tape says so.
        scenario.stockStore.flush = .zero
        scenario.catalogue.products = 1
        scenario.catalogue.limited = [.init(rank: 1, stock: stock, perUser: perUser)]
        let design = StockDesign(scenario)
        self.mutant = mutant
        procedure = StockProcedure(design)
        stores = StockStores(
            design, initial: [stock], holdTimeToLive: timeToLive, perUser: scenario.catalogue.unitsPerUser)
        auditors = Auditors(scenario, OrderHistory.catalogue(stock))
    }

    /// A round of orders of one unit each, by users of the same number or by one user.
    mutating func order(_ numbers: Range<UInt32>, user: UInt32? = nil) {
        var calls: [StoreCall] = []
        for number in numbers {
            let order = OrderID(number), buyer = UserID(user ?? number)
            _ = auditors.placed(
                Purchase(
                    order: order, user: buyer, product: ProductID(0), quantity: 1, region: 0, coupon: nil,
                    price: .yuan(10)), at: now)
            auditors.stockAsked(order, at: now)
            let first: StockCommand = procedure.design.strategy.checksFirst
                ? .check(order, ProductID(0), quantity: 1, by: buyer)
                : .hold(order, ProductID(0), quantity: 1, by: buyer)
            auditors.saw(.stock(first), .taken, at: now)
            if mutant == .falseSoldOut {
                auditors.stock(.soldOut(order), buyers: buyers, at: now)
            } else {
                calls.append(procedure.begin(first))
            }
        }
        work(calls)
    }

    /// A round of commands about orders that are known.
    ///
    /// What a memory has decided is written down before its database is asked.
    mutating func send(_ commands: [StockCommand]) {
        if procedure.design.strategy.decidesInMemory { settle() }
        for command in commands { auditors.saw(.stock(command), .taken, at: now) }
        work(commands.map(procedure.begin))
    }

    /// Lets the stores hear of each other's news.
    mutating func settle() {
        let calls = later
        later = []
        work(calls)
        if !later.isEmpty { settle() }
    }

    /// Lets time pass, and the sweeper do its work.
    mutating func pass(_ span: TimeSpan) {
        settle()
        let end = now + span
        while mutant != .noExpiry, stores.nextDeadline <= end {
            now = stores.nextDeadline
            stores.advance(to: now, into: &buffer)
            work(follow(nil))
        }
        now = end
    }

    /// The auditors' findings.
    consuming func close() -> Findings {
        settle()
        for number in 0..<auditors.dossiers.count { auditors.closeStock(OrderID(index: number), at: now) }
        let units = stores.units(of: 0)
        auditors.close(
            product: 0, available: units.available, held: units.held, sold: units.sold,
            memory: stores.memoryAvailable(of: 0))
        return Findings(auditors.tally.results { _ in true })
    }

    private mutating func work(_ first: [StoreCall]) {
        var calls = first
        while !calls.isEmpty {
            var next: [StoreCall] = []
            for call in calls { next += serve(call) }
            calls = next
        }
    }

    private mutating func serve(_ call: StoreCall) -> [StoreCall] {
        let before = stores.units(of: 0), phase = stores.phase(of: call.order)
        stores.handle(call, at: now, into: &buffer)
        spoil(call, before, phase)
        let next = follow(call)
        if !procedure.design.strategy.decidesInMemory, call.operation != .check {
            auditors.row(call.order, product: 0, stores.units(of: 0), at: now)
        }
        if call.place == 1, let memory = stores.memoryAvailable(of: 0) {
            auditors.memory(call.order, product: 0, available: memory, at: now)
        }
        if procedure.design.strategy == .segmented {
            auditors.buckets(
                call.order, product: 0, sum: stores.unitsInBuckets(of: 0), least: stores.unitsInPoorestBucket(of: 0),
                at: now)
        }
        return next
    }

    /// What the wrong machine does wrong.
    private mutating func spoil(_ call: StoreCall, _ before: ProductStock, _ phase: HoldPhase) {
        switch (mutant, call.operation) {
        case (.absoluteWrite, .confirm):
            // It read the amount when the order was placed, and writes it back.
            stores.book.products[0].available = stores.book.products[0].initial - 1
        case (.earlyReload, .hold):
            stores.memory.products[0].available = stores.book.products[0].available
        case (.doubleReturn, .release) where phase == .expired:
            stores.book.products[0].available += 1
        case (.blindExpiry, .confirm):
            buffer.append(.answer(.expired(call.order)))
        case (.loanInTwoSteps, .holdFromBucket):
            // The unit leaves the last row in one step and comes back in another, which is some time later.
            if call.order.number == 0 { stores.amounts[2] -= 1 }
            if call.order.number == 1 { stores.amounts[2] += 1 }
        default: break
        }
    }

    private mutating func follow(_ call: StoreCall?) -> [StoreCall] {
        var next: [StoreCall] = []
        for index in 0..<buffer.count {
            switch buffer[index] {
            case .answer(.checked(let order, let available)):
                guard available, let call else { continue }
                next.append(procedure.begin(.take(order, ProductID(0), quantity: 1, by: call.user)))
            case .answer(let effect): auditors.stock(effect, buyers: buyers, at: now)
            case .found(let found, let available):
                switch procedure.proceed(found, available: available) {
                case .call(let more): next.append(more)
                case .answer(let effect): auditors.stock(effect, buyers: buyers, at: now)
                }
            case .forward(let news):
                if mutant != .lostRecord || news.operation != .recordHold { later.append(news) }
            }
        }
        buffer.removeAll()
        return next
    }
}
