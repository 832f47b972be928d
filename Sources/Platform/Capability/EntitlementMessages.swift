import Primitives

/// A new entitlement: what was issued for one line of an order.
@frozen
public struct EntitlementGrant: Equatable, Sendable, BitwiseCopyable {
    /// The order; it is the entitlement's number.
    public var order: OrderID
    /// Who gets it.
    public var user: UserID
    /// What of.
    public var product: ProductID
    /// How many units; they live and end together.
    public var quantity: UInt8
    /// The first credential's serial.
    public var serial: UInt64
    /// What makes the credentials unguessable; the ledger has no use for it.
    public var tag: UInt64
    /// When it was issued.
    public var instant: Instant

    /// What was issued; the tag may be left out where it is not shown to anyone.
    @inlinable
    public init(
        order: OrderID, user: UserID, product: ProductID, quantity: UInt8, serial: UInt64, tag: UInt64 = 0,
        instant: Instant
    ) {
        self.order = order
        self.user = user
        self.product = product
        self.quantity = quantity
        self.serial = serial
        self.tag = tag
        self.instant = instant
    }
}

/// A change that somebody wants of an entitlement.
///
/// Order and version are the idempotency key: only one change leads from a version to the next. Asked again, it is
/// answered again; another change from the same version is refused.
@frozen
public struct LifecycleRequest: Equatable, Sendable, BitwiseCopyable {
    /// The entitlement.
    public var order: OrderID
    /// The version that the change is made from: the last one that the sender knows.
    public var version: UInt16
    /// What to do.
    public var operation: LifecycleOperation
    /// Who wants it and why.
    public var origin: AuditOrigin
    /// For an upgrade the product's number, for a transfer the new holder's; else zero.
    public var target: UInt32
    /// For a renewal or an upgrade, what was paid.
    public var paid: Money

    @inlinable
    public init(
        order: OrderID, version: UInt16, operation: LifecycleOperation, origin: AuditOrigin, target: UInt32 = 0,
        paid: Money = .zero
    ) {
        self.order = order
        self.version = version
        self.operation = operation
        self.origin = origin
        self.target = target
        self.paid = paid
    }
}

/// Why a change was not made.
public enum LifecycleRefusal: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// The table does not allow it in this state.
    case notInThisState
    /// It was changed since the version that the request is made from.
    case otherVersion
    /// Another amount is due.
    case otherAmount
    /// The product, or this one product, does not allow it.
    case notForThisProduct
}

/// What the entitlement ledger can be asked.
public enum EntitlementCommand: Equatable, Sendable, BitwiseCopyable {
    /// Something was issued.
    case register(EntitlementGrant)
    /// Somebody wants a change.
    case change(LifecycleRequest)
    /// The issuing side takes the goods back if nobody has begun to use them: a refund at any version.
    case withdraw(OrderID)
    /// The audit log has the record.
    case auditAcknowledged(AuditTicket, OrderID)
    /// The audit log has not taken the record; it is sent again later.
    case auditBusy(AuditTicket, OrderID)
}

/// What the entitlement ledger tells.
public enum EntitlementEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the audit log.
    case audit(AuditRecord, AuditTicket)
    /// To whoever asked, and a fact for auditors: the entitlement changed and stands like this. Also told of changes
    /// that nobody asked for.
    case changed(OrderID, LifecycleOperation, version: UInt16, EntitlementState)
    /// To whoever asked: that change was made before, or there was nothing to change.
    case unchanged(OrderID, LifecycleOperation, version: UInt16, EntitlementState)
    /// To whoever asked: no; the version is the present one.
    case refused(OrderID, LifecycleOperation, LifecycleRefusal, version: UInt16)
    /// To the issuing side: the entitlement is ended, and nobody used it.
    case withdrawn(OrderID)
    /// To the issuing side: it can't be taken back any more.
    case kept(OrderID)
}

/// What is true of one entitlement at one moment, as the verification gateway reads it.
@frozen
public struct EntitlementReading: Equatable, Sendable, BitwiseCopyable {
    /// How it stands; an end that has come but was not entered yet does not show here.
    public var state: EntitlementState
    /// The number of changes.
    public var version: UInt16
    /// The number of units.
    public var quantity: UInt8
    /// Who holds it.
    public var user: UserID
    /// What of.
    public var product: ProductID
    /// From when to when it holds; to the last instant for activation before that.
    public var from: Instant
    /// The first instant at which it holds no more.
    public var until: Instant
    /// From where it may be used.
    public var regions: EntitlementTemplate.Regions

    @inlinable
    public init(
        state: EntitlementState, version: UInt16, quantity: UInt8, user: UserID, product: ProductID, from: Instant,
        until: Instant, regions: EntitlementTemplate.Regions
    ) {
        self.state = state
        self.version = version
        self.quantity = quantity
        self.user = user
        self.product = product
        self.from = from
        self.until = until
        self.regions = regions
    }
}
