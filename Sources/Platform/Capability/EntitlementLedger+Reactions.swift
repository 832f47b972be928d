/// The published transition table of an entitlement.
///
/// Time passes before anything else: an entitlement whose end has come expires first, with a record of its own, and
/// is then asked as an expired one. A move may be refused for what else is true of the entitlement (an amount that is
/// not due, a product that can't be passed on, a version that is not the present one): it then stays, and says why.
///
/// | asked for | unknown | issued | active | suspended | expired | used up, revoked, refunded |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | issue | issued, active | stays | stays | stays | stays | stays |
/// | activate | refuses | active | stays | refuses | refuses | refuses |
/// | use | refuses | refuses | active, used up | refuses | refuses | refuses |
/// | suspend | refuses | suspended | suspended | stays | refuses | refuses |
/// | resume | refuses | refuses | stays | issued, active | refuses | refuses |
/// | renew | refuses | refuses | active | refuses | active | refuses |
/// | upgrade | refuses | issued | active | refuses | refuses | refuses |
/// | transfer | refuses | issued | refuses | refuses | refuses | refuses |
/// | revoke | refuses | revoked | revoked | revoked | refuses | refuses |
/// | refund | refuses | refunded | refunded | refunded | refuses | refuses |
/// | expire | impossible | expired | expired | expired | impossible | impossible |
///
/// Revoking what is revoked and refunding what is refunded stay, too. An entitlement that its holder has activated or
/// used is not refunded: one of those conditions that are not in the table.
extension EntitlementLedger {
    /// What happens when an entitlement in a state is asked for an operation.
    public static func reaction(
        in state: EntitlementState, to operation: LifecycleOperation
    ) -> Reaction<EntitlementState> {
        response(in: state, to: operation).reaction(movingTo: targets(of: operation, from: state))
    }

    /// The same without the states that it may move to.
    static func response(in state: EntitlementState, to operation: LifecycleOperation) -> Response {
        switch (state, operation) {
        case (.unknown, .issue): .moves
        case (_, .issue): .stays
        case (.issued, .activate): .moves
        case (.active, .activate): .stays
        case (.active, .use): .moves
        case (.issued, .suspend), (.active, .suspend): .moves
        case (.suspended, .suspend), (.active, .resume): .stays
        case (.suspended, .resume): .moves
        case (.active, .renew), (.expired, .renew): .moves
        case (.issued, .upgrade), (.active, .upgrade), (.issued, .transfer): .moves
        case (.issued, .revoke), (.active, .revoke), (.suspended, .revoke): .moves
        case (.issued, .refund), (.active, .refund), (.suspended, .refund): .moves
        case (.revoked, .revoke), (.refunded, .refund): .stays
        case (.issued, .expire), (.active, .expire), (.suspended, .expire): .moves
        case (_, .expire): .impossible
        case (_, .activate), (_, .use), (_, .suspend), (_, .resume), (_, .renew), (_, .upgrade), (_, .transfer),
            (_, .revoke), (_, .refund):
            .refuses
        }
    }

    /// Where an operation leads that moves.
    private static func targets(
        of operation: LifecycleOperation, from state: EntitlementState
    ) -> [EntitlementState] {
        switch operation {
        case .issue, .resume: [.issued, .active]
        case .activate, .renew: [.active]
        case .use: [.active, .usedUp]
        case .suspend: [.suspended]
        case .upgrade, .transfer: [state]
        case .revoke: [.revoked]
        case .refund: [.refunded]
        case .expire: [.expired]
        }
    }
}
