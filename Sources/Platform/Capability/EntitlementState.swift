/// Where an entitlement stands.
public enum EntitlementState: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
    /// Nothing was issued under this number.
    case unknown
    /// Issued, and not activated yet.
    case issued
    /// Activated, or of a kind that needs no activation.
    case active
    /// Put on hold: it can be resumed.
    case suspended
    /// Its time is over; a renewal begins another.
    case expired
    /// All its uses are used. Final.
    case usedUp
    /// Taken away for cause. Final.
    case revoked
    /// Taken back, and paid back. Final.
    case refunded

    /// Whether it can ever be used (again) without another payment.
    public var isLive: Bool {
        switch self {
        case .issued, .active, .suspended: true
        case .unknown, .expired, .usedUp, .revoked, .refunded: false
        }
    }

    /// Whether nothing leads out of it.
    public var isFinal: Bool {
        switch self {
        case .usedUp, .revoked, .refunded: true
        case .unknown, .issued, .active, .suspended, .expired: false
        }
    }
}

/// What can be done to an entitlement; each change that is made is one record of the audit log.
public enum LifecycleOperation: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
    /// It comes into being.
    case issue
    /// Its holder begins to use it.
    case activate
    /// One use is taken.
    case use
    /// It is put on hold.
    case suspend
    /// The hold is over.
    case resume
    /// Another period is bought.
    case renew
    /// It becomes one of a dearer product of the same kind.
    case upgrade
    /// Another user gets it.
    case transfer
    /// It is taken away.
    case revoke
    /// It is taken back and paid back.
    case refund
    /// Its time is over.
    case expire
}

/// Who wants a change of an entitlement.
public enum LifecycleActor: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
    /// The platform itself: the coordinator of orders.
    case platform
    /// The user who holds the entitlement.
    case holder
    /// A person who serves customers.
    case support
    /// The risk department, or its programs.
    case risk
    /// The passing of time.
    case clock
}

/// Why a change of an entitlement is wanted.
public enum LifecycleCause: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
    /// It was paid for.
    case purchase
    /// Its holder wants it.
    case request
    /// Something about it is suspicious.
    case suspicion
    /// The suspicion was groundless.
    case clearance
    /// The order that it belongs to is undone.
    case withdrawal
    /// Its time is over.
    case timePassed
}
