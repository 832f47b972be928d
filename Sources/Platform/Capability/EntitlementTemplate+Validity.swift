import Primitives

extension EntitlementTemplate.Validity: BitwiseCopyable {}

extension EntitlementTemplate.Validity {
    /// The instant at which an entitlement issued at `issue` is over unless its holder does something: when it ends,
    /// or when it must have been activated.
    func end(issuedAt issue: Instant) -> Instant {
        switch self {
        case .fromIssue(let span): issue + span
        case .fromActivation(_, let limit): issue + limit
        case .window(_, let until): until
        }
    }
}
