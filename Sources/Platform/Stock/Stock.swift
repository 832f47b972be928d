import Primitives

/// The stock service, whichever strategy the scenario chose.
public enum Stock: ~Copyable {
    /// Look and take in one step.
    case conditionalUpdate(StockLedger)
    /// Look, then take blindly.
    case checkThenAct(CheckThenActLedger)

    /// A stock service with all units available.
    ///
    /// - Parameters:
    ///   - strategy: how units are taken.
    ///   - initial: units of each product, in the catalogue's order.
    ///   - holdTimeToLive: how long a hold lasts unless it is confirmed.
    public init(strategy: StockStrategy, initial: [Int], holdTimeToLive: TimeSpan) {
        switch strategy {
        case .conditionalUpdate:
            self = .conditionalUpdate(StockLedger(initial: initial, holdTimeToLive: holdTimeToLive))
        case .checkThenAct:
            self = .checkThenAct(CheckThenActLedger(initial: initial, holdTimeToLive: holdTimeToLive))
        }
    }

    /// Where the units of each product are, in the catalogue's order.
    public var products: [ProductStock] {
        switch self {
        case .conditionalUpdate(let ledger): ledger.products
        case .checkThenAct(let ledger): ledger.products
        }
    }

    /// Whether every unit of every product is in exactly one place. O(products).
    public var isConserved: Bool { products.allSatisfy(\.isConserved) }
}

extension Stock: Machine {
    public typealias Command = StockCommand
    public typealias Effect = StockEffect

    /// When the next hold runs out.
    public var nextDeadline: Instant {
        switch self {
        case .conditionalUpdate(let ledger): ledger.nextDeadline
        case .checkThenAct(let ledger): ledger.nextDeadline
        }
    }

    /// Hands the command to the chosen ledger. O(1).
    public mutating func handle(
        _ command: StockCommand, at now: Instant, into effects: inout EffectBuffer<StockEffect>
    ) {
        switch consume self {
        case .conditionalUpdate(var ledger):
            ledger.handle(command, at: now, into: &effects)
            self = .conditionalUpdate(ledger)
        case .checkThenAct(var ledger):
            ledger.handle(command, at: now, into: &effects)
            self = .checkThenAct(ledger)
        }
    }

    /// Takes back holds that have run out.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<StockEffect>) {
        switch consume self {
        case .conditionalUpdate(var ledger):
            ledger.advance(to: now, into: &effects)
            self = .conditionalUpdate(ledger)
        case .checkThenAct(var ledger):
            ledger.advance(to: now, into: &effects)
            self = .checkThenAct(ledger)
        }
    }
}
