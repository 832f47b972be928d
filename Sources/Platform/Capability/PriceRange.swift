import Primitives

/// The list prices that products of one article have, both ends included.
public struct PriceRange: Equatable, Sendable {
    /// The cheapest.
    public var lowest: Money
    /// The dearest.
    public var highest: Money

    /// A range; prices are drawn from it only if 0 < lowest <= highest.
    public init(lowest: Money, highest: Money) {
        self.lowest = lowest
        self.highest = highest
    }

    /// The price at a fraction of the range, 0 to 1, on a logarithmic scale and at a round price point.
    ///
    /// Traps unless 0 < lowest <= highest.
    func price(at fraction: Double) -> Money {
        precondition(Money.zero < lowest && lowest <= highest, "prices from \(lowest) to \(highest) yuan")
        let ratio = Double(highest.fen) / Double(lowest.fen)
        let exact = Double(lowest.fen) * PortableMath.exp(fraction * PortableMath.log(ratio))
        let step = Self.step(at: exact)
        let rounded = Int64((exact / Double(step)).rounded(.toNearestOrAwayFromZero)) * step
        return Money(fen: min(max(rounded, lowest.fen), highest.fen))
    }

    /// The distance of price points: half a yuan below 10 yuan, then 1, 10 and 100 yuan.
    private static func step(at fen: Double) -> Int64 {
        if fen < 1_000 { return 50 }
        if fen < 10_000 { return 100 }
        return fen < 100_000 ? 1_000 : 10_000
    }
}
