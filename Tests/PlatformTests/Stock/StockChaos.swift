import Platform
import Primitives

/// The stock service and its stores on a bad network: calls overtake each other, commands come twice or never, and a
/// server dies between two steps. What connects two stores keeps its order, as a log or a queue does.
struct StockChaos: ~Copyable {
    let procedure: StockProcedure
    var stores: StockStores
    var stream: RandomStream
    var now = Instant.origin
    /// Calls on their way, in any order.
    var loose: [StoreCall] = []
    /// Calls between two stores, in this order.
    var queue: [StoreCall] = []
    /// Units promised by order, as far as the answers say.
    var promised: [UInt32: Int] = [:]
    /// Units promised beyond the stock when it was worst.
    var oversold = 0
    /// Answers that said sold out while there was enough, by the answers alone.
    var held = 0
    private var buffer = EffectBuffer<StoreEffect>()
    private let initial: Int

    init(_ strategy: StockStrategy, stock: Int, seed: UInt64, change: (inout StockDesign) -> Void = { _ in }) {
        var design = StockDesign()
        design.strategy = strategy
        change(&design)
        procedure = StockProcedure(design)
        stores = StockStores(design, initial: [stock], holdTimeToLive: .seconds(60))
        stream = RandomStream(seed: seed, purpose: .testing)
        initial = stock
    }

    /// Hands a command in: never, once or twice.
    mutating func send(_ command: StockCommand) {
        let draw = stream.next(below: 10)
        if draw == 0 { return }
        for _ in 0..<(draw == 1 ? 2 : 1) { enqueue(procedure.begin(command)) }
    }

    /// One thing happens.
    mutating func step() {
        now += .milliseconds(Int64(stream.next(below: 40)))
        if stores.nextDeadline <= now {
            stores.advance(to: now, into: &buffer)
            follow(isLost: false)
        }
        let draw = stream.next(below: 4)
        if draw == 0, !queue.isEmpty {
            serve(queue.removeFirst(), canDie: false)
        } else if !loose.isEmpty {
            serve(loose.remove(at: Int(stream.next(below: UInt64(loose.count)))), canDie: true)
        } else if !queue.isEmpty {
            serve(queue.removeFirst(), canDie: false)
        }
    }

    /// Lets everything that is on its way arrive.
    mutating func drain() {
        while !loose.isEmpty || !queue.isEmpty { step() }
    }

    /// Lets every hold run out.
    mutating func expireAll() {
        now += .seconds(100)
        while stores.nextDeadline <= now {
            stores.advance(to: now, into: &buffer)
            follow(isLost: false)
        }
        drain()
    }

    private mutating func enqueue(_ call: StoreCall) {
        let isOrdered = procedure.design.strategy.decidesInMemory && call.place == 0
        switch call.operation {
        case .followHold, .followRelease, .followAmount: queue.append(call)
        default: if isOrdered { queue.append(call) } else { loose.append(call) }
        }
    }

    private mutating func serve(_ call: StoreCall, canDie: Bool) {
        stores.handle(call, at: now, into: &buffer)
        // One server in twenty dies before it has read what its call found.
        follow(isLost: canDie && stream.next(below: 20) == 0)
    }

    private mutating func follow(isLost: Bool) {
        var rolledBack: [StoreCall] = []
        for index in 0..<buffer.count {
            switch buffer[index] {
            case .answer(let effect): hear(effect)
            case .forward(let call): enqueue(call)
            case .found(let call, let available):
                if isLost {
                    if [.lock, .update].contains(call.operation) { rolledBack.append(call) }
                    continue
                }
                switch procedure.proceed(call, available: available) {
                case .call(let next): enqueue(next)
                case .answer(let effect): hear(effect)
                }
            }
        }
        buffer.removeAll()
        // The database notices a connection that is gone.
        for var call in rolledBack {
            call.operation = .rollBack
            loose.append(call)
        }
    }

    private mutating func hear(_ effect: StockEffect) {
        switch effect {
        case .held(let order):
            promised[order.number] = 1
            held += 1
        case .released(let order), .expired(let order): promised[order.number] = nil
        case .soldOut, .limitReached, .busy, .confirmed, .holdGone, .checked, .supplied: break
        }
        oversold = max(oversold, promised.count - initial)
    }
}
