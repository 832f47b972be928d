import Platform
import Primitives
import TestSupport
import Testing

/// The stock service in the plainest terms: a table of what each order has.
private struct Oracle {
    enum Part: Equatable { case held(until: Int64), sold, over }

    struct Entry {
        var product: Int
        var quantity: Int
        var part: Part
    }

    var initial: [Int]
    var looksWhenTaking: Bool
    /// Whether an order that was refused once is refused for good.
    var remembersRefusals: Bool
    var timeToLive: Int64
    var entries: [UInt32: Entry] = [:]

    func given(_ product: Int) -> Int {
        entries.values.reduce(0) { $1.product == product && $1.part != .over ? $0 + $1.quantity : $0 }
    }

    func held(_ product: Int) -> Int {
        entries.values.reduce(0) { sum, entry in
            if case .held = entry.part, entry.product == product { return sum + entry.quantity }
            return sum
        }
    }

    /// Answers a command; the holds that ran out before it are gone already.
    mutating func answer(_ command: StockCommand, at time: Int64) -> StockEffect {
        switch command {
        case .hold(let order, let product, let quantity, _):
            return hold(order, product, Int(quantity), looking: true, at: time)
        case .take(let order, let product, let quantity, _):
            return hold(order, product, Int(quantity), looking: looksWhenTaking, at: time)
        case .check(let order, let product, let quantity, _):
            return .checked(order, available: given(product.index) + Int(quantity) <= initial[product.index])
        case .confirm(let order):
            guard let entry = entries[order.number], entry.part != .over else { return .holdGone(order) }
            entries[order.number]!.part = .sold
            return .confirmed(order)
        case .release(let order):
            entries[order.number, default: Entry(product: 0, quantity: 0, part: .over)].part = .over
            return .released(order)
        }
    }

    private mutating func hold(
        _ order: OrderID, _ product: ProductID, _ quantity: Int, looking: Bool, at time: Int64
    ) -> StockEffect {
        if let entry = entries[order.number] {
            let isSame = entry.product == product.index && entry.quantity == quantity
            return entry.part != .over && isSame ? .held(order) : .soldOut(order)
        }
        let fits = given(product.index) + quantity <= initial[product.index]
        let part: Part = !looking || fits ? .held(until: time + timeToLive) : .over
        if part != .over || remembersRefusals {
            entries[order.number] = Entry(product: product.index, quantity: quantity, part: part)
        }
        return part == .over ? .soldOut(order) : .held(order)
    }

    /// Ends the holds that are over at `time`; answers their orders.
    mutating func expire(at time: Int64) -> Set<UInt32> {
        var ended: Set<UInt32> = []
        for (order, entry) in entries {
            if case .held(let until) = entry.part, until <= time { ended.insert(order) }
        }
        for order in ended { entries[order]!.part = .over }
        return ended
    }
}

@Suite struct StockOracleTests {
    private func command(from stream: inout RandomStream, products: UInt64) -> StockCommand {
        let order = OrderID(UInt32(stream.next(below: 400)))
        let product = ProductID(UInt32(stream.next(below: products)))
        let quantity = UInt8(stream.next(below: 3) + 1)
        // One buyer, so that there is one channel only, and its copy is the stock.
        let buyer = UserID(5)
        switch stream.next(below: 9) {
        case 0, 1: return .hold(order, product, quantity: quantity, by: buyer)
        case 2, 3: return .take(order, product, quantity: quantity, by: buyer)
        case 4: return .check(order, product, quantity: quantity, by: buyer)
        case 5, 6: return .confirm(order)
        default: return .release(order)
        }
    }

    /// Without a network in between every strategy is right, as long as nobody takes without looking.
    @Test(arguments: StockStrategy.allCases, 1...2 as ClosedRange<UInt64>)
    func randomInterleavingsAnswerAsThePlainTableDoes(strategy: StockStrategy, seed: UInt64) {
        var stream = RandomStream(seed: seed, purpose: .testing)
        let initial = [0, 7, 25, 60]
        let stock = Bench(ImmediateStock(strategy: strategy, initial: initial, holdTimeToLive: .seconds(120)))
        var oracle = Oracle(
            initial: initial, looksWhenTaking: strategy != .checkThenAct,
            remembersRefusals: strategy != .laggingReplica,
            timeToLive: 120)
        var time: Int64 = 0
        for _ in 0..<1_000 {
            time += Int64(stream.next(below: 3))
            let now = Instant.origin + .seconds(time)
            var expired: Set<UInt32> = []
            while stock.nextDeadline <= now {
                for case .expired(let order) in stock.advance(to: now) { expired.insert(order.number) }
            }
            #expect(expired == oracle.expire(at: time))
            let command = command(from: &stream, products: UInt64(initial.count))
            let known = oracle.entries
            let answer = oracle.answer(command, at: time)
            let given = stock.send(command, at: now)
            // A replica knows amounts and no orders: one that has its units is told sold out when it asks again.
            if given != [answer] {
                let isKnown = strategy == .laggingReplica && isRepeat(command, known)
                #expect(isKnown && given.count == 1, "\(command): \(given)")
            }
            expectTheSame(stock, oracle, strategy)
        }
    }

    private func isRepeat(_ command: StockCommand, _ known: [UInt32: Oracle.Entry]) -> Bool {
        switch command {
        case .hold(let order, _, _, _), .take(let order, _, _, _): known[order.number] != nil
        case .check, .confirm, .release: false
        }
    }

    private func expectTheSame(_ stock: Bench<ImmediateStock>, _ oracle: Oracle, _ strategy: StockStrategy) {
        let isConserved = stock.machine.isConserved
        #expect(isConserved)
        for (product, units) in stock.machine.products.enumerated() {
            let left = oracle.initial[product] - oracle.given(product)
            #expect(units.available == left)
            #expect(units.held == oracle.held(product))
            if let memory = stock.machine.stores.memoryAvailable(of: product) { #expect(memory == left) }
            if strategy == .segmented { #expect(stock.machine.stores.unitsInBuckets(of: product) == left) }
            if strategy != .checkThenAct { #expect(units.oversold == 0 && units.available >= 0) }
        }
    }

    @Test func randomInterleavingsOfBlindTakesDoOversell() {
        var stream = RandomStream(seed: 1, purpose: .testing)
        let stock = Bench(ImmediateStock(strategy: .checkThenAct, initial: [0, 7], holdTimeToLive: .seconds(120)))
        var worst = 0
        for _ in 0..<1_000 {
            stock.send(command(from: &stream, products: 2), at: .origin)
            worst = max(worst, stock.machine.products.reduce(0) { $0 + $1.oversold })
        }
        #expect(worst > 0)
    }
}
