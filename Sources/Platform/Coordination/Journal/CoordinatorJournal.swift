import Primitives

/// One line of an order as the coordinator has it, to be made durable: an after-image. Opaque; 48 bytes.
public struct OrderImage: Sendable, BitwiseCopyable {
    /// Whose image it is.
    public let order: OrderID
    /// The record after the call that changed it.
    let record: OrderRecord

    init(order: OrderID, record: OrderRecord) {
        self.order = order
        self.record = record
    }
}

/// What is durable of a coordinator: the latest image of every line of every order. All that a restart has to go by.
///
/// A coordinator with a journal leaves `persist(order)` before the effects of the same call; its driver writes
/// ``OrderCoordinator/image(of:)`` for ``OrderCoordinator/linesToPersist(of:)``, all in one write, and lets those
/// effects leave when it is durable. So whatever a peer or a
/// buyer has heard of an order is in the journal, and what is in the journal beyond that is asked for again after
/// a restart. 40 bytes per line, fewer once its page is folded; O(1) per write.
public struct CoordinatorJournal: ~Copyable {
    private(set) var records = FoldingArray<OrderRecord>()
    /// The books as of the latest write.
    private(set) var books = Books()
    /// Images written.
    public private(set) var writes = 0

    public init() {}

    /// Makes an image durable, in place of an earlier one of the order, together with the books after the same call.
    public mutating func write(_ image: OrderImage, books: Books) {
        records.grow(to: image.order.index + 1, filledWith: .absent)
        records[image.order.index] = image.record
        self.books = books
        writes += 1
    }
}
