import Primitives

/// How a discount on a whole order is shared out over its lines, so that a line can be paid back alone.
///
/// Each line gets its share by price, rounded down to a whole fen, and what is left over goes by fens to the lines
/// with the largest remainders, ties to the line named first (Hamilton's method). So the shares add up to the
/// discount exactly, and no line is charged less than nothing.
struct DiscountShares {
    private var parts = InlineArray<8, Int64>(repeating: 0)

    /// The shares of the first `count` prices. Traps unless the discount lies between zero and their sum.
    ///
    /// - Complexity: O(count²).
    init(of discount: Money, over count: Int, prices: InlineArray<8, Money>) {
        var total: Int64 = 0
        for place in 0..<count { total += prices[place].fen }
        precondition(discount.fen >= 0 && discount.fen <= total, "\(discount) off \(count) lines of \(total) fen")
        guard total > 0 else { return }
        var left = discount.fen
        var remainders = InlineArray<8, Int64>(repeating: -1)
        for place in 0..<count {
            // The product may need twice the bits of its factors.
            let product = discount.fen.multipliedFullWidth(by: prices[place].fen)
            (parts[place], remainders[place]) = total.dividingFullWidth(product)
            left -= parts[place]
        }
        while left > 0 {
            var neediest = 0
            for place in 1..<count where remainders[place] > remainders[neediest] { neediest = place }
            parts[neediest] += 1
            remainders[neediest] = -1
            left -= 1
        }
    }

    /// What is taken off the line at a place.
    subscript(place: Int) -> Money { Money(fen: parts[place]) }
}
