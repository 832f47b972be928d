import Primitives

/// One line of the audit log: one change of one entitlement. 32 bytes, two to a block of the hash.
///
/// The order and the version are the key: a change that is reported again has the same.
@frozen
public struct AuditRecord: Equatable, Sendable, BitwiseCopyable {
    /// The order whose entitlement changed.
    public var order: OrderID
    /// Who holds it after the change.
    public var user: UserID
    /// The number of the product that it is of, after the change.
    public var productNumber: UInt16
    /// How many changes the entitlement has seen with this one, from 1.
    public var version: UInt16
    /// What was done.
    public var operation: LifecycleOperation
    /// How it stands after the change.
    public var state: EntitlementState
    /// Who wanted it and why.
    public var origin: AuditOrigin
    /// How many units the entitlement has.
    public var quantity: UInt8
    /// When it happened.
    public var instant: Instant
    /// What else the operation says: the first serial issued, who passed it on, the product before, or fen paid.
    public var detail: UInt64

    /// A record; its product must be one of the first 65,536.
    @inlinable
    public init(
        order: OrderID, user: UserID, product: ProductID, quantity: UInt8, version: UInt16,
        operation: LifecycleOperation, state: EntitlementState, origin: AuditOrigin, instant: Instant, detail: UInt64
    ) {
        self.order = order
        self.user = user
        self.productNumber = UInt16(product.number)
        self.version = version
        self.operation = operation
        self.state = state
        self.origin = origin
        self.quantity = quantity
        self.instant = instant
        self.detail = detail
    }

    /// The product that it is of, after the change.
    @inlinable public var product: ProductID { ProductID(UInt32(productNumber)) }

    /// What stands in places that hold no record.
    static var blank: AuditRecord {
        AuditRecord(
            order: OrderID(0), user: UserID(0), product: ProductID(0), quantity: 0, version: 0, operation: .issue,
            state: .unknown, origin: AuditOrigin(.platform, .purchase), instant: .origin, detail: 0)
    }
}

/// Who wanted a change, and why, in one byte.
@frozen
public struct AuditOrigin: Equatable, Sendable, BitwiseCopyable {
    @usableFromInline let bits: UInt8

    /// Says who and why.
    @inlinable
    public init(_ actor: LifecycleActor, _ cause: LifecycleCause) { bits = actor.rawValue &<< 4 | cause.rawValue }

    /// Who wanted it.
    @inlinable public var actor: LifecycleActor { LifecycleActor(rawValue: bits &>> 4)! }
    /// Why.
    @inlinable public var cause: LifecycleCause { LifecycleCause(rawValue: bits & 15)! }

    /// For hashing: both in one byte.
    @inlinable public var rawValue: UInt8 { bits }
}

/// Which place of an outbox waits for an answer. It comes back with the answer and means nothing to the log.
@frozen
public struct AuditTicket: Equatable, Sendable, BitwiseCopyable {
    /// The place, and how often it was used before.
    @usableFromInline let place: UInt32
    @usableFromInline let generation: UInt32

    @inlinable
    init(place: UInt32, generation: UInt32) {
        self.place = place
        self.generation = generation
    }
}

/// What the audit log can be asked.
public enum AuditCommand: Equatable, Sendable, BitwiseCopyable {
    /// Write this record, once.
    case append(AuditRecord, AuditTicket)
    /// The overview has every record up to this number; the order is that of the last of them.
    case consumed(upTo: UInt64, OrderID)
    /// The overview lacks so many records from this number on; the order is that of one that it has.
    case resend(from: UInt64, count: UInt8, OrderID)
}

/// What the audit log answers and publishes.
public enum AuditEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the sender: the record stands (or stood there already).
    case acknowledged(AuditTicket, OrderID)
    /// To the sender: not now; nothing was written.
    case busy(AuditTicket, OrderID)
    /// To the overview. A record is published again when it was missed.
    case publish(NumberedRecord)
    /// To the overview: how far is it? The last record has this number, and is about this order.
    case probe(last: UInt64, OrderID)
}

extension SHA256 {
    /// Feeds a record: 32 bytes, fields in their order, numbers big-endian.
    public mutating func update(_ record: AuditRecord) {
        update(UInt64(record.order.number) &<< 32 | UInt64(record.user.number))
        update(UInt32(record.productNumber) &<< 16 | UInt32(record.version))
        update(
            UInt32(record.operation.rawValue) &<< 24 | UInt32(record.state.rawValue) &<< 16
                | UInt32(record.origin.rawValue) &<< 8 | UInt32(record.quantity))
        update(UInt64(bitPattern: record.instant.nanoseconds))
        update(record.detail)
    }
}
