import Primitives

/// Stock by looking first and taking later, without looking again: wrong, and here to show what it costs.
///
/// Between a check and the take, other orders take too; the available units then fall below zero. A
/// plain hold still looks and takes in one step. All else is as in ``StockLedger``.
public struct CheckThenActLedger: ~Copyable, Machine {
    public typealias Command = StockCommand
    public typealias Effect = StockEffect

    private var book: HoldBook

    /// A ledger with all units available.
    ///
    /// - Parameters:
    ///   - initial: units of each product, in the catalogue's order.
    ///   - holdTimeToLive: how long a hold lasts unless it is confirmed.
    public init(initial: [Int], holdTimeToLive: TimeSpan) {
        book = HoldBook(initial: initial, timeToLive: holdTimeToLive)
    }

    /// Where the units of each product are, in the catalogue's order.
    public var products: [ProductStock] { book.products }

    /// When the next hold runs out.
    public var nextDeadline: Instant { book.nextDeadline }

    /// Answers every command with exactly one effect. O(1).
    public mutating func handle(
        _ command: StockCommand, at now: Instant, into effects: inout EffectBuffer<StockEffect>
    ) {
        switch command {
        case .hold(let order, let product, let quantity):
            effects.append(book.hold(order, product, quantity, looking: true, at: now))
        case .check(let order, let product, let quantity):
            effects.append(.checked(order, available: book.covers(product, quantity)))
        case .take(let order, let product, let quantity):
            effects.append(book.hold(order, product, quantity, looking: false, at: now))
        case .confirm(let order):
            effects.append(book.confirm(order))
        case .release(let order):
            effects.append(book.release(order))
        }
    }

    /// Takes back holds that have run out.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<StockEffect>) {
        book.expire(upTo: now, into: &effects)
    }
}
