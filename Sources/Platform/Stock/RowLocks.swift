import Primitives

/// Who has locked each product's row, and who waits for it, first come first served.
struct RowLocks: ~Copyable {
    private static var free: UInt32 { .max }

    /// By product, the order whose transaction has the row.
    private var holders: Table<UInt32>
    /// By product, the transactions that wait.
    private var waiting: FixedTable<Ring<StoreCall>>
    private let connections: Int

    init(products: Int, connections: Int) {
        holders = Table(repeating: Self.free, count: products)
        waiting = FixedTable(count: products) { _ in Ring<StoreCall>() }
        self.connections = connections
    }

    /// What became of a wish to lock.
    enum Turn { case granted, waits, noConnection }

    /// Locks the row for the call's order, or lets it wait if there is a connection left.
    mutating func lock(_ call: StoreCall) -> Turn {
        let product = call.product.index
        if holders[product] == Self.free {
            holders[product] = call.order.number
            return .granted
        }
        guard waiting[product].count < connections else { return .noConnection }
        waiting[product].append(call)
        return .waits
    }

    /// Whether the order's transaction has the row.
    func isHeld(_ product: ProductID, by order: OrderID) -> Bool { holders[product.index] == order.number }

    /// Unlocks the row; the one that has waited longest has it now. Nil if nobody waits.
    mutating func unlock(_ product: ProductID) -> StoreCall? {
        guard let next = waiting[product.index].popFirst() else {
            holders[product.index] = Self.free
            return nil
        }
        holders[product.index] = next.order.number
        return next
    }
}
