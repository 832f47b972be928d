import DiscreteEvent
import Platform
import Primitives
import Workload

/// The driver's part for the old platform: a silo's commands run on the servers that have the product's pages.
///
/// What a silo calls outside it calls itself. A fault of the service that makes such calls for the core (payment,
/// issuing) befalls the silo's calls as well, so that both platforms can be held against the same faults.
extension World {
    /// Sends a command about an order to the silo of its product.
    mutating func postToSilo(
        _ command: LegacyCommand, after way: TimeSpan = .zero, _ now: Instant, _ calendar: inout Calendar
    ) {
        post(
            .legacy(command, at: silo(of: command.order)), after: way + scenario.fleet.networkLeg, now, &calendar)
    }

    /// The service whose servers are the silo of an order's product.
    @inline(__always)
    func silo(of order: OrderID) -> Service { service(ofProduct: Int(orders[order.index].product)) }

    /// The category of an order's product.
    @inline(__always)
    func category(of order: OrderID) -> CategoryID { category(ofProduct: Int(orders[order.index].product)) }

    /// The category of a product.
    @inline(__always)
    func category(ofProduct product: Int) -> CategoryID {
        guard let category = service(ofProduct: product).category else {
            preconditionFailure("product \(product) is of no category")
        }
        return category
    }

    /// A server has done a command's work: the silo takes it, and its effects leave.
    mutating func takeBySilo(
        _ command: LegacyCommand, _ service: Service, _ replyIsLost: Bool, _ now: Instant,
        _ calendar: inout Calendar
    ) {
        guard let category = service.category else { preconditionFailure("\(service.name) is no silo") }
        heardBySilo(command, now)
        old.silos[category.index].handle(command, at: now, into: &old.siloEffects)
        carrySilo(category, service, replyIsLost, now, &calendar)
    }

    /// What gauges and auditors learn from a message that reaches a silo.
    private mutating func heardBySilo(_ command: LegacyCommand, _ now: Instant) {
        switch command {
        case .place(let purchase):
            if auditors.heard(.place(purchase), at: now) {
                gauges.places(at: now)
                gauges.lines += 1
                old.gauge.placed(category(of: purchase.order), .legacy, at: now)
            }
        case .pay(let order): _ = auditors.heard(.pay(order), at: now)
        case .couponRedeemed(let order, let discount):
            _ = auditors.heard(.couponRedeemed(order, discount: discount), at: now)
        case .declined(let order, _, _): _ = auditors.heard(.declined(order), at: now)
        case .couponRefused(let order): orders[order.index].couponWasRefused = true
        case .stockHeld, .stockSoldOut, .stockCallFailed, .couponCallFailed, .captured, .chargeCallFailed,
            .codesArrived, .noCodes, .issueCallFailed, .resolve:
            break
        }
    }

