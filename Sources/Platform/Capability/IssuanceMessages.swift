import Primitives

/// Which credentials are wanted, for whom.
@frozen
public struct IssueRequest: Equatable, Sendable, BitwiseCopyable {
    /// The order; it is the idempotency key of the issue.
    public var order: OrderID
    /// Who gets the entitlement.
    public var user: UserID
    /// What was bought.
    public var product: ProductID
    /// How many credentials.
    public var quantity: UInt8
    /// The how-manieth attempt this is, from 1.
    public var attempt: UInt16
    /// Random bits for the credential's secret, drawn by the driver.
    public var nonce: UInt64

    @inlinable
    public init(
        order: OrderID, user: UserID, product: ProductID, quantity: UInt8, attempt: UInt16, nonce: UInt64
    ) {
        self.order = order
        self.user = user
        self.product = product
        self.quantity = quantity
        self.attempt = attempt
        self.nonce = nonce
    }
}

/// A run of credentials with consecutive serial numbers, all of one order.
@frozen
public struct Credentials: Equatable, Sendable, BitwiseCopyable {
    /// The first serial; unique over all credentials ever issued. A supplier's code has its top bit set.
    public var firstSerial: UInt64
    /// What makes the credential unguessable.
    public var secret: UInt64
    /// How many.
    public var quantity: UInt8
    /// When the entitlement ends; before its activation, when that must have come.
    public var expiry: Instant

    @inlinable
    public init(firstSerial: UInt64, secret: UInt64, quantity: UInt8, expiry: Instant) {
        self.firstSerial = firstSerial
        self.secret = secret
        self.quantity = quantity
        self.expiry = expiry
    }
}

/// What the issuing service can be asked.
public enum IssuanceCommand: Equatable, Sendable, BitwiseCopyable {
    /// Make (or fetch) the credentials; once per order, whatever is asked again.
    case issue(IssueRequest)
    /// Make sure that nothing is issued for this order any more, or say that it already was.
    case withdraw(OrderID)
    /// Take back what was issued for this order, before anyone is given it, and make sure that nothing more is.
    case revoke(OrderID)
    /// The supplier hands over codes numbered from `firstCode`.
    case codesArrived(OrderID, firstCode: UInt64, quantity: UInt8)
    /// The supplier has no codes.
    case supplierEmpty(OrderID)
    /// The audit log has the record.
    case auditAcknowledged(OrderID)
}

/// What the issuing service asks and answers.
public enum IssuanceEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the supplier: codes for this order. The order number is the idempotency key.
    case requestCodes(OrderID, ProductID, quantity: UInt8)
    /// To the coordinator: issued (or was already).
    case issued(OrderID, Credentials)
    /// To the coordinator: not now; ask again later.
    case failed(OrderID)
    /// To the coordinator: nothing that was issued for the order is of use to anyone, and nothing more will be.
    case withdrawn(OrderID)
    /// To the audit log.
    case audit(AuditRecord)
    /// To the entitlement overview.
    case entitle(UserID, OrderID, ProductID, quantity: UInt8)
}

/// One line of the audit log.
@frozen
public struct AuditRecord: Equatable, Sendable, BitwiseCopyable {
    /// The order; with it, at most one record of each kind.
    public var order: OrderID
    /// Who got the entitlement.
    public var user: UserID
    /// What was issued.
    public var product: ProductID
    /// How many.
    public var quantity: UInt8
    /// The first credential's serial.
    public var serial: UInt64
    /// When it was issued.
    public var instant: Instant

    @inlinable
    public init(
        order: OrderID, user: UserID, product: ProductID, quantity: UInt8, serial: UInt64, instant: Instant
    ) {
        self.order = order
        self.user = user
        self.product = product
        self.quantity = quantity
        self.serial = serial
        self.instant = instant
    }
}

/// What the audit log can be asked.
public enum AuditCommand: Equatable, Sendable, BitwiseCopyable {
    /// Write this record, once.
    case append(AuditRecord)
}

/// What the audit log answers.
public enum AuditEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the issuing service: the record stands under this sequence number (or stood there already).
    case acknowledged(OrderID, sequence: UInt64)
}

/// What the entitlement overview can be asked.
public enum OverviewCommand: Equatable, Sendable, BitwiseCopyable {
    /// Count these entitlements for the user, once per order.
    case entitle(UserID, OrderID, ProductID, quantity: UInt8)
}

/// What the entitlement overview tells.
public enum OverviewEffect: Equatable, Sendable, BitwiseCopyable {
    /// The user's overview shows the order. A fact for auditors.
    case shown(UserID, OrderID)
}
