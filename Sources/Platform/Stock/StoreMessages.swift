import Primitives

/// What a store does in one step, with nothing in between.
public enum StoreOperation: UInt8, Equatable, Sendable, BitwiseCopyable, CaseIterable {
    /// Look and take.
    case hold
    /// Take without looking.
    case take
    /// Say whether there is enough.
    case check
    /// Say how much there is, and the version of it.
    case read
    /// Take, unless the version has changed since it was read.
    case swap
    /// Wait for the row, then say how much there is.
    case lock
    /// Write into the locked row; visible to others after the commit.
    case update
    /// Take what was written, and let the next have the row.
    case commit
    /// Write down that there was not enough, and let the next have the row.
    case refuse
    /// Let the next have the row, with nothing written.
    case rollBack
    /// Look and take at one of the product's rows.
    case holdFromBucket
    /// Take from all of the product's rows together.
    case borrow
    /// A hold becomes a sale.
    case confirm
    /// Units of an order go back.
    case release
    /// The database writes down a hold that the memory has decided.
    case recordHold
    /// The database writes down a release that the memory has decided.
    case recordRelease
    /// The memory gets back the units of a hold that ran out in the database.
    case giveBack
    /// The memory's standby hears of a hold.
    case followHold
    /// The memory's standby hears of units that went back.
    case followRelease
    /// The memory's standby takes over; what it has not heard of is lost.
    case failOver
    /// The replica hears of a change of the amount.
    case followAmount
    /// A channel reports its sales and gets what is left of the stock.
    case synchronise
    /// Units come.
    case refill
    /// Units are taken out of sale.
    case withdraw
}

/// One operation at one store, with what it is about.
public struct StoreCall: Equatable, Sendable, BitwiseCopyable {
    /// The order; number 0 where there is none.
    public var order: OrderID
    /// The product, where the caller knows it.
    public var product: ProductID
    /// The buyer, where the caller knows.
    public var user: UserID
    /// A version, a change of amount, or a number of units, by the operation.
    public var value: Int32
    /// A delivery's number, or in which round of trying this is.
    public var number: UInt32
    /// Units.
    public var quantity: UInt8
    /// What to do.
    public var operation: StoreOperation
    /// Which store: of several rows or copies the number; else 0 is the database, 1 the memory or the replica.
    public var place: UInt8
    /// The driver's own mark, handed on with what follows from the call.
    public var mark: UInt8 = 0

    init(
        _ operation: StoreOperation, _ order: OrderID, _ product: ProductID = ProductID(0), quantity: UInt8 = 0,
        by user: UserID = UserID(0), place: Int = 0
    ) {
        self.operation = operation
        self.order = order
        self.product = product
        self.user = user
        self.quantity = quantity
        self.place = UInt8(truncatingIfNeeded: place)
        value = 0
        number = 0
    }
}

/// What comes of an operation at a store.
public enum StoreEffect: Equatable, Sendable, BitwiseCopyable {
    /// It is decided: the stock service hands this on as it is.
    case answer(StockEffect)
    /// So much is available, says the store to whoever made this call; ``StockProcedure/proceed(_:available:)`` knows
    /// what follows. A version is in the call.
    case found(StoreCall, available: Int)
    /// Another store has to hear of it, in its own time.
    case forward(StoreCall)
}
