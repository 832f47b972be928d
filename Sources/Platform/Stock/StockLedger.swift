import Primitives

/// Stock by conditional update: look and take in one step, so that nothing is sold twice.
///
/// Taking after a check is the same conditional step: an answer to a check promises nothing.
public struct StockLedger: ~Copyable, Machine {
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
        case .hold(let order, let product, let quantity), .take(let order, let product, let quantity):
            effects.append(book.hold(order, product, quantity, looking: true, at: now))
        case .check(let order, let product, let quantity):
            effects.append(.checked(order, available: book.covers(product, quantity)))
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
