/// The published transition table of the issuing of an order.
///
/// | | issue | withdraw | revoke | codes arrive | supplier: empty | knows nothing | revoked | refuses | ended | kept |
/// | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
/// | unseen | awaiting, issued | withdrawn | withdrawn | - | - | - | - | - | - | - |
/// | awaiting, without codes | awaiting | withdrawn, asking | the same | issued | without | stays | - | - | - | - |
/// | asking | stays | stays | stays | issued | stays | withdrawn | - | - | - | - |
/// | issued | stays | stays | ending | stays | stays | stays | - | - | - | stays |
/// | ending | stays | stays | stays | stays | stays | stays | - | - | withdrawn, taking back | issued |
/// | taking back | stays | stays | stays | stays | stays | stays | withdrawn | spoiled | stays | - |
/// | withdrawn | refuses | stays | stays | returning | stays | stays | stays | - | stays | - |
/// | returning | refuses | stays | stays | stays | stays | stays | withdrawn | spoiled | stays | - |
/// | spoiled | refuses | stays | stays | stays | stays | stays | stays | stays | stays | - |
///
/// A dash is impossible: nothing can have caused the command.
extension IssuanceEngine {
    /// What happens when an order in a state meets a kind of command.
    public static func reaction(
        in state: IssuanceState, to kind: IssuanceCommandKind
    ) -> Reaction<IssuanceState> {
        switch state {
        case .unseen, .awaitingCodes, .withoutCodes, .asking: reactionBefore(state, kind)
        case .issued, .ending, .takingBack: reactionAfter(state, kind)
        case .withdrawn, .returning, .spoiled: reactionOff(state, kind)
        }
    }

    /// Before anything is issued.
    private static func reactionBefore(
        _ state: IssuanceState, _ kind: IssuanceCommandKind
    ) -> Reaction<IssuanceState> {
        switch (state, kind) {
        case (.unseen, .issue): .moves([.awaitingCodes, .issued])
        case (.unseen, .withdraw), (.unseen, .revoke): .moves([.withdrawn])
        case (.unseen, _): .impossible
        case (.withoutCodes, .issue): .moves([.awaitingCodes])
        case (.awaitingCodes, .supplierEmpty): .moves([.withoutCodes])
        case (.asking, .withdraw), (.asking, .revoke), (_, .issue), (_, .supplierEmpty): .stays
        case (_, .withdraw), (_, .revoke): .moves([.withdrawn, .asking])
        case (_, .codesArrived): .moves([.issued])
        case (.asking, .supplierKnowsNothing): .moves([.withdrawn])
        case (_, .supplierKnowsNothing): .stays
        case (_, .codesRevoked), (_, .revokeRefused), (_, .entitlementEnded), (_, .entitlementKept): .impossible
        }
    }

    /// Once it is issued, until it is off again.
    private static func reactionAfter(
        _ state: IssuanceState, _ kind: IssuanceCommandKind
    ) -> Reaction<IssuanceState> {
        switch (state, kind) {
        case (.issued, .revoke): .moves([.ending])
        case (_, .issue), (_, .withdraw), (_, .revoke): .stays
        case (_, .codesArrived), (_, .supplierEmpty), (_, .supplierKnowsNothing): .stays
        case (.takingBack, .codesRevoked): .moves([.withdrawn])
        case (.takingBack, .revokeRefused): .moves([.spoiled])
        case (.ending, .entitlementEnded): .moves([.withdrawn, .takingBack])
        case (.takingBack, .entitlementEnded): .stays
        case (.ending, .entitlementKept): .moves([.issued])
        case (.issued, .entitlementKept): .stays
        case (_, .codesRevoked), (_, .revokeRefused), (_, .entitlementEnded), (_, .entitlementKept): .impossible
        }
    }

    /// Once it is withdrawn.
    private static func reactionOff(
        _ state: IssuanceState, _ kind: IssuanceCommandKind
    ) -> Reaction<IssuanceState> {
        switch (state, kind) {
        case (_, .issue): .refuses
        case (.withdrawn, .codesArrived): .moves([.returning])
        case (.returning, .codesRevoked): .moves([.withdrawn])
        case (.returning, .revokeRefused): .moves([.spoiled])
        case (.withdrawn, .revokeRefused): .impossible
        case (_, .withdraw), (_, .revoke), (_, .codesArrived), (_, .supplierEmpty), (_, .supplierKnowsNothing),
            (_, .codesRevoked), (_, .revokeRefused), (_, .entitlementEnded):
            .stays
        case (_, .entitlementKept): .impossible
        }
    }
}
