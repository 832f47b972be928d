import Primitives

/// A set of orders: a bit each, by number.
struct OrderSet: ~Copyable {
    private var words = PagedArray<UInt64>()
    private(set) var count = 0

    /// Puts an order in. Returns whether it was not there before.
    mutating func insert(_ order: OrderID) -> Bool {
        let word = order.index / 64, bit = UInt64(1) << UInt64(order.index % 64)
        words.grow(to: word + 1, filledWith: 0)
        guard words[word] & bit == 0 else { return false }
        words[word] |= bit
        count += 1
        return true
    }

    /// Takes an order out.
    mutating func remove(_ order: OrderID) {
        guard contains(order) else { return }
        words[order.index / 64] &= ~(UInt64(1) << UInt64(order.index % 64))
        count -= 1
    }

    func contains(_ order: OrderID) -> Bool {
        let word = order.index / 64
        return word < words.count && words[word] >> UInt64(order.index % 64) & 1 == 1
    }
}