    /// A silo's effects become messages, calls outside, and facts for those who watch.
    mutating func carrySilo(
        _ category: CategoryID, _ service: Service, _ replyIsLost: Bool, _ now: Instant,
        _ calendar: inout Calendar
    ) {
        for index in 0..<old.siloEffects.count {
            switch old.siloEffects[index] {
            case .tookUnits(let order, let again):
                again
                    ? auditors.promisedAgain(order, units: 1, at: now)
                    : auditorsBox.value.stock(.held(order), buyers: buyers, at: now)
            case .gaveUnits(let order, let again):
                again
                    ? auditors.promisedAgain(order, units: -1, at: now)
                    : auditorsBox.value.stock(.released(order), buyers: buyers, at: now)
            case .soldUnits(let order): auditorsBox.value.stock(.confirmed(order), buyers: buyers, at: now)
            case .holdStock(let order, let product, let quantity):
                post(.stock(.hold(order, product, quantity: quantity, by: orders[order.index].user)), now, &calendar)
            case .confirmStock(let order): post(.stock(.confirm(order)), now, &calendar)
            case .releaseStock(let order): post(.stock(.release(order)), now, &calendar)
            case .redeemCoupon(let order, let coupon, let price):
                post(.coupon(.redeem(order, coupon, price: price)), now, &calendar)
            case .charge(let order, let sale, let attempt, let amount):
                chargeForSilo(order, sale, attempt, amount, now, &calendar)
            case .issue(let order, let sale, let attempt, _, let quantity):
                issueForSilo(order, sale, attempt, quantity, now, &calendar)
            case .answer(let order, let answer):
                siloAnswers(order, answer, service, replyIsLost, now, &calendar)
            case .booked(let order, let amount): siloBooked(order, amount, now)
            case .delivered(let user, let order, let product, let quantity):
                auditors.recordedBySilo(order)
                heardBySilo(.issued(order), now)
                post(.notification(user, order, .issued), now, &calendar)
                if old.adapter.isTakenOver(category) {
                    let grant = EntitlementGrant(
                        order: order, user: user, product: product, quantity: quantity, serial: 0, instant: now)
                    post(.entitlement(.register(grant)), now, &calendar)
                }
                if auditors.isSettled(order) { complainIfWronged(order, category, now, &calendar) }
            case .listed(let order, let cause): siloListed(order, cause, category, now, &calendar)
            case .paidBack(let order, let amount): siloPaidBack(order, amount, now)
            case .payBackAllBut(let order, let kept): payBack(order, keeping: kept, now)
            case .settled(let order, let outcome):
                settle(order, outcome, now)
                complainIfWronged(order, category, now, &calendar)
            }
        }
        old.siloEffects.removeAll()
        arm(.silos, old.silos[category.index].nextDeadline, &calendar)
    }

    /// Deadlines of silos that are due.
    mutating func wakeSilos(_ now: Instant, _ calendar: inout Calendar) {
        for index in 0..<old.silos.count {
            let category = CategoryID(index: index)
            if old.silos[index].nextDeadline <= now { old.silos[index].advance(to: now, into: &old.siloEffects) }
            carrySilo(category, Service(of: category), false, now, &calendar)
        }
    }

    /// Units of a product that a silo sold and the core's ledger does not know of.
    func unitsOutsideTheLedger(_ product: Int) -> Int {
        old.silos[category(ofProduct: product).index].unitsTaken(ProductID(index: product))
    }

    // MARK: Answers from peers that the core has, too

    /// The stock service's answer about an order that a silo serves.
    mutating func answerSilo(
        _ effect: StockEffect, after way: TimeSpan, _ now: Instant, _ calendar: inout Calendar
    ) {
        switch effect {
        case .held(let order): postToSilo(.stockHeld(order), after: way, now, &calendar)
        case .soldOut(let order), .limitReached(let order): postToSilo(.stockSoldOut(order), after: way, now, &calendar)
        case .busy(let order): postToSilo(.stockCallFailed(order), after: way, now, &calendar)
        // The silo sends these off and listens no more.
        case .confirmed, .holdGone, .released, .checked, .expired, .supplied: break
        }
    }

    /// The coupon service's answer about an order that a silo serves.
    mutating func answerSilo(_ effect: CouponEffect, _ now: Instant, _ calendar: inout Calendar) {
        switch effect {
        case .redeemed(let order, let discount):
            postToSilo(.couponRedeemed(order, discount: discount), now, &calendar)
        case .refused(let order): postToSilo(.couponRefused(order), now, &calendar)
        case .released: break
        }
    }

    /// A silo's call to the stock or the coupon service could not be made, or failed before it had any effect.
    mutating func sendBackToSilo(_ letter: Letter, _ now: Instant, _ calendar: inout Calendar) {
        switch letter {
        case .stock(.hold(let order, _, _, _)): postToSilo(.stockCallFailed(order), now, &calendar)
        case .coupon(.redeem(let order, _, _)): postToSilo(.couponCallFailed(order), now, &calendar)
        case .legacy(.place(let purchase), _): tellError(purchase.order, now, &calendar)
        case .legacy(.pay(let order), _): tellError(order, now, &calendar)
        case .stock, .coupon, .order, .payment, .issuance, .entitlement, .overview, .audit, .notification, .legacy:
            break
        }
    }
}
