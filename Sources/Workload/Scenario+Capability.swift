import Primitives

// The product capability centre's part of a scenario: what must hold of it, and what is said of it.
extension Scenario {
    func validateCapability(_ check: inout ScenarioCheck) {
        check.range(outside.supplierCodes ?? 0, 0...Int(UInt32.max / 2), "outside.supplier.codes")
        if let refill = outside.supplierRefill {
            check.require(
                outside.supplierCodes != nil, "outside.supplier.refill", related: ["outside.supplier.codes"],
                "a supplier without a limited number of codes is never refilled; write codes, too")
            check.positive(refill.every, "outside.supplier.refill.every")
            check.range(refill.amount, 1...Int(UInt32.max / 2), "outside.supplier.refill.amount")
        }
        let path = "entitlements"
        check.permille(entitlements.activatedPermille, "\(path).activated")
        check.positive(entitlements.activationDelay, "\(path).activation-delay")
        check.permille(entitlements.usedPermille, "\(path).used")
        check.permille(entitlements.renewedPermille, "\(path).renewed")
        check.permille(entitlements.upgradedPermille, "\(path).upgraded")
        check.permille(entitlements.transferredPermille, "\(path).transferred")
        check.permille(entitlements.suspendedPermille, "\(path).suspended")
        check.permille(entitlements.revokedPermille, "\(path).revoked")
        check.require(
            entitlements.renewedPermille + entitlements.upgradedPermille + entitlements.suspendedPermille <= 1_000,
            path,
            "renewed, upgraded and suspended are shares of the same entitlements and add to more than 100 %")
        check.require(
            entitlements.activatedPermille + entitlements.transferredPermille <= 1_000, path,
            "activated and transferred are shares of the same entitlements and add to more than 100 %")
        check.positive(entitlements.delay, "\(path).delay")
        if let longest = entitlements.longest { check.positive(longest, "\(path).longest") }
        check.require(
            content.checksPerDay >= 0 && content.checksPerDay <= 10_000, "content.checks-per-day",
            "\(content.checksPerDay) checks a day; allowed: 0 to 10000")
        check.permille(content.forgedPermille, "content.forged")
        check.permille(content.earlyPermille, "content.early")
        check.permille(content.abroadPermille, "content.abroad")
        check.notNegative(content.clockError, "content.clock-error")
        check.notNegative(content.allowedSkew, "content.allowed-skew")
    }

    /// The lines about suppliers' codes, entitlements and their verification; none about what does not happen.
    var capabilityNotes: [Note] {
        var supplier = "\(Note.span(outside.supplierTime)) on average"
        if let codes = outside.supplierCodes {
            supplier += ", \(codes) codes"
            if let refill = outside.supplierRefill {
                supplier += ", \(refill.amount) more every \(Note.span(refill.every))"
            }
        }
        if !outside.supplierRevokes { supplier += ", takes no code back" }
        if outside.supplierIsAsked { supplier += ", asked before an order is withdrawn" }
        var notes = [Note(name: "code supplier", text: supplier)]
        let plan = entitlements
        let shares: [(Int, String)] = [
            (plan.activatedPermille, "activated \(Note.span(plan.activationDelay)) after the issue"),
            (plan.usedPermille, "used"), (plan.renewedPermille, "renewed"), (plan.upgradedPermille, "upgraded"),
            (plan.transferredPermille, "passed on"), (plan.suspendedPermille, "suspended"),
            (plan.revokedPermille, "of those revoked"),
        ]
        let told = shares.filter { $0.0 > 0 }.map { "\(Note.percent($0.0)) \($0.1)" }
        if !told.isEmpty {
            notes.append(
                Note(
                    name: "entitlements",
                    text: told.joined(separator: ", ") + "; mean delays, \(Note.span(plan.delay)) for the rest"))
        }
        if let longest = plan.longest { notes.append(Note(name: "longest entitlement", text: Note.span(longest))) }
        if content.checksPerDay > 0 {
            notes.append(
                Note(
                    name: "verification",
                    text: "\(Note.number(content.checksPerDay)) checks of each active entitlement and day, "
                        + "\(Note.percent(content.forgedPermille)) forged, "
                        + "\(Note.percent(content.earlyPermille)) of any order's, "
                        + "\(Note.percent(content.abroadPermille)) from abroad; "
                        + "clocks off by up to \(Note.span(content.clockError)), "
                        + "\(Note.span(content.allowedSkew)) allowed"))
        }
        return notes
    }
}
