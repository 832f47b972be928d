import Platform
import Primitives

/// The platform's ledgers against the statements of the parties outside, when the run is over.
extension World {
    func reconcile() -> [Count] {
        var captures = Reconciliation(), refunds = Reconciliation(), codes = Reconciliation()
        for number in 0..<max(payments.orderCount, provider.charges.count) {
            let order = OrderID(index: number)
            let charge = number < provider.charges.count ? provider.charges[number] : PaymentProvider.Charge()
            captures.match(
                order, here: payments.captures(of: order),
                there: StatementLine(amount: charge.captures > 0 ? charge.amount : 0, entries: charge.captures))
            refunds.match(
                order, here: payments.refunds(of: order),
                there: StatementLine(amount: Int64(charge.returned), entries: charge.refunds))
        }
        for number in 0..<max(issuance.orderCount, supplier.orderCount) {
            let order = OrderID(index: number)
            codes.match(order, here: issuance.suppliedCodes(of: order), there: supplier.statement(of: order))
        }
        return Self.counts("captures", captures) + Self.counts("refunds", refunds)
            + Self.counts("suppliers' codes", codes)
    }

    /// How many orders were compared, and each kind of discrepancy that there was.
    private static func counts(_ ledger: String, _ result: Reconciliation) -> [Count] {
        [Count(name: "\(ledger) compared", count: UInt64(result.compared))]
            + Discrepancy.Kind.allCases.filter { result[$0] > 0 }.map {
                Count(name: "\(ledger) \($0.name)", count: UInt64(result[$0]))
            }
    }
}
