import Primitives

/// Says whether a credential is valid now: first by its tag alone, then by the ledger's entry.
///
/// A credential that was never made does not reach the ledger. It keeps nothing from one check to the next, so there
/// may be any number of gateways.
///
/// **Clocks.** Validity is judged by the reader's wall clock, since that is what the reader will go by, with a margin
/// of the allowed skew: an entitlement is valid only if it would be valid at every instant within the margin. So no
/// reader whose clock is off by no more than the margin is ever told "valid" outside the entitlement's true time. A
/// clock that is off by more, or was set, is not believed: the gateway's own time is taken in its place.
public struct VerificationGateway: ~Copyable, Machine {
    public typealias Command = VerificationCommand
    public typealias Effect = VerificationEffect

    private let signer: CredentialSigner
    /// By how much a reader's clock may be off.
    public let allowedSkew: TimeSpan

    /// A gateway that checks tags with the key that they were made with.
    public init(signer: CredentialSigner, allowedSkew: TimeSpan) {
        precondition(allowedSkew >= .zero, "an allowed skew of \(allowedSkew.nanoseconds) ns")
        self.signer = signer
        self.allowedSkew = allowedSkew
    }

    /// Leaves one effect. O(1), two compressions for a check.
    public mutating func handle(
        _ command: VerificationCommand, at now: Instant, into effects: inout EffectBuffer<VerificationEffect>
    ) {
        switch command {
        case .check(let shown):
            effects.append(isGenuine(shown) ? .lookUp(shown) : .answered(shown.order, .unknown))
        case .found(let shown, let entry):
            effects.append(.answered(shown.order, verdict(on: shown, entry, at: now)))
        }
    }

    /// Does nothing: a gateway has no deadlines.
    public mutating func advance(to now: Instant, into effects: inout EffectBuffer<VerificationEffect>) {}

    /// Never.
    public var nextDeadline: Instant { .distantFuture }

    /// Whether the platform made this credential; asks nobody. Two compressions.
    private func isGenuine(_ shown: Presentation) -> Bool {
        shown.tag
            == signer.tag(
                serial: shown.serial, order: shown.order, product: shown.product, quantity: shown.quantity)
    }

    private func verdict(on shown: Presentation, _ entry: EntitlementReading, at now: Instant) -> EntitlementVerdict {
        switch entry.state {
        case .unknown: return .unknown
        case .expired: return .expired
        case .usedUp: return .usedUp
        case .revoked, .refunded: return .revoked
        case .suspended: return .suspended
        case .issued: return isOver(entry, shown, now) ? .expired : .notYet
        case .active: break
        }
        if isOver(entry, shown, now) { return .expired }
        // What was issued or activated begins with that, which has happened: no clock can deny it.
        if entry.from > now { return .notYet }
        return entry.regions.contains(EntitlementTemplate.Regions(shown.region)) ? .valid : .wrongRegion
    }

    private func isOver(_ entry: EntitlementReading, _ shown: Presentation, _ now: Instant) -> Bool {
        let isBelieved = now - shown.wallClock <= allowedSkew && shown.wallClock - now <= allowedSkew
        return (isBelieved ? shown.wallClock + allowedSkew : now) >= entry.until
    }
}
