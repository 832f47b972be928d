import Primitives

/// What a store remembers of orders and products: who holds which units, and until when.
///
/// One small record per order, indexed by its number, is both the hold and the memory that makes
/// repeated commands harmless; an order's record never goes back to *none*. A hold ends exactly once:
/// confirmed, released or expired (see ``HoldPhase``). All holds live equally long, so their deadlines are a queue.
struct HoldBook: ~Copyable {
    struct Record: BitwiseCopyable {
        var product: ProductID
        var quantity: UInt8
        var phase: HoldPhase

        static var none: Self { .init(product: ProductID(0), quantity: 0, phase: .none) }
    }

    struct Deadline: BitwiseCopyable {
        var instant: Instant
        var order: OrderID
    }

    /// Units that went back on the shelf, and whose they were; none when `units` is 0.
    struct Handback: BitwiseCopyable {
        var order: OrderID
        var product: ProductID
        var user: UserID
        var units: Int
    }

    /// What a store looks at before it takes.
    enum Caution {
        /// At the amount and at the user's limit.
        case full
        /// At the user's limit: the amount is looked at elsewhere.
        case limitOnly
        /// At nothing.
        case none
    }

    var products: Table<ProductStock>
    /// How long a hold lasts; means nothing where none ever runs out.
    private let timeToLive: TimeSpan
    private let hasDeadlines: Bool
    private var records = FoldingArray<Record>()
    private var deadlines = Ring<Deadline>(minimumCapacity: 64)
    private var limits: PurchaseLimits
    /// By order, the buyer; kept only where somebody asks.
    private var users = FoldingArray<UInt32>()
    private let keepsUsers: Bool

    /// A book with all units available.
    ///
    /// - Parameters:
    ///   - initial: units of each product.
    ///   - timeToLive: how long a hold lasts; nil where it lasts until it is given back.
    ///   - perUser: by product, how many units one user may have; 0 for any number.
    ///   - keepsUsers: whether it must be known whose units come back.
    init(initial: [Int], timeToLive: TimeSpan?, perUser: [Int] = [], keepsUsers: Bool = false) {
        precondition(initial.allSatisfy { $0 >= 0 }, "stock below zero: \(initial)")
        if let timeToLive { precondition(timeToLive > .zero, "holds of \(timeToLive.nanoseconds) ns") }
        products = Table(capacity: initial.count)
        for units in initial { products.append(ProductStock(initial: units)) }
        self.timeToLive = timeToLive ?? .zero
        hasDeadlines = timeToLive != nil
        limits = PurchaseLimits(perUser)
        self.keepsUsers = keepsUsers || perUser.contains { $0 > 0 }
    }

    /// What has become of an order's units.
    func phase(of order: OrderID) -> HoldPhase { order.index < records.count ? records[order.index].phase : .none }

    /// The product that an order has asked for; nil if it has asked for none.
    func product(of order: OrderID) -> ProductID? {
        guard order.index < records.count, records[order.index].quantity > 0 else { return nil }
        return records[order.index].product
    }

    /// Whether the product has so many units available.
    @inline(__always)
    func covers(_ product: ProductID, _ quantity: UInt8) -> Bool {
        products[product.index].available >= Int(quantity)
    }

    /// Whether the user may have so many units more.
    @inline(__always)
    func allows(_ product: ProductID, _ quantity: UInt8, for user: UserID) -> Bool {
        limits.allow(quantity, of: product, for: user)
    }

