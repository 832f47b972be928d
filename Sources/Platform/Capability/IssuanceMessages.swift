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

    @inlinable
    public init(order: OrderID, user: UserID, product: ProductID, quantity: UInt8, attempt: UInt16) {
        self.order = order
        self.user = user
        self.product = product
        self.quantity = quantity
        self.attempt = attempt
    }
}

/// A run of credentials with consecutive serial numbers, all of one order.
@frozen
public struct Credentials: Equatable, Sendable, BitwiseCopyable {
    /// The first serial; unique over all credentials ever issued. A supplier's code has its top bit set.
    public var firstSerial: UInt64
    /// What makes the credentials unguessable: see ``CredentialSigner``.
    public var tag: UInt64
    /// How many.
    public var quantity: UInt8
    /// When the entitlement ends; before its activation, when that must have come.
    public var expiry: Instant

    @inlinable
    public init(firstSerial: UInt64, tag: UInt64, quantity: UInt8, expiry: Instant) {
        self.firstSerial = firstSerial
        self.tag = tag
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
    /// The same, but take back what was issued if nobody has begun to use it.
    case revoke(OrderID)
    /// The supplier hands over codes numbered from `firstCode`, or says that the order has them.
    case codesArrived(OrderID, firstCode: UInt64, quantity: UInt8)
    /// The supplier has no codes.
    case supplierEmpty(OrderID)
    /// The supplier has given no codes to this order, and will not.
    case supplierKnowsNothing(OrderID)
    /// The supplier has taken the order's codes back.
    case codesRevoked(OrderID)
    /// The supplier does not take the order's codes back.
    case revokeRefused(OrderID)
    /// The entitlement ledger has ended the order's entitlement.
    case entitlementEnded(OrderID)
    /// The entitlement ledger has not: its holder has begun to use it.
    case entitlementKept(OrderID)
}

/// What the issuing service asks and answers.
public enum IssuanceEffect: Equatable, Sendable, BitwiseCopyable {
    /// To the supplier: codes for this order. The order number is the idempotency key.
    case requestCodes(OrderID, ProductID, quantity: UInt8)
    /// To the supplier: has this order codes? If not, it must never get any.
    case queryCodes(OrderID)
    /// To the supplier: take this order's codes back.
    case revokeCodes(OrderID)
    /// To the coordinator: issued (or was already).
    case issued(OrderID, Credentials)
    /// To the coordinator: not now; ask again later.
    case failed(OrderID)
    /// To the coordinator: nothing is issued for the order and nothing ever will be.
    case withdrawn(OrderID)
    /// To the coordinator: what was to be taken back is in use and stays with its holder.
    case kept(OrderID)
    /// To the entitlement ledger, which shares the issuing service's store.
    case entitle(EntitlementGrant)
    /// To the entitlement ledger: end this entitlement unless somebody has begun to use it.
    case endEntitlement(OrderID)
}

extension IssuanceCommand {
    /// Which kind of command it is.
    public var kind: IssuanceCommandKind {
        switch self {
        case .issue: .issue
        case .withdraw: .withdraw
        case .revoke: .revoke
        case .codesArrived: .codesArrived
        case .supplierEmpty: .supplierEmpty
        case .supplierKnowsNothing: .supplierKnowsNothing
        case .codesRevoked: .codesRevoked
        case .revokeRefused: .revokeRefused
        case .entitlementEnded: .entitlementEnded
        case .entitlementKept: .entitlementKept
        }
    }

    /// The order that it is about.
    public var order: OrderID {
        switch self {
        case .issue(let request): request.order
        case .withdraw(let order), .revoke(let order), .codesArrived(let order, _, _), .supplierEmpty(let order),
            .supplierKnowsNothing(let order), .codesRevoked(let order), .revokeRefused(let order),
            .entitlementEnded(let order), .entitlementKept(let order):
            order
        }
    }
}
