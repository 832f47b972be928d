import Primitives

/// What all stock strategies share: who holds which units, and until when.
///
/// One small record per order, indexed by its number, is both the hold and the memory that makes
/// repeated commands harmless; an order's record never goes back to *none*. A hold ends exactly once:
/// confirmed, released or expired. All holds live equally long, so their deadlines are a queue.
struct HoldBook: ~Copyable {
    /// What has become of an order's units.
    enum Phase: UInt8, BitwiseCopyable {
        /// Nothing was asked yet.
        case none
        case held
        case sold
        /// There were not enough units.
        case refused
        /// Given back, or fenced off before any hold came.
        case released
        case expired
    }

    struct Record: BitwiseCopyable {
        var product: ProductID
        var quantity: UInt8
        var phase: Phase

        static var none: Self { .init(product: ProductID(0), quantity: 0, phase: .none) }
    }

    struct Deadline: BitwiseCopyable {
        var instant: Instant
        var order: OrderID
    }

    private(set) var products: [ProductStock]
    private let timeToLive: TimeSpan
    private var records = FoldingArray<Record>()
    private var deadlines = Ring<Deadline>(minimumCapacity: 1_024)

    init(initial: [Int], timeToLive: TimeSpan) {
        precondition(initial.allSatisfy { $0 >= 0 }, "stock below zero: \(initial)")
        precondition(timeToLive > .zero, "holds of \(timeToLive.nanoseconds) ns")
        products = initial.map(ProductStock.init)
        self.timeToLive = timeToLive
    }

    /// Whether the product has so many units available.
    func covers(_ product: ProductID, _ quantity: UInt8) -> Bool {
        products[product.index].available >= Int(quantity)
    }

    /// Sets units aside for the order; a repeat gets the answer of the first time.
    ///
    /// An order whose hold was released, has expired or was refused gets none any more, nor does one
    /// that asks for something else than before.
    ///
    /// - Parameter looking: whether to refuse when not enough units are available.
    mutating func hold(
        _ order: OrderID, _ product: ProductID, _ quantity: UInt8, looking: Bool, at now: Instant
    ) -> StockEffect {
        precondition(
            quantity > 0 && product.index < products.count,
            "order \(order.number) wants \(quantity) of product \(product.number)")
        records.grow(to: order.index + 1, filledWith: .none)
        let record = records[order.index]
        switch record.phase {
        case .none:
            guard !looking || covers(product, quantity) else {
                records[order.index] = Record(product: product, quantity: quantity, phase: .refused)
                return .soldOut(order)
            }
            records[order.index] = Record(product: product, quantity: quantity, phase: .held)
            products[product.index].available -= Int(quantity)
            products[product.index].held += Int(quantity)
            deadlines.append(Deadline(instant: now + timeToLive, order: order))
            return .held(order)
        case .held, .sold:
            return record.product == product && record.quantity == quantity ? .held(order) : .soldOut(order)
        case .refused, .released, .expired:
            return .soldOut(order)
        }
    }

    /// Turns the order's hold into a sale. Possible until ``expire(upTo:into:)`` has taken it back.
    mutating func confirm(_ order: OrderID) -> StockEffect {
        guard order.index < records.count else { return .holdGone(order) }
        let record = records[order.index]
        switch record.phase {
        case .held:
            records[order.index].phase = .sold
            products[record.product.index].held -= Int(record.quantity)
            products[record.product.index].sold += Int(record.quantity)
            dropStaleDeadlines()
            return .confirmed(order)
        case .sold:
            return .confirmed(order)
        case .none, .refused, .released, .expired:
            return .holdGone(order)
        }
    }

    /// Gives the order's units back, held or sold, and fences off a hold that comes later.
    mutating func release(_ order: OrderID) -> StockEffect {
        records.grow(to: order.index + 1, filledWith: .none)
        let record = records[order.index]
        records[order.index].phase = .released
        switch record.phase {
        case .held:
            products[record.product.index].held -= Int(record.quantity)
            products[record.product.index].available += Int(record.quantity)
            dropStaleDeadlines()
        case .sold:
            products[record.product.index].sold -= Int(record.quantity)
            products[record.product.index].available += Int(record.quantity)
        case .none, .refused, .released, .expired:
            break
        }
        return .released(order)
    }

    /// The deadline of the hold that ends first; never a stale one.
    var nextDeadline: Instant { deadlines.first?.instant ?? .distantFuture }

    /// Takes back holds whose time is over, as many as there is room for effects.
    mutating func expire(upTo now: Instant, into effects: inout EffectBuffer<StockEffect>) {
        while let deadline = deadlines.first, deadline.instant <= now, effects.hasRoom(for: 1) {
            let record = records[deadline.order.index]
            records[deadline.order.index].phase = .expired
            products[record.product.index].held -= Int(record.quantity)
            products[record.product.index].available += Int(record.quantity)
            effects.append(.expired(deadline.order))
            dropStaleDeadlines()
        }
    }

    /// Drops deadlines from the front of the queue until one belongs to a live hold. Amortised O(1),
    /// as each deadline is dropped once.
    private mutating func dropStaleDeadlines() {
        while let deadline = deadlines.first, records[deadline.order.index].phase != .held {
            _ = deadlines.popFirst()
        }
    }
}