    /// Sets units aside for the order; a repeat gets the answer of the first time.
    ///
    /// An order whose hold was released, has expired or was refused gets none any more, nor does one
    /// that asks for something else than before. A limit is no property of the order: it may be asked for again.
    mutating func hold(
        _ order: OrderID, _ product: ProductID, _ quantity: UInt8, by user: UserID, _ caution: Caution, at now: Instant
    ) -> StockEffect {
        precondition(
            quantity > 0 && product.index < products.count,
            "order \(order.number) wants \(quantity) of product \(product.number)")
        records.grow(to: order.index + 1, filledWith: .none)
        let record = records[order.index]
        switch record.phase {
        case .none:
            if caution == .full, !covers(product, quantity) {
                records[order.index] = Record(product: product, quantity: quantity, phase: .refused)
                return .soldOut(order)
            }
            if caution != .none, !allows(product, quantity, for: user) { return .limitReached(order) }
            records[order.index] = Record(product: product, quantity: quantity, phase: .held)
            products[product.index].change(by: -Int(quantity))
            products[product.index].held += Int(quantity)
            limits.add(quantity, of: product, for: user)
            if keepsUsers {
                users.grow(to: order.index + 1, filledWith: 0)
                users[order.index] = user.number
            }
            if hasDeadlines { deadlines.append(Deadline(instant: now + timeToLive, order: order)) }
            return .held(order)
        case .held, .sold:
            return record.product == product && record.quantity == quantity ? .held(order) : .soldOut(order)
        case .refused, .released, .expired:
            return .soldOut(order)
        }
    }

    /// Writes down that there was not enough for an order, as somebody else has found out.
    mutating func refuse(_ order: OrderID, _ product: ProductID, _ quantity: UInt8) -> StockEffect {
        records.grow(to: order.index + 1, filledWith: .none)
        if records[order.index].phase == .none {
            records[order.index] = Record(product: product, quantity: quantity, phase: .refused)
        }
        return .soldOut(order)
    }

    /// Turns the order's hold into a sale. Possible until ``expireNext()`` has taken it back.
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
    mutating func release(_ order: OrderID) -> Handback {
        records.grow(to: order.index + 1, filledWith: .none)
        let record = records[order.index]
        records[order.index].phase = .released
        switch record.phase {
        case .held: products[record.product.index].held -= Int(record.quantity)
        case .sold: products[record.product.index].sold -= Int(record.quantity)
        case .none, .refused, .released, .expired:
            return Handback(order: order, product: record.product, user: UserID(0), units: 0)
        }
        let handback = handBack(order, record)
        dropStaleDeadlines()
        return handback
    }

    /// The deadline of the hold that ends first; never a stale one.
    var nextDeadline: Instant { deadlines.first?.instant ?? .distantFuture }

    /// Takes back the hold that ends first.
    mutating func expireNext() -> Handback {
        guard let deadline = deadlines.first else { preconditionFailure("no hold is left to run out") }
        let record = records[deadline.order.index]
        records[deadline.order.index].phase = .expired
        products[record.product.index].held -= Int(record.quantity)
        let handback = handBack(deadline.order, record)
        dropStaleDeadlines()
        return handback
    }

    /// Books a delivery, or a withdrawal of as much as is still available; answers by how many units.
    ///
    /// - Parameters:
    ///   - units: above zero for a delivery, below for a withdrawal.
    ///   - delivery: its number; one that is known already, or is more than 63 ahead of those, changes nothing.
    mutating func supply(_ product: ProductID, _ units: Int, delivery: UInt32) -> Int {
        guard products[product.index].enter(delivery) else { return 0 }
        let booked = max(units, min(0, -products[product.index].available))
        products[product.index].refilled += max(0, booked)
        products[product.index].withdrawn += max(0, -booked)
        products[product.index].change(by: booked)
        return booked
    }

    @inline(__always)
    private mutating func handBack(_ order: OrderID, _ record: Record) -> Handback {
        products[record.product.index].change(by: Int(record.quantity))
        let user = keepsUsers ? UserID(users[order.index]) : UserID(0)
        limits.remove(record.quantity, of: record.product, for: user)
        return Handback(order: order, product: record.product, user: user, units: Int(record.quantity))
    }

    /// Drops deadlines from the front of the queue until one belongs to a live hold. Amortised O(1),
    /// as each deadline is dropped once.
    private mutating func dropStaleDeadlines() {
        while let deadline = deadlines.first, records[deadline.order.index].phase != .held {
            _ = deadlines.popFirst()
        }
    }
}
