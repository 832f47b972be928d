import Platform
import Primitives
import Workload

// Coupons: CPN rules.
extension Auditors {
    /// What the auditor of coupons has written down.
    struct CouponNotes: ~Copyable {
        /// By kind, coupons given out, and what all of them are worth.
        let given: [Int]
        let budgets: [Money]
        /// By kind, coupons spent and not given back, and what they are worth.
        fileprivate(set) var out: [Int]
        fileprivate(set) var spent: [Money]
        /// Whether any coupon was spent.
        fileprivate(set) var sawSpending = false

        init(_ plans: [CouponPlan]) {
            given = plans.map(\.count)
            budgets = plans.map { $0.discount * Int64($0.count) }
            out = Array(repeating: 0, count: plans.count)
            spent = Array(repeating: .zero, count: plans.count)
        }
    }

    /// The buyer's payment has begun: the charge may wait for the coupon until `mark`.
    mutating func payBegins(_ order: OrderID, at now: Instant) {
        // A repeated click begins nothing.
        guard order.index < dossiers.count, dossiers[order.index].facts.insert(.paying).inserted,
            case .bounded(let wait) = configuration.couponCalling
        else { return }
        dossiers[order.index].mark = now + wait
    }

    /// The coordinator learns that a line is sold; a charge may leave now if it was the last and the coupon's
    /// wait is over.
    mutating func confirmationKnown(_ line: OrderID, at now: Instant) {
        let order = order(of: line)
        guard !dossiers[order.index].facts.contains(.charged) else { return }
        dossiers[order.index].mark = max(dossiers[order.index].mark, now)
    }

    /// A charge leaves: it has not waited for the coupon longer than it may.
    mutating func judgeCouponWait(_ order: OrderID, at now: Instant) {
        guard case .bounded = configuration.couponCalling else { return }
        tally.expect(.chargeNeverWaits, now <= dossiers[order.index].mark, order: order, at: now)
    }

    /// The coupon service is asked.
    mutating func asked(_ command: CouponCommand, at now: Instant) {
        switch command {
        case .redeem(let order, let coupon, let price):
            let dossier = dossiers[order.index]
            let isOther = coupon.number != UInt32(dossier.coupon) || price.fen != listed(order)
            noteOtherPayload(isOpen(order) && isOther, order, at: now)
        case .release(let order): noteOtherPayload(false, order, at: now)
        }
    }

    /// The coupon service has answered: at its end of the network, or as the coordinator hears it.
    mutating func coupon(_ effect: CouponEffect, heard: Bool, at now: Instant) {
        guard heard else { return answered(effect, at: now) }
        guard case .redeemed(let order, let discount) = effect else { return }
        // One that comes after it was given back changes nothing about the price.
        guard !dossiers[order.index].facts.hasAny(.charged, .couponGivenUp) else { return }
        dossiers[order.index].discount = Int32(clamping: discount.fen)
        dossiers[order.index].facts.insert(.discounted)
    }

    private mutating func answered(_ effect: CouponEffect, at now: Instant) {
        switch effect {
        case .redeemed(let order, let discount):
            judgeCouponAnswer(effect, at: now)
            if !dossiers[order.index].facts.contains(.couponSpent) { spend(order, discount, at: now) }
        case .refused(let order):
            judgeCouponAnswer(effect, at: now)
            if !dossiers[order.index].facts.hasAny(.couponSpent, .couponBack) {
                dossiers[order.index].facts.insert(.couponRefused)
            }
        case .released(let order):
            judgeCouponAnswer(effect, at: now)
            let dossier = dossiers[order.index]
            dossiers[order.index].facts.insert(.couponBack)
            guard dossier.facts.contains(.couponSpent) else { return }
            dossiers[order.index].facts.remove(.couponSpent)
            couponNotes.out[Int(dossier.coupon)] -= 1
            couponNotes.spent[Int(dossier.coupon)] -= Money(fen: Int64(dossier.discount))
        }
    }

    /// A coupon is spent on an order that has none just now: within its number, and not after it was given back.
    private mutating func spend(_ order: OrderID, _ discount: Money, at now: Instant) {
        couponNotes.sawSpending = true
        let wasBack = dossiers[order.index].facts.contains(.couponBack)
        dossiers[order.index].facts.insert(.couponSpent)
        dossiers[order.index].discount = Int32(clamping: discount.fen)
        let kind = Int(dossiers[order.index].coupon)
        couponNotes.out[kind] += 1
        couponNotes.spent[kind] += discount
        let (out, given) = (couponNotes.out[kind], couponNotes.given[kind])
        tally.expect(
            .couponsWithinCount, out <= given && !wasBack, order: order, at: now,
            because: wasBack ? "it had been given back; coupons out:" : "coupons out:", Int64(out), " of", Int64(given))
    }

    /// An order is settled: its coupon is spent if it keeps its goods at the reduced price, and given back if not.
    mutating func judgeCouponEnd(_ order: OrderID, at now: Instant) {
        let facts = dossiers[order.index].facts
        guard facts.hasAny(.couponSpent, .couponBack, .discounted) else { return }
        let isUsed = facts.contains(.discounted) && hasGoods(order)
        tally.expect(
            .couponComesBack, facts.contains(.couponSpent) == isUsed, order: order, at: now,
            because: isUsed ? "used, and given back" : "spent on an order that does not use it")
    }

    /// Holds the coupon service's book on one kind against the messages.
    mutating func close(coupon kind: Int, countLeft: Int, budgetLeft: Money) {
        let (out, spent) = (couponNotes.out[kind], couponNotes.spent[kind])
        let isKept = countLeft + out == couponNotes.given[kind] && budgetLeft + spent == couponNotes.budgets[kind]
        tally.expect(
            .couponBudgetKept, isKept,
            "coupon \(kind): \(countLeft) left and \(out) out, \(budgetLeft) yuan left and \(spent) granted")
    }
}
