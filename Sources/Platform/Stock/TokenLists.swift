import Primitives

/// One token per unit of every product, issued beforehand: who has a token has the unit.
///
/// A list is a range of tokens that nobody ever had, and a chain of those that came back. An order's tokens are a
/// chain, too, through the same links. O(1) per token; memory grows with the tokens that were ever given out.
struct TokenLists: ~Copyable {
    private static var end: UInt32 { .max }

    /// By product, the first token that nobody ever had, and the number of tokens issued.
    private var fresh: Table<UInt32>
    private var issued: Table<UInt32>
    /// By product, the first of those that came back, and how many they are.
    private var returned: Table<UInt32>
    private var returnedCount: Table<UInt32>
    /// By product and token, the token after it in its chain.
    private var links: FixedTable<PagedArray<UInt32>>
    /// By order, its first token.
    private var chains = FoldingArray<UInt32>()

    init(initial: [Int]) {
        fresh = Table(repeating: 0, count: initial.count)
        issued = Table(capacity: initial.count)
        for units in initial { issued.append(UInt32(units)) }
        returned = Table(repeating: Self.end, count: initial.count)
        returnedCount = Table(repeating: 0, count: initial.count)
        links = FixedTable(count: initial.count) { _ in PagedArray<UInt32>() }
    }

    /// How many tokens are left.
    func count(_ product: ProductID) -> Int {
        Int(issued[product.index] - fresh[product.index]) + Int(returnedCount[product.index])
    }

    /// Pops so many tokens for an order; there are as many.
    mutating func pop(_ quantity: Int, of product: ProductID, for order: OrderID) {
        precondition(quantity <= count(product), "\(quantity) tokens of \(count(product)) for order \(order.number)")
        chains.grow(to: order.index + 1, filledWith: Self.end)
        for _ in 0..<quantity {
            let token = popOne(product.index)
            links[product.index][Int(token)] = chains[order.index]
            chains[order.index] = token
        }
    }

    /// Puts an order's tokens back into the list.
    mutating func push(of product: ProductID, from order: OrderID) {
        guard order.index < chains.count else { return }
        var token = chains[order.index]
        while token != Self.end {
            let next = links[product.index][Int(token)]
            links[product.index][Int(token)] = returned[product.index]
            returned[product.index] = token
            returnedCount[product.index] += 1
            token = next
        }
        chains[order.index] = Self.end
    }

    /// Issues tokens, or takes so many out of the list.
    mutating func supply(_ product: ProductID, _ units: Int) {
        if units >= 0 {
            issued[product.index] += UInt32(units)
        } else {
            for _ in 0..<(-units) { _ = popOne(product.index) }
        }
    }

    private mutating func popOne(_ product: Int) -> UInt32 {
        if fresh[product] < issued[product] {
            let token = fresh[product]
            fresh[product] += 1
            links[product].grow(to: Int(token) + 1, filledWith: Self.end)
            return token
        }
        let token = returned[product]
        precondition(token != Self.end, "no token of product \(product) is left")
        returned[product] = links[product][Int(token)]
        returnedCount[product] -= 1
        return token
    }
}
