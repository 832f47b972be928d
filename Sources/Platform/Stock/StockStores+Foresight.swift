import Primitives

// What a driver may ask before it lets a call happen, to know how long that takes.
extension StockStores {
    /// Whether a call that looks before it writes would find enough just now; true for one that does not look.
    ///
    /// A transaction that writes nothing need not wait for its record to be durable.
    @inline(__always)
    public func wouldWrite(_ call: StoreCall) -> Bool {
        switch call.operation {
        case .hold where design.strategy == .channelCopies, .holdFromBucket:
            amounts[Int(call.place) * productCount + call.product.index] >= Int(call.quantity)
        case .hold, .borrow: book.covers(call.product, call.quantity)
        case .swap:
            book.products[call.product.index].version == call.value && book.covers(call.product, call.quantity)
        case .take, .commit, .confirm, .release, .refill, .withdraw: true
        case .check, .read, .lock, .update, .refuse, .rollBack: false
        case .recordHold, .recordRelease, .giveBack, .followHold, .followRelease, .failOver, .followAmount,
            .synchronise:
            true
        }
    }

    /// The product whose units an order has asked for; nil if the database knows of none. O(1).
    public func product(of order: OrderID) -> ProductID? { book.product(of: order) }
}
