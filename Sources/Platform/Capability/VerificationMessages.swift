import Primitives

/// What a reader of a credential shows the verification gateway.
@frozen
public struct Presentation: Equatable, Sendable, BitwiseCopyable {
    /// The order that the credential says it belongs to.
    public var order: OrderID
    /// The product that it was issued for.
    public var product: ProductID
    /// The first serial and the number of units.
    public var serial: UInt64
    /// The number of units.
    public var quantity: UInt8
    /// What makes it unguessable.
    public var tag: UInt64
    /// What the reader's own clock shows.
    public var wallClock: Instant
    /// Where the reader is.
    public var region: RegionID

    @inlinable
    public init(
        order: OrderID, product: ProductID, serial: UInt64, quantity: UInt8, tag: UInt64, wallClock: Instant,
        region: RegionID
    ) {
        self.order = order
        self.product = product
        self.serial = serial
        self.quantity = quantity
        self.tag = tag
        self.wallClock = wallClock
        self.region = region
    }
}

/// Whether an entitlement is valid now, and if not, why.
public enum EntitlementVerdict: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
    /// It may be used, here and now.
    case valid
    /// Its time is over.
    case expired
    /// It was taken away or paid back.
    case revoked
    /// It is on hold.
    case suspended
    /// All its uses are used.
    case usedUp
    /// It is not activated, or its time has not begun.
    case notYet
    /// No such credential was ever made.
    case unknown
    /// It may not be used from here.
    case wrongRegion
}

/// What the verification gateway can be asked.
public enum VerificationCommand: Equatable, Sendable, BitwiseCopyable {
    /// Is this credential valid now?
    case check(Presentation)
    /// The ledger's entry of the credential that was looked up.
    case found(Presentation, EntitlementReading)
}

/// What the verification gateway asks and answers.
public enum VerificationEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the ledger's store: the entry of this credential's order.
    case lookUp(Presentation)
    /// To the reader.
    case answered(OrderID, EntitlementVerdict)
}
