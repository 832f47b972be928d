import Platform
import Primitives

/// The stock service and its stores with no network between them: every call is done at once, one after the other.
public struct ImmediateStock: ~Copyable, Machine {
    public typealias Command = StockCommand
    public typealias Effect = StockEffect

    /// What the service does.
    public let procedure: StockProcedure
    /// What it does it with.
    public var stores: StockStores

    private var calls: [StoreCall] = []
    private var buffer = EffectBuffer<StoreEffect>()

    /// A stock service with all units available.
    public init(_ design: StockDesign, initial: [Int], holdTimeToLive: TimeSpan, perUser: [Int] = []) {
        procedure = StockProcedure(design)
        stores = StockStores(design, initial: initial, holdTimeToLive: holdTimeToLive, perUser: perUser)
    }

    /// A stock service of a strategy as it comes.
    public init(strategy: StockStrategy, initial: [Int], holdTimeToLive: TimeSpan) {
        var design = StockDesign()
        design.strategy = strategy
        self.init(design, initial: initial, holdTimeToLive: holdTimeToLive)
    }

    /// Where the units of each product are, in the catalogue's order.
    public var products: [ProductStock] { stores.products }

    /// Whether every unit of every product is in exactly one place.
    public var isConserved: Bool { stores.isConserved }

    /// When the next hold runs out.
    public var nextDeadline: Instant { stores.nextDeadline }

    /// Sees a command through to its answer.
    public mutating func handle(
        _ command: StockCommand, at now: Instant, into effects: inout EffectBuffer<StockEffect>
    ) {
        see(procedure.begin(command), at: now, into: &effects)
    }

    /// Books a delivery or a withdrawal.
    public mutating func supply(_ supply: StockSupply, at now: Instant) -> [StockEffect] {
        var effects = EffectBuffer<StockEffect>()
        see(procedure.begin(supply), at: now, into: &effects)
        return (0..<effects.count).map { effects[$0] }
    }

    /// Takes back holds that have run out.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<StockEffect>) {
        stores.advance(to: now, into: &buffer)
        follow(into: &effects)
        work(at: now, into: &effects)
    }

    /// Does a call and all that follows from it.
    public mutating func see(_ call: StoreCall, at now: Instant, into effects: inout EffectBuffer<StockEffect>) {
        calls.append(call)
        work(at: now, into: &effects)
    }

    private mutating func work(at now: Instant, into effects: inout EffectBuffer<StockEffect>) {
        var next = 0
        while next < calls.count {
            stores.handle(calls[next], at: now, into: &buffer)
            follow(into: &effects)
            next += 1
        }
        calls.removeAll()
    }

    private mutating func follow(into effects: inout EffectBuffer<StockEffect>) {
        for index in 0..<buffer.count {
            switch buffer[index] {
            case .answer(let effect): effects.append(effect)
            case .forward(let call): calls.append(call)
            case .found(let call, let available):
                switch procedure.proceed(call, available: available) {
                case .call(let next): calls.append(next)
                case .answer(let effect): effects.append(effect)
                }
            }
        }
        buffer.removeAll()
    }
}
