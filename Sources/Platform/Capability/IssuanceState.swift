/// How far the issuing of an order has come.
public enum IssuanceState: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
    /// Nobody asked for it.
    case unseen
    /// The supplier was asked for codes and has not answered.
    case awaitingCodes
    /// The supplier had none when asked last.
    case withoutCodes
    /// Withdrawal is asked for, and the supplier is asked whether the order has codes after all.
    case asking
    /// Issued.
    case issued
    /// Issued, and to be taken back: the entitlement ledger is asked whether anybody has begun to use it.
    case ending
    /// The entitlement is ended, and its codes are being revoked at the supplier.
    case takingBack
    /// Nothing is issued, and nothing will be.
    case withdrawn
    /// Withdrawn, then the supplier's codes came: they are being revoked.
    case returning
    /// Withdrawn, and the supplier would not take the codes back: they are good for whoever has them.
    case spoiled
}

/// Commands of the issuing service by kind, as its transition table has them.
public enum IssuanceCommandKind: UInt8, CaseIterable, Hashable, Sendable {
    case issue, withdraw, revoke
    case codesArrived, supplierEmpty, supplierKnowsNothing, codesRevoked, revokeRefused
    case entitlementEnded, entitlementKept
}
