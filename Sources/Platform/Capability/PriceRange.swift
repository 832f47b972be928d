import Primitives

/// The list prices that products of a kind and term have, in fen, both ends included.
struct PriceRange {
    var lowest: Int64
    var highest: Int64

    /// The platform sells at 0.5 to 5,000 yuan; within that, what is usual for the kind.
    init(_ kind: ProductKind, _ term: ProductTerm) {
        switch (kind, term) {
        case (.gameCard, _): (lowest, highest) = (500, 50_000)
        case (.membership, .monthly): (lowest, highest) = (900, 4_000)
        case (.membership, .quarterly): (lowest, highest) = (2_500, 11_000)
        case (.membership, .annual), (.membership, .usual): (lowest, highest) = (9_000, 40_000)
        case (.licence, _): (lowest, highest) = (3_000, 500_000)
        case (.course, _): (lowest, highest) = (50, 300_000)
        }
    }

    /// The price at a fraction of the range, 0 to 1, on a logarithmic scale and at a round price point.
    func price(at fraction: Double) -> Money {
        let ratio = Double(highest) / Double(lowest)
        let exact = Double(lowest) * PortableMath.exp(fraction * PortableMath.log(ratio))
        let step = Self.step(at: exact)
        let rounded = Int64((exact / Double(step)).rounded(.toNearestOrAwayFromZero)) * step
        return Money(fen: min(max(rounded, lowest), highest))
    }

    /// The distance of price points: half a yuan below 10 yuan, then 1, 10 and 100 yuan.
    private static func step(at fen: Double) -> Int64 {
        if fen < 1_000 { return 50 }
        if fen < 10_000 { return 100 }
        return fen < 100_000 ? 1_000 : 10_000
    }
}
