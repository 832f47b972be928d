import Platform
import Primitives
import Workload

/// The self-checks when a run is over.
extension World {
    mutating func close(_ now: Instant) {
        for service in 0..<Service.count { throttles[service].judge(upTo: now) }
        closeLosses()
        judgeBooks()
        auditorsBox.value.close(statement: provider.charges, now: now)
        closeStores()
        for (kind, balance) in coupons.balances.enumerated() {
            auditors.close(coupon: kind, countLeft: balance.countLeft, budgetLeft: balance.budgetLeft)
        }
        auditors.close(entitlements: overview.total)
        closeEntitlements(now)
        let ends = gauges.answered + gauges.errorPages + gauges.queuePages + gauges.impatient
        let clicks = gauges.clicks
        auditors.tally.expect(.clicksAccounted, clicks == ends, "\(clicks) clicks, \(ends) ends")
        let here = live
        auditors.tally.expect(.sessionsOver, here == 0, "\(here) shoppers are still in the shop")
        let letters = mail.count
        auditors.tally.expect(.noLetterLeft, letters == 0, "\(letters) messages are left")
        for service in Service.allCases { close(service) }
    }

    /// Holds the ledger's entries, the supplier's statement and the overview against what the auditors saw.
    private mutating func closeEntitlements(_ now: Instant) {
        for number in 0..<orders.count {
            let order = OrderID(index: number), entry = ledger.reading(of: order)
            // Of what the old platform sold, ledger and supplier know little, and not under this key.
            if !isCore, orders[number].isLegacy { continue }
            // An upgrade stays within the kind, so the present product tells; without an entry nothing may be out.
            let isCoded = entry.state != .unknown && isSupplierCoded[entry.product.index]
            auditors.close(order, entry, supplier.state(of: order), isCoded: isCoded, at: now)
        }
        var seen: UInt64 = 0
        for number in 0..<overview.users {
            let user = UserID(index: number)
            seen &+= Auditors.share(of: user, units: overview.entitlements(of: user))
        }
        auditors.closeAudit(head: auditLog.chainHead, overview: seen, upTo: overview.version)
    }

    /// The laws of queueing at one service, exact to the nanosecond.
    private mutating func close(_ service: Service) {
        let pool = fleet.pools[service.index]
        let jobs = pool.served + pool.turnedAway + pool.swallowed + pool.crashed
        auditors.tally.expect(
            .jobsAccounted, pool.offered == jobs, "\(service.name): \(pool.offered) offered, \(jobs) accounted for")
        let inSystem = pool.inSystem.integral(until: present)
        auditors.tally.expect(
            .littlesLaw, inSystem == pool.sojourns,
            "\(service.name): integral \(inSystem) ns, sojourns \(pool.sojourns) ns")
        let busy = pool.busy.integral(until: present)
        auditors.tally.expect(
            .utilisationLaw, busy == pool.workDone,
            "\(service.name): integral \(busy) ns, work \(pool.workDone) ns")
    }
}
