import Primitives

/// What a sale takes along when the core's ledger takes the stock over.
public struct CarriedSale: Equatable, Sendable, BitwiseCopyable {
    /// The order, which is the ledger's key.
    public var order: OrderID
    /// The buyer.
    public var user: UserID
    /// What was bought.
    public var product: ProductID
    /// How many units.
    public var quantity: UInt8
    /// Whether it keeps units of a copy.
    public var hasUnits: Bool
    /// Whether a payment is booked for it.
    public var isPaid: Bool
    /// Whether the buyer has the goods.
    public var isDelivered: Bool
}

// The stock moves to the core's ledger; from then on the silo sells what it is lent.
extension LegacySilo {
    /// What a sale takes along. O(1).
    public func carried(_ sale: SaleID) -> CarriedSale {
        let record = sales[sale.index]
        return CarriedSale(
            order: record.order, user: record.user, product: record.product, quantity: record.quantity,
            hasUnits: record.units == .copy, isPaid: record.reference > 0, isDelivered: record.phase == .done)
    }

    /// The core's ledger has the sale's units now, under the order's number. Units that it has no room for,
    /// because copies sold more than there was, stay with the silo: ``unitsTaken(_:)``.
    public mutating func handOver(_ sale: SaleID) {
        let record = sales[sale.index]
        precondition(record.units == .copy, "sale \(sale.number) has no units to hand over")
        sales[sale.index].units = .lent
        copies.forget(record.product, record.quantity)
    }

    /// From now on the silo sells what the core's ledger lends it.
    public mutating func becomeLent() { isLent = true }

    /// Units that the silo sold and no other ledger knows of.
    public func unitsTaken(_ product: ProductID) -> Int { copies.taken(product) }
}

/// What a platform would say to a buyer, without doing anything.
public struct ShadowAnswer: Equatable, Sendable, BitwiseCopyable {
    /// Whether there are enough units.
    public var isAvailable: Bool
    /// The price of all units, before any coupon.
    public var price: Money

    public init(isAvailable: Bool, price: Money) {
        self.isAvailable = isAvailable
        self.price = price
    }
}

// The silo as a shadow: what it would say.
extension LegacySilo {
    /// What the silo would say to this buyer: by the copy of the buyer's channel, and its own price list. O(1).
    public func shadowAnswer(_ user: UserID, _ product: ProductID, _ quantity: UInt8) -> ShadowAnswer {
        ShadowAnswer(
            isAvailable: copies.offers(product, quantity, in: copies.channel(of: user)),
            price: prices[product.index] * Int64(quantity))
    }

    /// Units that one ledger for all channels would still have; negative when more were sold. O(1).
    public func unitsLeft(_ product: ProductID) -> Int { copies.left(product) }

    /// Whether the copies are due to learn how much the core's ledger has; asked while the stock is lent.
    public mutating func isSynchronisationDue(at now: Instant) -> Bool { copies.isDue(at: now) }

    /// The copies of a product learn how much the core's ledger has.
    public mutating func synchronise(_ product: ProductID, available units: Int) { copies.set(product, to: units) }
}
