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
        switch (state, operation) {
        case (.unknown, .issue): .moves([.issued, .active])
        case (_, .issue): .stays
        case (.issued, .activate): .moves([.active])
        case (.active, .activate): .stays
        case (.active, .use): .moves([.active, .usedUp])
        case (.issued, .suspend), (.active, .suspend): .moves([.suspended])
        case (.suspended, .suspend), (.active, .resume): .stays
        case (.suspended, .resume): .moves([.issued, .active])
        case (.active, .renew), (.expired, .renew), (.active, .upgrade): .moves([.active])
        case (.issued, .upgrade), (.issued, .transfer): .moves([.issued])
        case (.issued, .revoke), (.active, .revoke), (.suspended, .revoke): .moves([.revoked])
        case (.issued, .refund), (.active, .refund), (.suspended, .refund): .moves([.refunded])
        case (.revoked, .revoke), (.refunded, .refund): .stays
        case (.issued, .expire), (.active, .expire), (.suspended, .expire): .moves([.expired])
        case (_, .expire): .impossible
        case (_, .activate), (_, .use), (_, .suspend), (_, .resume), (_, .renew), (_, .upgrade), (_, .transfer),
            (_, .revoke), (_, .refund):
            .refuses
        }
    }
}
