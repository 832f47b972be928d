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
        response(in: state, to: kind).reaction(movingTo: targets(of: kind, from: state))
    }

    /// The same without the states that it may move to.
    static func response(in state: IssuanceState, to kind: IssuanceCommandKind) -> Response {
        switch state {
        case .unseen, .awaitingCodes, .withoutCodes, .asking: responseBefore(state, kind)
        case .issued, .ending, .takingBack: responseAfter(state, kind)
        case .withdrawn, .returning, .spoiled: responseOff(state, kind)
        }
    }

    /// Before anything is issued.
    private static func responseBefore(_ state: IssuanceState, _ kind: IssuanceCommandKind) -> Response {
        switch (state, kind) {
        case (.unseen, .issue), (.unseen, .withdraw), (.unseen, .revoke): .moves
        case (.unseen, _): .impossible
        case (.withoutCodes, .issue), (.awaitingCodes, .supplierEmpty): .moves
        case (.asking, .withdraw), (.asking, .revoke), (_, .issue), (_, .supplierEmpty): .stays
        case (_, .withdraw), (_, .revoke), (_, .codesArrived), (.asking, .supplierKnowsNothing): .moves
        case (_, .supplierKnowsNothing): .stays
        case (_, .codesRevoked), (_, .revokeRefused), (_, .entitlementEnded), (_, .entitlementKept): .impossible
        }
    }

    /// Once it is issued, until it is off again.
    private static func responseAfter(_ state: IssuanceState, _ kind: IssuanceCommandKind) -> Response {
        switch (state, kind) {
        case (.issued, .revoke), (.ending, .entitlementEnded), (.ending, .entitlementKept): .moves
        case (.takingBack, .codesRevoked), (.takingBack, .revokeRefused): .moves
        case (_, .issue), (_, .withdraw), (_, .revoke): .stays
        case (_, .codesArrived), (_, .supplierEmpty), (_, .supplierKnowsNothing): .stays
        case (.takingBack, .entitlementEnded), (.issued, .entitlementKept): .stays
        case (_, .codesRevoked), (_, .revokeRefused), (_, .entitlementEnded), (_, .entitlementKept): .impossible
        }
    }

    /// Once it is withdrawn.
    private static func responseOff(_ state: IssuanceState, _ kind: IssuanceCommandKind) -> Response {
        switch (state, kind) {
        case (_, .issue): .refuses
        case (.withdrawn, .codesArrived), (.returning, .codesRevoked), (.returning, .revokeRefused): .moves
        case (.withdrawn, .revokeRefused), (_, .entitlementKept): .impossible
        case (_, .withdraw), (_, .revoke), (_, .codesArrived), (_, .supplierEmpty), (_, .supplierKnowsNothing),
            (_, .codesRevoked), (_, .revokeRefused), (_, .entitlementEnded):
            .stays
        }
    }

    /// Where a command leads that moves.
    private static func targets(of kind: IssuanceCommandKind, from state: IssuanceState) -> [IssuanceState] {
        switch kind {
        case .issue: state == .unseen ? [.awaitingCodes, .issued] : [.awaitingCodes]
        case .withdraw, .revoke:
            state == .issued ? [.ending] : state == .unseen ? [.withdrawn] : [.withdrawn, .asking]
        case .codesArrived: state == .withdrawn ? [.returning] : [.issued]
        case .supplierEmpty: [.withoutCodes]
        case .supplierKnowsNothing, .codesRevoked: [.withdrawn]
        case .revokeRefused: [.spoiled]
        case .entitlementEnded: [.withdrawn, .takingBack]
        case .entitlementKept: [.issued]
        }
    }
}
