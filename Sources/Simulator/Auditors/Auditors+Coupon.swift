import Platform
import Primitives

// Coupons: CPN rules.
extension Auditors {
    /// What the auditor of coupons has written down.
    struct CouponNotes: ~Copyable {
        /// By kind, coupons given out.
        let given: [Int]
        /// By kind, coupons spent and not given back.
        fileprivate(set) var out: [Int]

        init(given: [Int]) {
            self.given = given
            out = Array(repeating: 0, count: given.count)
        }
    }

    /// The buyer's payment has begun: the charge may wait for the coupon until `mark`.
    mutating func payBegins(_ order: OrderID, at now: Instant) {
        // A repeated click begins nothing.
        guard dossiers[order.index].facts.insert(.paying).inserted,
            case .bounded(let wait) = configuration.couponCalling
        else { return }
        dossiers[order.index].mark = now + wait
    }

    /// The coordinator learns that the hold is confirmed; a charge may leave now if the coupon's wait is over.
    mutating func confirmationKnown(_ order: OrderID, at now: Instant) {
        guard !dossiers[order.index].facts.contains(.charged) else { return }
        dossiers[order.index].mark = max(dossiers[order.index].mark, now)
    }

    /// A charge leaves: it has not waited for the coupon longer than it may.
    mutating func judgeCouponWait(_ order: OrderID, at now: Instant) {
        guard case .bounded = configuration.couponCalling else { return }
        tally.expect(.chargeNeverWaits, now <= dossiers[order.index].mark, order: order, at: now)
    }

    /// The coupon service has answered, as the coordinator hears it.
    mutating func coupon(_ effect: CouponEffect, heard: Bool) {
        switch effect {
        case .redeemed(let order, let discount):
            if !heard, !dossiers[order.index].facts.contains(.couponSpent) {
                dossiers[order.index].facts.insert(.couponSpent)
                let kind = Int(dossiers[order.index].coupon)
                couponNotes.out[kind] += 1
                let (out, given) = (couponNotes.out[kind], couponNotes.given[kind])
                tally.expect(.couponsWithinCount, out <= given, "\(out) coupons of kind \(kind) are out")
            }
            if heard, !dossiers[order.index].facts.contains(.charged) {
                dossiers[order.index].discount = Int32(clamping: discount.fen)
            }
        case .refused: break
        case .released(let order):
            guard !heard, dossiers[order.index].facts.contains(.couponSpent) else { return }
            dossiers[order.index].facts.remove(.couponSpent)
            couponNotes.out[Int(dossiers[order.index].coupon)] -= 1
        }
    }
}
