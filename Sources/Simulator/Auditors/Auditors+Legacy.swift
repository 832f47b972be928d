import Platform
import Primitives

// What only the old platform does to an order: take units twice, book two payments, keep its own records.
extension Auditors {
    /// An order that has units is given as many again (`units` 1), or gives those back (-1).
    mutating func promisedAgain(_ order: OrderID, units: Int, at now: Instant) {
        promise(order, units: units * Int(dossiers[order.index].quantity), at: now)
    }

    /// The old platform has a record of an issue of its own.
    mutating func recordedBySilo(_ order: OrderID) {
        dossiers[order.index].records &+= 1
        dossiers[order.index].facts.insert(.recordDelivered.union(.ofSilo))
    }

    /// A person has paid back what was too much, and so knows of it.
    mutating func refundedByHand(_ order: OrderID) { dossiers[order.index].facts.insert(.refunded) }

    /// A payment has waited for the coupon service until it showed in a report.
    mutating func waitedForCoupon(_ order: OrderID, at now: Instant) {
        guard case .bounded = configuration.couponCalling else { return }
        tally.expect(.chargeNeverWaits, false, order: order, at: now)
    }

    func isCharged(_ order: OrderID) -> Bool { dossiers[order.index].facts.contains(.charged) }
    func isCaptured(_ order: OrderID) -> Bool { dossiers[order.index].facts.contains(.captured) }
    func isIssued(_ order: OrderID) -> Bool { dossiers[order.index].facts.contains(.issued) }
    func isSettled(_ order: OrderID) -> Bool { dossiers[order.index].facts.contains(.settled) }
    func isServedOrRefunded(_ order: OrderID) -> Bool {
        !dossiers[order.index].facts.intersection([.goodsKnown, .refunded]).isEmpty
    }
}
